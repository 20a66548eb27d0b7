"""Spans that a word makes of the dates beside it: "since 2006", "in August and September"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extract.calendar import Calendar
from extract.civil_days import NOTHING, Pair, Value, iso_span
from extract.numbers import alternatives
from extract.words import has_any

_REACH = 80  # characters before a date in which "since" is looked for: "since he came to power in"
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
        match = _and(calendar).fullmatch(text, first.end, last.start)
        if match and first.rule == last.rule == "month":
            past, future = (_both(*values) for values in zip(first.pair, last.pair, strict=True))
            found.append(Reading(*match.span(1), "months", (past, future)))
    return [reading for reading in found if reading.pair != NOTHING]


def _begun(value: Value, words: str | None, calendar: Calendar) -> Value:
    """Return the first month of a year of which the words name the beginning."""
    begins = value and len(value) == 4 and words and has_any(words.lower(), calendar.beginnings)
    return f"{value}-01" if begins else value


def _until(value: Value, today: str) -> Value:
    """Return the span from the date to the day, month or year of publication."""
    return iso_span(value, today[: len(value)]) if value else None


def _both(first: Value, last: Value) -> Value:
    """Return the span of two months that follow each other: not "in May and August"."""
    if first is None or last is None:
        return None
    count, last_count = (12 * int(value[:4]) + int(value[5:7]) for value in (first, last))
    return iso_span(first, last) if last_count == count + 1 else None


@cache
def _since(calendar: Calendar) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b({alternatives([*calendar.since])})(\s[^,;:()\n]*)?\s\Z")


@cache
def _and(calendar: Calendar) -> re.Pattern[str]:
    between = rf"(?:\s+{alternatives([*calendar.narrower])})*"
    return re.compile(rf"(?i)\s+({alternatives([*calendar.conjunctions])}){between}\s+")
