"""What the shapes of dates mean: each rule resolves the slots of a match against publication.

A rule returns two values: for an event before publication and for one after it. A value is written
as in `EventDate`: a day, a month, a year or a span A/B; None where it cannot be resolved.
"""

import calendar as civil
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from extract.civil_days import (
    NOTHING,
    Pair,
    Value,
    both,
    iso_date,
    iso_day,
    iso_month,
    iso_span,
    monday_of,
    moved,
    period_away,
    weekday_after,
    weekday_before,
)
from extract.date_anchors import (
    resolve_after,
    resolve_earlier,
    resolve_following,
    resolve_later,
    resolve_preceding,
    resolve_same,
    resolve_same_month,
    resolve_same_year,
    resolve_since_then,
)
from extract.date_slots import Slots
from extract.date_spans import (
    resolve_coming_span,
    resolve_few_ago,
    resolve_few_ahead,
    resolve_past_span,
    resolve_season,
    resolve_week_start,
)

# "12 June" without a year in a text of 1 May is the day ahead, hardly that of a year ago: the tense
# was misread, or the report comes from another time zone.
AHEAD = timedelta(days=60)
# On a Sunday "last week" is the one that ended the day before.
_SUNDAY, _WEEK = 7, timedelta(weeks=1)
# "will meet on 3 March" in a text of 10 March is a late or misread plan, not one for next year.
BEHIND = timedelta(days=60)


def resolve_day(slots: Slots) -> Pair:
    """Return the day; without a year the one that the weekday fixes, else the nearest."""
    month, day = slots.month(), slots.figure("day")
    year = slots.year()
    if year is not None:
        return both(iso_day(year, month, day))
    if slots.published is None or slots.period() == "year":
        return NOTHING
    candidates, direction = _candidates(slots, month, day), slots.direction()
    # "5 August last" is past for certain
    ahead, behind = (timedelta(0), timedelta(0)) if direction else (AHEAD, BEHIND)
    past = iso_date(_past(candidates, slots.published + ahead))
    future = iso_date(_future(candidates, slots.published - behind))
    return _directed(past, future, direction)


def _candidates(slots: Slots, month: int, day: int) -> list[date]:
    """Return the day in the years around publication, only those of the weekday if any is one."""
    published = slots.published or date.min
    years = range(max(published.year - 2, 1), published.year + 3)
    days = [date(y, month, day) for y in years if day <= civil.monthrange(y, month)[1]]
    if slots.has("weekday"):
        fixed = [day for day in days if day.isoweekday() == slots.weekday()]
        return [min(fixed, key=lambda day: abs(day - published))] if fixed else days
    return days


def _past(days: list[date], latest: date) -> date | None:
    """Return the last day up to the latest that is meant, or the only one."""
    return max((d for d in days if d <= latest), default=days[0] if days else None)


def _future(days: list[date], first: date) -> date | None:
    """Return the first day from the first that is meant on, or the only one."""
    return min((d for d in days if d >= first), default=days[0] if days else None)


def resolve_day_span(slots: Slots) -> Pair:
    """Return the span of two days of one month or of two."""
    month = slots.month()
    last = slots.month("2") if slots.has("month2") or slots.has("month_number2") else month
    day, last_day = slots.figure("day"), slots.figure("day2")
    if (month, day) >= (last, last_day) and not (month > last and not slots.has("year")):
        return NOTHING
    if slots.has("year"):
        year = slots.figure("year")
        return both(iso_span(iso_day(year, month, day), iso_day(year, last, last_day)))
    if slots.published is None:
        return NOTHING
    past, future = resolve_day(slots)
    return _until(past, last, last_day), _until(future, last, last_day)


def _until(first: Value, month: int, day: int) -> Value:
    """Return the span from a day to the next such day of a month."""
    if first is None:
        return None
    year = int(first[:4])
    year += (month, day) < (int(first[5:7]), int(first[8:]))
    return iso_span(first, iso_day(year, month, day))


def resolve_month(slots: Slots) -> Pair:
    """Return the month; without a year the nearest one before or after publication."""
    month, year, published = slots.month(), slots.year(), slots.published
    if year is not None:
        return both(iso_month(year, month))
    if published is None:
        return NOTHING
    direction = slots.direction()
    if direction == 0:
        return both(iso_month(published.year, month))
    away = (month - published.month) % 12
    if direction is None and away in (1, 11):  # next door, whatever the tense
        return both(period_away(published, "month", 1 if away == 1 else -1))
    before = published.year - (month > published.month - (direction == -1))
    after = published.year + (month < published.month + (direction == 1))
    past, future = iso_month(before, month), iso_month(after, month)
    return _directed(past, future, direction)


def resolve_month_span(slots: Slots) -> Pair:
    """Return the span of two months."""
    first, last = slots.month(), slots.month("2")
    if slots.has("year"):
        year = slots.figure("year")
        return both(iso_span(iso_month(year - (first > last), first), iso_month(year, last)))
    if slots.published is None:
        return NOTHING
    starts = resolve_month(slots)
    past, future = (
        iso_span(start, iso_month(int(start[:4]) + (last < first), last)) if start else None
        for start in starts
    )
    return past, future


def resolve_year(slots: Slots) -> Pair:
    """Return the year."""
    return both(f"{slots.figure('year')}")


def resolve_year_span(slots: Slots) -> Pair:
    """Return the span of two years."""
    first = slots.figure("year")
    short = slots.has("short_year")  # 1950-53
    last = first // 100 * 100 + slots.figure("short_year") if short else slots.figure("year2")
    return both(f"{first}/{last}") if first < last else NOTHING


def resolve_decade(slots: Slots) -> Pair:
    """Return the ten years of a decade."""
    return both(f"{slots.figure('decade')}/{slots.figure('decade') + 9}")


def resolve_quarter(slots: Slots) -> Pair:
    """Return the three months of a quarter."""
    year = slots.year()
    if year is None:
        return NOTHING
    last = 3 * slots.listed("quarter", slots.calendar.quarters)
    return both(iso_span(iso_month(year, last - 2), iso_month(year, last)))


def resolve_weekday(slots: Slots) -> Pair:
    """Return the nearest such day; "last" and "next" never mean the day of publication itself."""
    published, direction = slots.published, slots.direction()
    if published is None:
        return NOTHING
    if slots.period() == "week":
        monday = monday_of(published) + _WEEK * (direction or 0)
        return both((monday + timedelta(days=slots.weekday() - 1)).isoformat())
    strict = timedelta(days=1) if direction else timedelta(0)
    past = iso_date(weekday_before(published - strict, slots.weekday()))
    future = iso_date(weekday_after(published + strict, slots.weekday()))
    return _directed(past, future, direction)


def resolve_weekday_span(slots: Slots) -> Pair:
    """Return the span of two weekdays, its end nearest to publication, or its begin after it."""
    if slots.published is None:
        return NOTHING
    first, last = slots.weekday(), slots.weekday("2")
    length = timedelta(days=(last - first) % 7)
    end = weekday_before(slots.published, last)
    begin = weekday_after(slots.published, first)
    return (
        iso_span((end - length).isoformat(), end.isoformat()),
        iso_span(begin.isoformat(), (begin + length).isoformat()),
    )


def resolve_relative_day(slots: Slots) -> Pair:
    """Return today, yesterday, tomorrow."""
    if slots.published is None:
        return NOTHING
    days = slots.listed("relative_day", slots.calendar.relative_days)
    return both((slots.published + timedelta(days=days)).isoformat())


def resolve_period(slots: Slots) -> Pair:
    """Return the week, weekend, month, quarter or year that lies so many from publication."""
    published, direction = slots.published, slots.direction()
    if published is None:
        return NOTHING
    if slots.period() == "weekend":
        return _weekend(published, direction)
    if slots.period() == "week" and direction == -1 and published.isoweekday() == _SUNDAY:
        return both(_days(published - _WEEK, 7))
    return both(period_away(published, slots.period() or "", direction or 0))


def _weekend(published: date, direction: int | None) -> Pair:
    """Return Saturday and Sunday: the last one begun before, the first one not over after.

    On a Tuesday to Friday "this weekend" lies ahead, whatever the tense.
    """
    before = weekday_before(published - timedelta(days=2 if direction == -1 else 0), 6)
    after = monday_of(published) + timedelta(days=5, weeks=1 if direction == 1 else 0)
    if direction == 0 and published.isoweekday() in range(2, 6):
        before = after
    return _directed(_days(before, 2), _days(after, 2), direction)


def _days(first: date, number: int) -> Value:
    """Return the span of so many days."""
    return iso_span(first.isoformat(), (first + timedelta(days=number - 1)).isoformat())


def resolve_ago(slots: Slots) -> Pair:
    """Return the day, month or year a number of days or weeks, months or years ago."""
    return both(_counted(slots, -1))


def resolve_ahead(slots: Slots) -> Pair:
    """Return the day, month or year that lies so far ahead; in the past it is a duration."""
    return None, _counted(slots, 1)


def _counted(slots: Slots, sign: int) -> Value:
    """Return the publication date moved by a number of periods."""
    count = slots.count()
    if slots.published is None or count is None:
        return None
    return moved(slots.published, slots.period() or "", sign * count)


def _directed(past: Value, future: Value, direction: int | None) -> Pair:
    """Return the two, or only the one that "last" or "next" leaves."""
    return {-1: (past, past), 1: (future, future)}.get(direction or 0, (past, future))


RULES: Mapping[str, Callable[[Slots], Pair]] = {
    "day": resolve_day,
    "day_span": resolve_day_span,
    "month": resolve_month,
    "month_span": resolve_month_span,
    "year": resolve_year,
    "year_span": resolve_year_span,
    "decade": resolve_decade,
    "quarter": resolve_quarter,
    "weekday": resolve_weekday,
    "weekday_span": resolve_weekday_span,
    "relative_day": resolve_relative_day,
    "period": resolve_period,
    "ago": resolve_ago,
    "ahead": resolve_ahead,
    "later": resolve_later,
    "earlier": resolve_earlier,
    "following": resolve_following,
    "preceding": resolve_preceding,
    "after": resolve_after,
    "since_then": resolve_since_then,
    "same": resolve_same,
    "same_year": resolve_same_year,
    "same_month": resolve_same_month,
    "past_span": resolve_past_span,
    "coming_span": resolve_coming_span,
    "few_ago": resolve_few_ago,
    "few_ahead": resolve_few_ahead,
    "week_start": resolve_week_start,
    "season": resolve_season,
}
