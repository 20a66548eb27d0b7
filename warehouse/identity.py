"""When two accounts can be of one event, and when they surely are: the rules of identity.yml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

IDENTITY_FILE = Path(__file__).with_name("identity.yml")
LAG = timedelta(14)  # news is told as to come for some days after it came, and the other way round
MONTH = timedelta(31)
YEAR = 366
CLASSES = 20  # more than any weapon class leaves open
ALWAYS = (date.min, date.max)


@dataclass(frozen=True, slots=True)
class Statement:
    """What accounts say that resolution compares; all accounts that say the same are one."""

    statement_id: str
    event_type: str
    family: str  # what its block is of, in whatever year
    scope: str  # type and act, whoever takes part
    days: tuple[date, date]  # that the event may have been on; `ALWAYS` where nothing is known
    precision: str  # "day", "occasion", "year" or "none"
    status: str
    near: tuple[date, date] | None  # around publication, where the event is not dated
    named: bool  # the block is a meeting or agreement by its name
    country: str | None  # of the place
    words: frozenset[str]  # of the agreement's name
    hints: frozenset[str]  # of the places, of the meeting's name, of the weapon
    places: frozenset[str]
    numbers: frozenset[str]
    persons: frozenset[str]  # "USA:trump"
    form: frozenset[str]  # treaty forms that the stated one leaves open, empty where none is
    weapon: frozenset[str]  # weapon classes likewise
    stated_class: str | None
    count: int | None  # of weapons, where it is more than one
    once: bool  # such an event there is only once: the signing of an agreement by its name
    states: frozenset[
        str
    ]  # and organisations, that take part; none where a meeting is told by its name
    total: int | None  # how many tests it sums up, None where it is of one

    @property
    def firm(self) -> bool:
        """Whether it is told of as having been or as being sure to come."""
        return self.status in ("occurred", "planned")

    @property
    def is_idea(self) -> bool:
        """Whether it is only asked for or feared, and for no time that is known."""
        return self.status == "hypothetical" and self.precision == "none"

    @property
    def is_period(self) -> bool:
        """Whether it is told as of more than a year."""
        first, last = self.days
        return date.min < first and last < date.max and (last - first).days > YEAR

    @property
    def is_single(self) -> bool:
        """Whether it is of the one event of its kind, whenever that was."""
        return self.once and self.precision == "none"

    @property
    def known(self) -> int:
        """How many things are known of it: the most particular statements are placed first."""
        sets = (self.words, self.hints, self.numbers, self.persons)
        stated = sum(map(bool, sets)) + (self.country is not None)
        return stated - (len(self.weapon) if self.weapon else CLASSES)


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes two events of one type the same."""

    days: int
    evidence: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Identity:
    """The rules of identity.yml."""

    kinds: Mapping[str, Kind]
    covers: Mapping[str, Mapping[str, tuple[str, ...]]]

    def kind(self, event_type: str) -> Kind:
        """The rules of an event type."""
        return self.kinds.get(event_type, self.kinds["other"])

    def statement(self, row: Mapping[str, Any]) -> Statement:
        """The statement in a row of `accounts`."""
        start, end, told = row["start"], row["end"], row["told"]
        return Statement(
            statement_id=row["statement_id"],
            event_type=row["event_type"],
            family=row["family"],
            scope=row["scope"],
            days=(start, end) if start else _open_days(told, row["status"]),
            precision=self._precision(row["event_type"], start, end),
            status=row["status"],
            near=_near(told, row["status"]) if told else None,
            named=row["named"],
            country=row["country"],
            words=frozenset(row["words"]),
            hints=frozenset(row["hints"]),
            places=frozenset(row["places"]),
            numbers=frozenset(row["numbers"]),
            persons=frozenset(row["persons"]),
            form=self._open("treaty_form", row["treaty_form"]),
            weapon=self._open("weapon_class", row["weapon_class"]),
            stated_class=row["weapon_class"],
            count=row["count"],
            once=row["once"],
            states=frozenset(row["states"]),
            total=row["total"],
        )

    def _precision(self, event_type: str, start: date | None, end: date | None) -> str:
        if start is None or end is None:
            return "none"
        if start == end:
            return "day"
        return "occasion" if (end - start).days < self.kind(event_type).days else "year"

    def _open(self, column: str, value: str | None) -> frozenset[str]:
        return frozenset((value, *self.covers[column].get(value, ()))) if value else frozenset()


@dataclass(slots=True)
class Cluster:
    """Statements of one event, and what they come to together."""

    first: str  # id of the statement that began it
    event_type: str
    family: str
    scope: str
    status: str  # of that statement
    named: bool
    once: bool
    single: bool
    total: int | None  # as in its statements
    size: int = 0
    days: tuple[date, date] = ALWAYS
    near: tuple[date, date] | None = None
    firm: set[bool] = field(default_factory=set)
    country: str | None = None
    words: set[str] = field(default_factory=set)
    hints: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    persons: dict[str, set[str]] = field(default_factory=dict)
    form: frozenset[str] = frozenset()
    weapon: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    counts: set[int] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return self.size

    @property
    def dated(self) -> bool:
        """Whether days are known that it was on, not only that it was before or after some."""
        return self.days[0] != date.min and self.days[1] != date.max

    @property
    def is_period(self) -> bool:
        """Whether it is told as of more than a year."""
        return self.dated and (self.days[1] - self.days[0]).days > YEAR

    @property
    def is_loose(self) -> bool:
        """Whether its year is not known."""
        return not self.dated or self.days[0].year != self.days[1].year

    @classmethod
    def begun_by(cls, one: Statement) -> "Cluster":
        """The event that this statement alone makes."""
        begun = cls(
            first=one.statement_id,
            event_type=one.event_type,
            family=one.family,
            scope=one.scope,
            status=one.status,
            named=one.named,
            once=one.once,
            single=one.is_single,
            total=one.total,
        )
        begun.add(one)
        return begun

    def add(self, one: Statement) -> None:
        """Take in a statement that contradicts nothing."""
        self.size += 1
        self.days = (max(self.days[0], one.days[0]), min(self.days[1], one.days[1]))
        self.near = self.near or one.near
        self.firm.add(one.firm)
        self.country = self.country or one.country
        self.words |= one.words
        self.hints |= one.hints
        self.places |= one.places
        self.numbers |= one.numbers
        for person in one.persons:
            self.persons.setdefault(person[:3], set()).add(person)
        self.form = _narrowed(self.form, one.form)
        self.weapon = _narrowed(self.weapon, one.weapon)
        self.states = _narrowed(self.states, one.states)
        self.counts |= {one.count} if one.count else set()
        self.classes |= {one.stated_class} if one.stated_class else set()

    def contradicts(self, one: Statement) -> bool:
        """Whether something is known to both and cannot be so at once."""
        return (
            self.days[0] > one.days[1]
            or one.days[0] > self.days[1]
            or (self.total != one.total and not (self.is_period and one.is_period))
            or bool(self.total and one.total and self.total != one.total)
            or bool(self.country and one.country and self.country != one.country)
            or bool(self.numbers and one.numbers and self.numbers.isdisjoint(one.numbers))
            or bool(self.form and one.form and self.form.isdisjoint(one.form))
            or bool(self.weapon and one.weapon and self.weapon.isdisjoint(one.weapon))
            or (not one.once and _apart(self.states, one.states))
            or (not one.named and _other_name(self.words, one.words))
            or (one.event_type == "summit" and not one.named and self._other_person(one))
        )

    def _other_person(self, one: Statement) -> bool:
        theirs: dict[str, set[str]] = {}
        for person in one.persons:
            theirs.setdefault(person[:3], set()).add(person)
        return any(
            country in self.persons and self.persons[country].isdisjoint(names)
            for country, names in theirs.items()
        )


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _narrowed(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    return one & other if one and other else one or other


def _other_name(one: set[str], other: frozenset[str]) -> bool:
    """Whether two names share no word, and no word that is foreign to the other might be shared."""
    if not one or not other or not one.isdisjoint(other):
        return False
    languages = {word.split(":")[0] for word in (*one, *other) if ":" in word}
    return len(languages) < 2


def _open_days(told: date | None, status: str) -> tuple[date, date]:
    """What publication leaves open of an undated event: what occurred is not in the future."""
    if told is None:
        return ALWAYS
    if status == "occurred":
        return date.min, told + LAG
    if status in ("planned", "hypothetical"):
        return told - LAG, date.max
    return ALWAYS


def _near(told: date, status: str) -> tuple[date, date]:
    """When an undated event most likely was: news is of the last weeks or of the coming ones."""
    if status in ("planned", "hypothetical"):
        return told - LAG, told + 3 * MONTH
    return told - 2 * MONTH, told + (LAG if status == "occurred" else MONTH)


@cache
def load_identity() -> Identity:
    """The rules that come with the package."""
    content = yaml.safe_load(IDENTITY_FILE.read_text(encoding="utf-8"))
    kinds = {
        name: Kind(each["days"], {tier: tuple(any_of) for tier, any_of in each["evidence"].items()})
        for name, each in content["event_types"].items()
    }
    return Identity(kinds, content["covers"])
