"""Name lists of the codebook as one automaton: every name that stands in a text, in one scan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ahocorasick_rs import AhoCorasick, Implementation

from extract.list_schema import LEADING

# What the words can be, the most telling first: of two readings of the same words the first wins.
KINDS = ("summit", "agreement", "weapon", "organisation", "person", "country", "place")


@dataclass(frozen=True, slots=True)
class Name:
    """One reading of a form: what it can stand for."""

    kind: str  # one of KINDS
    entity_id: str
    subkind: str  # demonym, capital, icbm, treaty, ...: as the list says
    country: str | None
    exact: bool  # the form means this in this very case only
    open: bool = False  # a common noun ("missile", "treaty") rather than a proper name
    year: str | None = None  # of an agreement: when it was signed


@dataclass(frozen=True, slots=True)
class Term:
    """A time in office; dates as precise as the source."""

    office: str
    country: str | None
    organisation: str | None
    start: str
    end: str

    def covers(self, day: date) -> bool:
        """Whether the day may lie in the term."""
        return covers(self.start, self.end, day.isoformat())


def covers(start: str, end: str, then: str) -> bool:
    """Whether a date may lie between two others, which may be empty; each as precise as told."""
    begun = start[: len(then)] <= then[: len(start)]
    return begun and (not end or then[: len(end)] <= end[: len(then)])


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds or held office."""

    person_id: str
    name: str
    terms: tuple[Term, ...]

    def led_in(self, then: str) -> bool:
        """Whether the person may hold a leading office then: "2024-06-19", "2024-06", "2024"."""
        return any(t.office in LEADING and covers(t.start, t.end, then) for t in self.terms)

    def leads_on(self, day: date) -> bool:
        """Whether the person holds a leading office on the day."""
        return self.led_in(day.isoformat())


@dataclass
class NameList:
    """Forms gathered while the lists are read; `Gazetteer` is what is used afterwards."""

    forms: dict[str, list[Name]] = field(default_factory=dict)
    written: dict[tuple[str, Name], set[str]] = field(default_factory=dict)

    def add(self, form: str, name: Name) -> None:
        """Take up one form, as it is written."""
        key = form.lower().strip()
        readings = self.forms.setdefault(key, [])
        if name not in readings:
            readings.append(name)
        self.written.setdefault((key, name), set()).add(form.strip())

    def copy(self) -> "NameList":
        """A list of its own with the same forms, for one language to add to."""
        return NameList(
            {form: list(names) for form, names in self.forms.items()},
            {key: set(forms) for key, forms in self.written.items()},
        )


class Gazetteer:
    """All names of one language and the automaton that finds them."""

    def __init__(self, names: NameList) -> None:
        self.forms = sorted(form for form in names.forms if form)
        self.readings = [
            tuple(sorted(names.forms[f], key=lambda n: (KINDS.index(n.kind), n.entity_id)))
            for f in self.forms
        ]
        self.written = [
            {name: frozenset(names.written[f, name]) for name in names.forms[f]} for f in self.forms
        ]
        self._automaton = AhoCorasick(self.forms, implementation=Implementation.ContiguousNFA)

    def find(self, lower: str) -> list[tuple[int, int, int]]:
        """(form, start, end) of every occurrence, overlapping ones included."""
        return self._automaton.find_matches_as_indexes(lower, overlapping=True)


def cells(text: str) -> list[str]:
    """The values of a cell that holds several."""
    return [part.strip() for part in text.split("|") if part.strip()]


def persons_of(
    rows: Sequence[Mapping[str, str]],
) -> tuple[dict[str, Person], list[tuple[str, str]]]:
    """Persons by id, and (form, person id) pairs, from the rows of a list of leaders."""
    terms: dict[str, list[Term]] = {}
    names: dict[str, str] = {}
    forms: set[tuple[str, str]] = set()
    for row in rows:
        person = row["person"]
        names[person] = row["name"]
        country, organisation = row["country"] or None, row["organisation"] or None
        term = Term(row["office"], country, organisation, row["start"], row["end"])
        terms.setdefault(person, []).append(term)
        forms.update((form, person) for form in [row["name"], *cells(row["forms"])])
    persons = {p: Person(p, names[p], tuple(sorted(t, key=_by_start))) for p, t in terms.items()}
    return persons, sorted(forms)


def _by_start(term: Term) -> tuple[str, str]:
    return term.start, term.office


def person_country(person: Person) -> str | None:
    """The state of the latest office that has one."""
    countries = [t.country for t in person.terms if t.country]
    return countries[-1] if countries else None
