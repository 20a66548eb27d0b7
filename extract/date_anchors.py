"""Rules of dates that count from a date which the text named before: "two days later", "that year".

Like the rules of extract/date_rules.py they return two values, for a past event and a future one;
each counts from what the earlier date means in that tense.
"""

from datetime import timedelta

from extract.civil_days import (
    Pair,
    Value,
    as_day,
    iso_day,
    iso_month,
    iso_span,
    moved,
    period_away,
    weekday_after,
    weekday_before,
)
from extract.date_slots import Slots

_PRECISION = {"year": 4, "month": 7}  # of what a number of years or months counts from


def resolve_later(slots: Slots) -> Pair:
    """Return the day, month or year so far after the date that the text named before."""
    past, future = _anchor(slots)
    return _moved(slots, past, 1), _moved(slots, future, 1)


def resolve_earlier(slots: Slots) -> Pair:
    """Return the day, month or year so far before the date that the text named before."""
    past, future = _anchor(slots)
    return _moved(slots, past, -1), _moved(slots, future, -1)


def resolve_following(slots: Slots) -> Pair:
    """Return the next day, week, month, year or weekday after the date named before."""
    past, future = _anchor(slots)
    return _next(slots, past, 1), _next(slots, future, 1)


def resolve_preceding(slots: Slots) -> Pair:
    """Return the last day, week, month, year or weekday before the date named before."""
    past, future = _anchor(slots)
    return _next(slots, past, -1), _next(slots, future, -1)


def resolve_after(slots: Slots) -> Pair:
    """Return when what comes "two days after" it: told of the past it names what came before.

    "It came two days after North Korea tested a missile" dates the test; "they will sign two days
    after the summit" dates the signing.
    """
    past, future = _anchor(slots)
    return _moved(slots, past, -1), _moved(slots, future, 1)


def resolve_since_then(slots: Slots) -> Pair:
    """Return the span from the date that the text named before up to publication."""
    today = slots.published.isoformat() if slots.published else None
    past, future = (
        iso_span(value, today[: len(value)]) if value and today else None
        for value in slots.anchor(4)
    )
    return past, future


def resolve_same(slots: Slots) -> Pair:
    """Return the day, week, month or year that the text named before: "that year"."""
    period = slots.period() or "day"
    past, future = _anchor(slots)
    return _part(past, period), _part(future, period)


def resolve_same_year(slots: Slots) -> Pair:
    """Return the day or month in the year that the text named before."""
    past, future = (_in_year(slots, value) for value in slots.anchor(4))
    return past, future


def resolve_same_month(slots: Slots) -> Pair:
    """Return the day in the month that the text named before: "tanggal 4"."""
    past, future = (
        iso_day(int(value[:4]), int(value[5:7]), slots.figure("day")) if value else None
        for value in slots.anchor(7)
    )
    return past, future


def _anchor(slots: Slots) -> Pair:
    return slots.anchor(_PRECISION.get(slots.period() or "day", 10))


def _moved(slots: Slots, anchor: Value, sign: int) -> Value:
    """Return the anchor moved by a number of periods."""
    count = slots.count()
    if anchor is None or count is None:
        return None
    return moved(as_day(anchor), slots.period() or "day", sign * count)


def _next(slots: Slots, anchor: Value, sign: int) -> Value:
    """Return the period or weekday next to the anchor."""
    if anchor is None:
        return None
    day = as_day(anchor)
    if slots.has("weekday"):
        search = weekday_after if sign > 0 else weekday_before
        return search(day + sign * timedelta(days=1), slots.weekday()).isoformat()
    return period_away(day, slots.period() or "day", sign)


def _part(anchor: Value, period: str) -> Value:
    """Return the period that holds the anchor."""
    if anchor is None or period == "day":
        return anchor
    return period_away(as_day(anchor), period, 0)


def _in_year(slots: Slots, anchor: Value) -> Value:
    """Return the day or the month in the year of the anchor."""
    if anchor is None:
        return None
    year, month = int(anchor[:4]), slots.month()
    day = slots.figure("day") if slots.has("day") else None
    return iso_day(year, month, day) if day else iso_month(year, month)
