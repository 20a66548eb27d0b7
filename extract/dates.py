"""Dates in a text, as precise as its words and no more, resolved against the publication date."""

import re
from dataclasses import dataclass
from datetime import date

from extract.calendar import Calendar
from extract.date_rules import RULES, Slots
from extract.records import EventDate
from extract.shapes import TOKEN, Grammar, Shape, grammar

# A figure that goes on to the left is no day and no year: 10.30, F-16, 3/4, $1998, '98
_GOES_ON = frozenset("./:-–$€£¥,'’")
_COUNTED = frozenset({"weekday", "weekday_span", "relative_day", "period", "ago", "ahead"})


@dataclass(frozen=True, slots=True)
class DateMention:
    """A span of the text that names a date.

    `past` holds when the event lies before publication, `future` when it lies after; they are
    equal where tense does not matter and EventDate() where the date cannot be resolved.
    """

    start: int
    end: int
    past: EventDate
    future: EventDate
    explicit: bool  # names a year, a month or a day rather than counting from publication
    kind: str  # the rule that read it: day, day_span, month, year, weekday, relative_day, ago, ...


def spot_dates(text: str, calendar: Calendar, published: date | None) -> tuple[DateMention, ...]:
    """Return the dates of a text by position, longest match first, not overlapping."""
    shapes = grammar(calendar)
    mentions: list[DateMention] = []
    end = 0
    for token in TOKEN.finditer(text):
        word = token[0]
        first = "#" if word[0].isdigit() else word.lower()
        if first not in shapes or token.start() < end:
            continue
        found = _longest(text, token.start(), shapes, first, calendar)
        if found is not None:
            shape, match = found
            end = match.end()
            mentions.append(_mention(shape, match, calendar, published))
    return tuple(mentions)


def _longest(
    text: str, start: int, shapes: Grammar, first: str, calendar: Calendar
) -> tuple[Shape, re.Match[str]] | None:
    """Return the shape that matches most of the text from here on, the first among equals."""
    if _continues_left(text, start):
        return None
    best: tuple[Shape, re.Match[str]] | None = None
    for shape in shapes[first]:
        match = shape.pattern.match(text, start)
        if match and (best is None or match.end() > best[1].end()):
            best = (shape, match)
    if best and best[0].rule == "year" and not _is_year(text, best[1], calendar):
        return None
    return best


def _continues_left(text: str, start: int) -> bool:
    """Return whether the word or figure is the rest of a longer one: F-16, 10.30, mid-May."""
    if start == 0 or text[start] == "(":
        return False
    before = text[start - 1]
    if text[start].isdigit():
        return before in _GOES_ON and (before != "," or text[start - 2 : start - 1].isdigit())
    return before.isalnum() or before == "-"


def _is_year(text: str, match: re.Match[str], calendar: Calendar) -> bool:
    """Return whether a bare figure stands where a year can: not "Resolution 2006", "2000 men"."""
    before = re.search(r"([^\W\d_]+)\.?\s*\(?$", text[max(0, match.start() - 30) : match.start()])
    after = re.match(r"[\s-]*([^\W\d_]+)", text[match.end() : match.end() + 30])
    return not (
        (before is not None and before[1].lower() in calendar.no_year_after)
        or (after is not None and after[1].lower() in calendar.no_year_before)
    )


def _mention(
    shape: Shape, match: re.Match[str], calendar: Calendar, published: date | None
) -> DateMention:
    """Return what a match of a shape says."""
    past, future = RULES[shape.rule](Slots(match.groupdict(), calendar, published))
    return DateMention(
        match.start(),
        match.end(),
        _event_date(past, shape.rule),
        _event_date(future, shape.rule),
        shape.rule not in _COUNTED,
        shape.rule,
    )


def _event_date(value: str | None, rule: str) -> EventDate:
    return EventDate(value, rule) if value else EventDate()
