"""Rules of dates that name a stretch of time near publication: "the next two weeks", "last summer".

Like the rules of extract/date_rules.py they return two values, for a past event and a future one.
"""

from datetime import date, timedelta

from extract.civil_days import (
    NOTHING,
    Pair,
    Value,
    add_months,
    both,
    iso_month,
    iso_span,
    monday_of,
    moved,
)
from extract.date_slots import Slots

# "A few", "several": the least and the most that is meant.
_FEW = {"day": (2, 6), "week": (2, 4), "month": (2, 6)}
_MONTHS = 3  # of a season


def resolve_past_span(slots: Slots) -> Pair:
    """Return the span of so many periods up to publication: "in the past two weeks"."""
    return both(_stretch(slots, -1))


def resolve_coming_span(slots: Slots) -> Pair:
    """Return the span of so many periods from publication on: "in the next two weeks"."""
    return both(_stretch(slots, 1))


def _stretch(slots: Slots, sign: int) -> Value:
    """Return the span between publication and a day, month or year so many periods away."""
    published, count, period = slots.published, slots.count(), slots.period() or ""
    if published is None or count is None:
        return None
    other = moved(published, period, sign * count)
    here = published.isoformat()[: len(other or "")]
    return iso_span(other, here) if sign < 0 else iso_span(here, other)


def resolve_few_ago(slots: Slots) -> Pair:
    """Return the month of "a few days ago" or the year of "months ago" where it is clear."""
    return both(_few(slots, -1))


def resolve_few_ahead(slots: Slots) -> Pair:
    """Return the month of "in the coming days" where it is clear; in the past it is a duration."""
    return None, _few(slots, 1)


def _few(slots: Slots, sign: int) -> Value:
    """Return the month or year that holds both the least and the most that can be meant."""
    published, period = slots.published, slots.period() or ""
    if published is None or period not in _FEW:
        return None
    precision = 4 if period == "month" else 7
    least, most = (
        (moved(published, period, sign * count) or "")[:precision] for count in _FEW[period]
    )
    return least if least == most else None


def resolve_week_start(slots: Slots) -> Pair:
    """Return Monday and Tuesday of the week: "early this week"."""
    if slots.published is None:
        return NOTHING
    monday = monday_of(slots.published) + timedelta(weeks=slots.direction() or 0)
    return both(iso_span(monday.isoformat(), (monday + timedelta(days=1)).isoformat()))


def resolve_season(slots: Slots) -> Pair:
    """Return the three months of a season: "last" is one that is over, "next" one yet to begin."""
    month, published, direction = slots.listed("season", slots.calendar.seasons), slots.published, 0
    if slots.has("year"):
        return both(_season(slots.figure("year"), month))
    if published is None:
        return NOTHING
    direction = slots.direction() or 0
    today = iso_month(published.year, published.month)
    seasons = [_season(published.year + year, month) for year in range(-2, 3)]
    if direction < 0:
        return both(max(season for season in seasons if season[8:] < today))
    if direction > 0:
        return both(min(season for season in seasons if season[:7] > today))
    near = published.year - (month == 12 and published.month < _MONTHS)
    return both(_season(near, month))


def _season(year: int, month: int) -> str:
    """Return the span of the months of a season."""
    last = add_months(date(year, month, 1), _MONTHS - 1)
    return f"{iso_month(year, month)}/{iso_month(last.year, last.month)}"
