"""Days, months and spans as dates of events are written: "2024-06-19", "2024-06", "A/B"."""

import calendar as civil
from datetime import date, timedelta

Value = str | None  # as in `EventDate`; None where there is no such day
Pair = tuple[Value, Value]  # (for an event before publication, for one after it)
NOTHING: Pair = (None, None)


def both(value: Value) -> Pair:
    """Return the value for either tense."""
    return value, value


def iso_day(year: int, month: int, day: int) -> Value:
    """Return the day, None where there is no such day (31 June)."""
    return f"{year}-{month:02}-{day:02}" if day <= civil.monthrange(year, month)[1] else None


def iso_date(day: date | None) -> Value:
    """Return the day in ISO 8601, None for none."""
    return day.isoformat() if day else None


def iso_month(year: int, month: int) -> str:
    """Return the month."""
    return f"{year}-{month:02}"


def iso_year(year: int) -> Value:
    """Return the year, None where it has no four figures."""
    return str(year) if 1000 <= year <= 9999 else None


def iso_span(first: Value, last: Value) -> Value:
    """Return the span, None where it does not run forward."""
    return f"{first}/{last}" if first and last and first < last else None


def as_day(value: str) -> date:
    """Return the day, or the first day of the month or year."""
    return date.fromisoformat((value + "-01-01")[:10])


def monday_of(day: date) -> date:
    """Return the Monday of the week."""
    return day - timedelta(days=day.weekday())


def weekday_before(day: date, weekday: int) -> date:
    """Return the latest such weekday (Monday is 1) up to the day."""
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)


def weekday_after(day: date, weekday: int) -> date:
    """Return the first such weekday (Monday is 1) from the day on."""
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def add_months(day: date, months: int) -> date:
    """Return the first day of the month that lies so many months from that of a day."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def period_away(published: date, period: str, number: int) -> Value:
    """Return the calendar period that lies a number of them from that of a day."""
    if period == "day":
        return (published + timedelta(days=number)).isoformat()
    if period == "week":
        monday = monday_of(published) + timedelta(weeks=number)
        return iso_span(monday.isoformat(), (monday + timedelta(days=6)).isoformat())
    if period == "quarter":
        first = add_months(date(published.year, (published.month - 1) // 3 * 3 + 1, 1), 3 * number)
        return iso_span(iso_month(first.year, first.month), iso_month(first.year, first.month + 2))
    if period == "month":
        return add_months(published, number).isoformat()[:7]
    if period == "year":
        return iso_year(published.year + number)
    return None


def moved(day: date, period: str, count: int) -> Value:
    """Return the day so many periods away, in the precision of the period."""
    if period in ("day", "week"):
        return (day + timedelta(days=count * (7 if period == "week" else 1))).isoformat()
    return period_away(day, period, count) if period in ("month", "year") else None
