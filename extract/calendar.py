"""The calendar of a language: its words for days, months, numbers and units, as data.

`load_calendar` reads one `languages/<lang>/calendar.yml`; docs in that file explain every key.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

import yaml

from extract.strict_yaml import CodebookError, Node, read_yaml

Period = Literal["day", "week", "weekend", "month", "quarter", "year"]
# What a shape can be, and the slots it can have; extract/date_rules.py resolves them.
RULES = frozenset(
    (
        "not_a_date", "day", "day_span", "month", "month_span", "year", "year_span", "decade",
        "quarter", "weekday", "weekday_span", "relative_day", "period", "ago", "ahead", "later",
        "earlier", "following", "preceding", "after", "since_then", "same", "same_year",
        "same_month", "past_span", "coming_span", "few_ago", "few_ahead", "week_start", "season",
    )
)  # fmt: skip
SLOTS = frozenset(
    (
        "day", "late_day", "month_number", "year", "short_year", "decade", "month", "weekday",
        "relative_day", "direction", "period", "one_period", "quarter", "day_suffix",
        "decade_suffix", "number", "to", "dash", "and", "season",
    )
)  # fmt: skip
_SLOT = re.compile(r"\{([a-z_]+)")


class CalendarError(CodebookError):
    """Raised by `load_calendar` for a calendar file that says something unknown; one line."""


@dataclass(frozen=True, slots=True)
class KindCues:
    """Words that tell what a measured quantity of one unit is: an altitude, a range."""

    default: str
    before: tuple[tuple[str, str], ...]  # (word, kind), in the order of the file
    after: tuple[tuple[str, str], ...]


@dataclass(
    frozen=True, slots=True, eq=False
)  # compared by identity: grammars are cached per calendar
class Calendar:
    """What the calendar file of one language says; every word list maps the word to its value."""

    language: str
    thousands: str
    decimal: str
    months: Mapping[str, int]  # exact case
    unsure_months: frozenset[str]  # months that are other words too: "May"
    month_after: frozenset[str]  # words after which they are months for all that
    month_before: frozenset[str]  # words before which they are: "a May summit"
    weekdays: Mapping[str, int]  # exact case, Monday is 1
    relative_days: Mapping[str, int]  # days from publication
    directions: Mapping[str, int]  # last -1, this 0, next 1
    periods: Mapping[str, str]
    one_periods: Mapping[str, str]  # one word for number and period: sepekan
    quarters: Mapping[str, int]
    seasons: Mapping[str, int]  # the first of its three months
    since: tuple[str, ...]  # what makes a date the begin of a span up to now
    ordinals: tuple[str, ...]  # the first, the third
    counted_from: tuple[str, ...]  # what ordinals count from: "the first since 2018"
    beginnings: tuple[str, ...]  # words for the first days of a year
    narrower: tuple[str, ...]  # what may stand between "and" and the second date: late, the end of
    day_suffixes: tuple[str, ...]
    decade_suffixes: tuple[str, ...]
    to: tuple[str, ...]
    conjunctions: tuple[str, ...]
    no_year_after: frozenset[str]  # "Resolution 1718": no year after these words
    no_year_before: frozenset[str]  # "2000 soldiers": no year before these words
    shapes: tuple[tuple[str, str], ...]  # (rule, shape)
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    teens: frozenset[str]
    articles: frozenset[str]  # "a missile", "sebuah rudal": one
    no_one_before: frozenset[str]  # "a few": not one
    currencies: frozenset[str]
    units: Mapping[str, tuple[str, float]]  # form: (unit, factor)
    measures: Mapping[str, str]  # hours, percent: what is measured but not read further
    kinds: Mapping[str, KindCues]  # unit: cues


def load_calendar(path: Path) -> Calendar:
    """Return the calendar in a YAML file; raises `CodebookError` naming file, line and key."""
    root = read_yaml(path)
    known = {field.name for field in fields(Calendar)}
    for key in root.mapping(known).keys() ^ known:
        raise root.fail(f"missing key '{key}'")
    # once more as YAML means it: months and weekdays are numbered
    return _Reader(root, yaml.safe_load(path.read_text(encoding="utf-8-sig"))).calendar()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Checks the values of one calendar file, key by key."""

    root: Node
    content: Mapping[str, object]

    def calendar(self) -> Calendar:
        return Calendar(
            language=self.text("language"),
            thousands=self.text("thousands"),
            decimal=self.text("decimal"),
            months=self.valued_forms("months", range(1, 13)),
            unsure_months=self.words("unsure_months"),
            month_after=self.words("month_after"),
            month_before=self.words("month_before"),
            weekdays=self.valued_forms("weekdays", range(1, 8)),
            relative_days=self.integers("relative_days"),
            directions=self.integers("directions"),
            periods=self.period_words("periods"),
            one_periods=self.period_words("one_periods"),
            quarters=self.integers("quarters"),
            seasons=self.integers("seasons"),
            since=self.strings("since"),
            ordinals=self.strings("ordinals"),
            counted_from=self.strings("counted_from"),
            beginnings=self.strings("beginnings"),
            narrower=self.strings("narrower"),
            day_suffixes=self.strings("day_suffixes"),
            decade_suffixes=self.strings("decade_suffixes"),
            to=self.strings("to"),
            conjunctions=self.strings("conjunctions"),
            no_year_after=self.words("no_year_after"),
            no_year_before=self.words("no_year_before"),
            shapes=self.shapes(),
            numbers=self.integers("numbers"),
            scales=self.integers("scales"),
            teens=self.words("teens"),
            articles=self.words("articles"),
            no_one_before=self.words("no_one_before"),
            currencies=self.words("currencies"),
            units=self.units(),
            measures=MappingProxyType({word: word for word in self.strings("measures")}),
            kinds=self.kinds(),
        )

    def error(self, key: str, complaint: str) -> CalendarError:
        line = self.root.find(key.split(".")).line
        return CalendarError(f"{self.root.path}: line {line}: {key}: {complaint}")

    def text(self, key: str) -> str:
        value = self.content[key]
        if not isinstance(value, str) or not value:
            raise self.error(key, f"{value!r} is no text")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        return self._strings(key, self.content[key])

    def _strings(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise self.error(key, f"{value!r} is no list")
        for word in value:
            if not isinstance(word, str):  # YAML reads unquoted no, on, 1 as something else
                raise self.error(key, f"{word!r} is no text, quote it")
        return tuple(value)

    def words(self, key: str) -> frozenset[str]:
        return frozenset(self.strings(key))

    def mapping(self, key: str, value: object) -> dict[object, object]:
        if not isinstance(value, dict):
            raise self.error(key, f"{value!r} is no mapping")
        return value

    def integers(self, key: str) -> Mapping[str, int]:
        words: dict[str, int] = {}
        for word, value in self.mapping(key, self.content[key]).items():
            if not isinstance(word, str) or not isinstance(value, int):
                raise self.error(key, f"{word!r}: {value!r} is no word with a whole number")
            words[word] = value
        return MappingProxyType(words)

    def valued_forms(self, key: str, values: range) -> Mapping[str, int]:
        listed = self.mapping(key, self.content[key])
        if list(listed) != list(values):
            raise self.error(key, f"needs the keys {values[0]} to {values[-1]} in order")
        return MappingProxyType(
            {
                form: value
                for value in values
                for form in self._strings(f"{key}.{value}", listed[value])
            }
        )

    def period_words(self, key: str) -> Mapping[str, str]:
        words: dict[str, str] = {}
        for period, forms in self.mapping(key, self.content[key]).items():
            if period not in get_args(Period):
                raise self.error(key, f"unknown key '{period}'")
            words |= {form: str(period) for form in self._strings(f"{key}.{period}", forms)}
        return MappingProxyType(words)

    def shapes(self) -> tuple[tuple[str, str], ...]:
        listed = self.mapping("shapes", self.content["shapes"])
        for rule in listed:
            if rule not in RULES:
                raise self.error("shapes", f"unknown rule '{rule}'")
            for shape in self._strings(f"shapes.{rule}", listed[rule]):
                self.check_shape(f"shapes.{rule}", shape)
        return tuple(
            (str(rule), shape)
            for rule, shapes in listed.items()
            for shape in self._strings(f"shapes.{rule}", shapes)
        )

    def check_shape(self, key: str, shape: str) -> None:
        for slot in _SLOT.findall(shape):
            if slot not in SLOTS:
                raise self.error(key, f"unknown slot '{slot}' in \"{shape}\"")
        if any(shape.count(pair[0]) != shape.count(pair[1]) for pair in ("[]", "<>", "{}")):
            raise self.error(key, f'a bracket stays open in "{shape}"')

    def units(self) -> Mapping[str, tuple[str, float]]:
        forms: dict[str, tuple[str, float]] = {}
        for unit, listed in self.mapping("units", self.content["units"]).items():
            for form, factor in self.mapping(f"units.{unit}", listed).items():
                if not isinstance(form, str) or not isinstance(factor, int | float):
                    raise self.error(f"units.{unit}", f"{form!r}: {factor!r} is no factor")
                forms[form] = (str(unit), float(factor))
        return MappingProxyType(forms)

    def kinds(self) -> Mapping[str, KindCues]:
        listed = self.mapping("kinds", self.content["kinds"])
        return MappingProxyType({str(u): self._cues(f"kinds.{u}", c) for u, c in listed.items()})

    def _cues(self, key: str, value: object) -> KindCues:
        cues = self.mapping(key, value)
        for name in cues:
            if name not in ("default", "before", "after"):
                raise self.error(key, f"unknown key '{name}'")
        if not isinstance(cues.get("default"), str):
            raise self.error(key, "missing key 'default'")
        before, after = (
            tuple(
                (word, str(kind))
                for kind, words in self.mapping(f"{key}.{side}", cues.get(side, {})).items()
                for word in self._strings(f"{key}.{side}.{kind}", words)
            )
            for side in ("before", "after")
        )
        return KindCues(str(cues["default"]), before, after)
