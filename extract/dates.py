"""Dates in a text, as precise as its words and no more, resolved against the publication date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from extract.calendar import Calendar
from extract.civil_days import NOTHING, Pair
from extract.date_joints import Reading, joints, without_compared
from extract.date_rules import RULES
from extract.date_slots import Slots
from extract.records import EventDate
from extract.shapes import TOKEN, Shape, grammar

# A figure that goes on to the left is no day and no year: 10.30, F-16, 3/4, $1998, '98
_GOES_ON = frozenset("./:-–$€£¥,'’")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?[\s-]*\(?$")
_WORD_AFTER = re.compile(r"[\s-]*([^\W\d_]+)")
_RECENT = 1900
_LISTED = 15  # characters between dates of one list
_BEGIN = 14  # characters in which a sentence begins with its year: "Sepanjang tahun 2016"
_NEWS = range(1700, 2300)  # a publication date beyond is an error of its source
_STORIES = range(1000, 3000)  # "2000 years later, 2000 years later" leads beyond any calendar
_ANCHORED = frozenset(
    {"later", "earlier", "following", "preceding", "after"}
    | {"since_then", "same", "same_year", "same_month"}
)
_SHARING = frozenset({"day", "day_span", "month"})
_COUNTED = (
    frozenset({"weekday", "weekday_span", "relative_day", "period", "ago", "ahead"})
    | frozenset({"past_span", "coming_span", "few_ago", "few_ahead", "week_start", "since"})
    | _ANCHORED
)


_Found = tuple[Shape, re.Match[str]]


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


def spot_dates(
    text: str, calendar: Calendar, published: date | None, before: str = ""
) -> tuple[DateMention, ...]:
    """Return the dates of a text by position, longest match first, not overlapping.

    "Two days later" counts from the date named before it, in the text or else at the end of the
    text `before`. Without either it is left out.
    """
    if published and published.year not in _NEWS:
        published = None
    readings = _readings(text, calendar, published, before)
    today = published.isoformat() if published else None
    readings += joints(text, readings, calendar, today)
    told = without_compared(text, readings, calendar)
    return tuple(_mention(reading) for reading in sorted(told, key=lambda r: r.start))


def _readings(text: str, calendar: Calendar, published: date | None, before: str) -> list[Reading]:
    """Return what the matches of the shapes mean, each with the dates named before it in mind."""
    found = _without_echoes(text, _matches(text, calendar))
    years = _framed_years(text, found, calendar, published, _shared_years(text, found, calendar))
    readings: list[Reading] = []
    named: tuple[Pair, ...] | None = None  # before the text; looked for where it is needed
    for (shape, match), year in zip(found, years, strict=True):
        anchors: tuple[Pair, ...] = ()
        if shape.rule in _ANCHORED or (published is None and _lacks_year(shape, match)):
            if named is None:
                earlier = _readings(before, calendar, published, "") if before else []
                named = _named(before, earlier, calendar)
            anchors = named + _named(text, readings, calendar)
        slots = Slots(match.groupdict() | year, calendar, published, anchors)
        pair = RULES[shape.rule](slots)
        if pair != NOTHING or shape.rule not in _ANCHORED:  # what counts from nothing is no date
            readings.append(Reading(*match.span(), shape.rule, pair))
    return readings


def _named(text: str, readings: Sequence[Reading], calendar: Calendar) -> tuple[Pair, ...]:
    """Return the dates that others can count from: no spans, and none beyond all news.

    "On Thursday, two days after the test. A day later" counts from Thursday.
    """
    told = [r.pair for r in without_compared(text, readings, calendar) if r.rule != "after"]
    return tuple(pair for pair in told if all(v is None or _is_anchor(v) for v in pair))


def _is_anchor(value: str) -> bool:
    return "/" not in value and int(value[:4]) in _STORIES


def _matches(text: str, calendar: Calendar) -> list[_Found]:
    """Return the shapes that the text has, from left to right."""
    found: list[_Found] = []
    end = 0
    shapes = grammar(calendar)
    for token in TOKEN.finditer(text):
        word = token[0]
        first = "#" if word[0].isdigit() else word.lower()
        if first not in shapes or token.start() < end:
            continue
        match = _longest(text, token.start(), shapes[first], calendar)
        if match is not None:
            end = match[1].end()
            found.append(match)
    return [match for match in found if match[0].rule != "not_a_date"]


def _without_echoes(text: str, found: list[_Found]) -> list[_Found]:
    """Return the matches but those that only repeat the one before: "Senin (12/8) kemarin"."""
    return [
        later
        for earlier, later in pairwise([None, *found])
        if later is not None
        and not (
            earlier is not None
            and later[0].rule == "relative_day"
            and earlier[0].rule == "day"
            and text[earlier[1].end() : later[1].start()].strip() in ("", ")")
        )
    ]


def _shared_years(
    text: str, found: list[_Found], calendar: Calendar
) -> list[dict[str, str | None]]:
    """Return the year that each match takes from the next: "in May and August 2023"."""
    years: list[dict[str, str | None]] = [{} for _ in found]
    for at in range(len(found) - 2, -1, -1):
        (shape, match), (next_shape, next_match) = found[at : at + 2]
        if not _lacks_year(shape, match) or next_shape.rule not in _SHARING:
            continue
        year = years[at + 1].get("year") or next_match.groupdict().get("year")
        between = text[match.end() : next_match.start()].strip(" ,").lower()
        if year and (not between or between in calendar.conjunctions or between in calendar.to):
            years[at] = {"year": year}
    return years


def _framed_years(
    text: str,
    found: list[_Found],
    calendar: Calendar,
    published: date | None,
    years: list[dict[str, str | None]],
) -> list[dict[str, str | None]]:
    """Return the years too that a sentence begins with: "In 2016, ... in January and September"."""
    frame = _frame(text, found[0], calendar, published) if len(found) > 1 else ""
    if not frame or found[1][1].start() - found[0][1].end() <= _LISTED:
        return years
    bare = [not year and _lacks_year(*match) for match, year in zip(found, years, strict=True)]
    return [{"year": frame} if b else year for b, year in zip(bare, years, strict=True)]


def _frame(text: str, found: _Found, calendar: Calendar, published: date | None) -> str:
    """Return the year that the text begins with: "In 2016", "Last year"; "" where it is none."""
    shape, match = found
    slots = match.groupdict()
    before = text[: match.start()].lower().split()
    if match.start() > _BEGIN or not calendar.month_after.issuperset(before):
        return ""
    if shape.rule == "year":
        return (slots["year"] or "") if before or match[0] != slots["year"] else ""
    direction = calendar.directions.get((slots.get("direction") or "").lower())
    if shape.rule != "period" or published is None or direction is None:
        return ""
    yearly = calendar.periods.get((slots.get("period") or "").lower()) == "year"
    return str(published.year + direction) if yearly else ""


def _lacks_year(shape: Shape, match: re.Match[str]) -> bool:
    slots = match.groupdict()
    return shape.rule in _SHARING and not slots.get("year") and not slots.get("direction")


def _longest(text: str, start: int, shapes: tuple[Shape, ...], calendar: Calendar) -> _Found | None:
    """Return the shape that matches most of the text from here on, the first among equals."""
    if _continues_left(text, start):
        return None
    best: _Found | None = None
    for shape in shapes:
        match = shape.pattern.match(text, start)
        if match and (best is None or match.end() > best[1].end()):
            best = (shape, match)
    return best if best and _is_sure(text, *best, calendar) else None


def _continues_left(text: str, start: int) -> bool:
    """Return whether the word or figure is the rest of a longer one: F-16, 10.30, mid-May."""
    if start == 0 or text[start] == "(":
        return False
    before = text[start - 1]
    if text[start].isdigit():
        return before in _GOES_ON and (before != "," or text[start - 2 : start - 1].isdigit())
    return before.isalnum() or before == "-"


def _is_sure(text: str, shape: Shape, match: re.Match[str], calendar: Calendar) -> bool:
    """Return whether a bare year or month is one: not "Resolution 2006", "2000 men", "May said"."""
    before = _WORD_BEFORE.search(text, max(0, match.start() - 30), match.start())
    word = before[1].lower() if before else ""
    if shape.rule == "year":
        after = _WORD_AFTER.match(text, match.end())
        counted = after is not None and after[1].lower() in calendar.no_year_before
        return word not in calendar.no_year_after and not counted and _is_recent(match)
    if match[0] in calendar.unsure_months or (shape.rule == "month" and match[0].islower()):
        after = _WORD_AFTER.match(text, match.end())
        named = before is None or not before[1][0].isupper() or word in calendar.articles
        noun = after is not None and after[1] in calendar.month_before
        return word in calendar.month_after or (noun and named)
    return True


def _is_recent(match: re.Match[str]) -> bool:
    """Return whether a bare figure is a year that news tells of: 1987, hardly 1718."""
    return int(match["year"]) >= _RECENT


def _mention(reading: Reading) -> DateMention:
    """Return a reading as a mention."""
    past, future = reading.pair
    return DateMention(
        reading.start,
        reading.end,
        _event_date(past, reading.rule),
        _event_date(future, reading.rule),
        reading.rule not in _COUNTED,
        reading.rule,
    )


def _event_date(value: str | None, rule: str) -> EventDate:
    return EventDate(value, rule) if value else EventDate()
