"""What words make of the dates beside them.

Spans, as "since 2006" and "in August and September"; and dates that only count, as in "the first
since 2018".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extract.calendar import Calendar
from extract.civil_days import NOTHING, Pair, Value, as_day, iso_span, period_away
from extract.numbers import alternatives
from extract.words import has_any

_REACH = 80  # characters before a date in which "since" is looked for: "since he came to power in"
_ENDS = frozenset({"day", "month"})
_BEGINS = frozenset({"day", "month", "year", "weekday"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A span of the text, the rule that read it as a date, and what it means."""

    start: int
    end: int
    rule: str
    pair: Pair


def joints(
    text: str, readings: Sequence[Reading], calendar: Calendar, today: str | None
) -> list[Reading]:
    """Return the spans that dates form, each at the word that joins: "since", "and".

    The dates stand for themselves too: what "has been in force since 1961" was signed in 1961.
    """
    found: list[Reading] = []
    end = 0
    for reading in readings:
        match = _since(calendar).search(text, max(end, reading.start - _REACH), reading.start)
        if match and today and reading.rule in _BEGINS:
            begun = [_begun(value, match[2], calendar) for value in reading.pair]
            past, future = (_until(value, today) for value in begun)
            found.append(Reading(*match.span(1), "since", (past, future)))
        end = reading.end
    for first, last in pairwise(readings):
        match = _between(calendar).fullmatch(text, first.end, last.start)
        if match and first.rule == last.rule and first.rule in _ENDS:
            pairs = zip(first.pair, last.pair, strict=True)
            past, future = (_both(*values, match["to"] is not None) for values in pairs)
            found.append(Reading(*match.span("join"), f"{first.rule}s", (past, future)))
    return [reading for reading in found if reading.pair != NOTHING]


def without_compared(text: str, readings: Sequence[Reading], calendar: Calendar) -> list[Reading]:
    """Return the dates but those that others are counted from: "the second after October 2006"."""
    pattern = _compared(calendar)
    begins = [(r, r.end + 1 if r.rule == "since" else r.start) for r in readings]
    return [r for r, at in begins if not pattern.search(text, max(0, at - _REACH), at)]


def _begun(value: Value, words: str | None, calendar: Calendar) -> Value:
    """Return the first month of a year of which the words name the beginning."""
    begins = value and len(value) == 4 and words and has_any(words.lower(), calendar.beginnings)
    return f"{value}-01" if begins else value


def _until(value: Value, today: str) -> Value:
    """Return the span from the date to the day, month or year of publication."""
    return iso_span(value, today[: len(value)]) if value else None


def _both(first: Value, last: Value, to: bool) -> Value:
    """Return the span of two days or months; "and" joins only what follows each other."""
    if first is None or last is None:
        return None
    after = period_away(as_day(first), "month" if len(first) == 7 else "day", 1)
    return iso_span(first, last) if to or last == after else None


@cache
def _since(calendar: Calendar) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b({alternatives([*calendar.since])})(\s[^,;:()\n]*)?\s\Z")


@cache
def _compared(calendar: Calendar) -> re.Pattern[str]:
    ordinals, counted = alternatives([*calendar.ordinals]), alternatives([*calendar.counted_from])
    narrower = alternatives([*calendar.narrower])
    return re.compile(rf"(?i)\b({ordinals})\b[^.,;:()\n]*\b({counted})\s(({narrower})\s){{0,2}}\Z")


@cache
def _between(calendar: Calendar) -> re.Pattern[str]:
    join = rf"(?P<to>{alternatives([*calendar.to])})|{alternatives([*calendar.conjunctions])}"
    return re.compile(rf"(?i)\s+(?P<join>{join})(?:\s+{alternatives([*calendar.narrower])})*\s+")
