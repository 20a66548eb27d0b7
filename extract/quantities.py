"""Quantities in a text: ranges, altitudes, yields, calibres, and counts of things."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from extract.calendar import Calendar, KindCues
from extract.dates import spot_dates
from extract.numbers import alternatives, number_pattern, read_number
from extract.shapes import TOKEN

_BEFORE = 60  # characters before a number that can tell what it measures: half a sentence
_AFTER = 24  # and after it: "2,300 miles high"
_FAR = {"altitude", "range", "distance"}  # what is told in km, whatever the unit of the text
# Not in the middle of a word, name or figure: F-16, Hwasong-12, 10.30, 3/4, 2x
_LEFT = r"(?<![\w$€£¥/])(?<!\w[-–.,:])"
_FOLLOWING = re.compile(r"\s+[\"“'‘]?([^\W\d_]+)")
_CONVERSION = re.compile(r"\s*\([^\d).;]{0,15}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the text with what it measures; `unit` is "" where it counts things.

    Units are km (distance, range, altitude), m (other lengths), mm (calibres), kt (yields), kg, or
    the word of the text. Kinds: range, altitude, distance, depth, yield, diameter, weight, count,
    times ("enam kali"), other. A range of values ("20-24 megatons") counts with its upper end.
    """

    start: int
    end: int
    value: float
    unit: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words around a number of one unit, compiled, and what each says."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    kind_before: Mapping[str, str]
    kind_after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What one calendar says of quantities, compiled."""

    quantity: re.Pattern[str]
    first: frozenset[str]  # the words a number can begin with
    units: Mapping[str, tuple[str, float]]
    cues: Mapping[str, _Cues]


def spot_quantities(text: str, calendar: Calendar) -> tuple[Quantity, ...]:
    """Return the quantities of a text by position; dates, ordinals and money are none."""
    patterns = _patterns(calendar)
    dates: list[tuple[int, int]] | None = None  # most sentences hold no number and pay no look
    found: list[Quantity] = []
    end = 0
    for token in TOKEN.finditer(text):
        word = token[0].lower()
        if token.start() < end or not (word in patterns.first or word[0].isdigit()):
            continue
        match = patterns.quantity.match(text, token.start())
        if match is None:
            continue
        if dates is None:
            dates = [(mention.start, mention.end) for mention in spot_dates(text, calendar, None)]
        quantity = _read(text, match, found[-1] if found else None, calendar)
        if quantity is None or _overlaps(match, dates):
            continue
        found.append(quantity)
        end = quantity.end
    return tuple(found)


def _overlaps(match: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in spans)


def _read(
    text: str, match: re.Match[str], previous: Quantity | None, calendar: Calendar
) -> Quantity | None:
    """Return what a match measures or counts, None where it does neither."""
    value = read_number(match["upper"] or match["number"], calendar)
    if value is None or _is_money(text, match.start(), calendar):
        return None
    start, end = match.span()
    if match["unit"] is None:
        counts = _counts_things(text, match, calendar)
        return Quantity(start, end, value, "", "count") if counts else None
    word = _plain(match["unit"])
    if word not in _patterns(calendar).units:
        return Quantity(start, end, value, word, "other")
    unit, factor = _patterns(calendar).units[word]
    kind = _kind(text, match, previous, calendar)
    if kind in _FAR and unit == "m":
        unit, factor = "km", factor / 1000
    return Quantity(start, end, round(value * factor, 6), unit, kind)


def _is_money(text: str, start: int, calendar: Calendar) -> bool:
    """Return whether a currency stands before the number: "Rp 5 juta", "USD 3"."""
    before = re.search(r"([^\W\d_]+)\.?\s*$", text[max(0, start - 8) : start])
    return before is not None and before[1].lower() in calendar.currencies


def _counts_things(text: str, match: re.Match[str], calendar: Calendar) -> bool:
    """Return whether a word follows that is counted: not "a few", nor the end of a clause."""
    following = _FOLLOWING.match(text, match.end())
    if following is None:
        return False
    return match["number"].lower() not in calendar.articles or (
        following[1].lower() not in calendar.no_one_before
    )


def _kind(text: str, match: re.Match[str], previous: Quantity | None, calendar: Calendar) -> str:
    """Return what is measured: a cue right after the number, then the nearest before."""
    patterns = _patterns(calendar)
    unit = patterns.units[_plain(match["unit"])][0]
    if unit not in calendar.kinds:
        return "other"
    cues = patterns.cues[unit]
    after = cues.after.match(text, match.end(), match.end() + _AFTER)
    if after:
        return cues.kind_after[_plain(after[1])]
    begin = previous.end if previous else 0
    before = [*cues.before.finditer(text, max(begin, match.start() - _BEFORE), match.start())]
    if before:
        return cues.kind_before[_plain(before[-1][0])]
    # "an altitude of 120 km (75 miles)": the same once more
    if previous and _CONVERSION.fullmatch(text, previous.end, match.start()):
        return previous.kind
    return calendar.kinds[unit].default


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


@cache
def _patterns(calendar: Calendar) -> _Patterns:
    """Return the patterns of a calendar's numbers, units and cues."""
    number = number_pattern(calendar).pattern
    articles = alternatives([*calendar.articles])
    units = alternatives([*calendar.units, *calendar.measures])
    to = alternatives([*calendar.to])
    quantity = re.compile(
        rf"{_LEFT}(?i:(?P<number>{number}|{articles}(?=\s))"
        rf"(?:(?:\s?[-–—]\s?|\s+{to}\s+)(?P<upper>{number}))?"
        rf"(?:[\s-]*(?P<unit>{units})(?!\w))?(?!\w|[.,:/-]\d))"
    )
    words = [*calendar.numbers, *calendar.scales, *calendar.articles]
    return _Patterns(
        quantity,
        frozenset(word.lower() for word in words),
        {_plain(form): unit for form, unit in calendar.units.items()},
        {unit: _cues(cues) for unit, cues in calendar.kinds.items()},
    )


def _cues(cues: KindCues) -> _Cues:
    before, after = (alternatives([word for word, _ in side]) for side in (cues.before, cues.after))
    return _Cues(
        re.compile(rf"(?<!\w){before}(?!\w)", re.IGNORECASE),
        re.compile(rf"[\s-]*({after})(?!\w)", re.IGNORECASE),
        {_plain(word): kind for word, kind in cues.before},
        {_plain(word): kind for word, kind in cues.after},
    )
