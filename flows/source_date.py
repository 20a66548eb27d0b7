"""When an article was published, from the many ways in which sources write it."""

import math
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

# The first printed newspaper, and a century from now: outside of it a number was no date.
FIRST_YEAR, LAST_YEAR = 1605, 2125
DIGITS = re.compile(r"\d+(\.\d+)?")
NUMERIC = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?:[ T,]+(\d.*))?")
WORDED = re.compile(  # "Rabu, 19 Juni 2024 10:00 WIB", "June 19, 2024", "19 Jun 2024, 10:00"
    r"(?:[a-z']+[.,]? +)??(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]+)\.?,?"
    r"|(?P<month_first>[a-z]+)\.? (?P<day_second>\d{1,2})(?:st|nd|rd|th)?,?) "
    r"(?P<year>\d{4})(?:[ ,|-]+(?:at |pukul )?(?P<time>\d.*))?",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(?: ?(am|pm))? ?"
    r"(Z|UTC|GMT|WIB|WITA|WIT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
ZONES = {"z": "+00:00", "utc": "+00:00", "gmt": "+00:00"}
ZONES |= {"wib": "+07:00", "wita": "+08:00", "wit": "+09:00"}  # the three of Indonesia
ISO_SPACED_OFFSET = re.compile(r"(?<=\d) +(?=[+-]\d{2}:?\d{2}$|Z$)")
# The first three letters tell the months apart in both languages, but for these spellings.
MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8}
MONTHS |= {"sep": 9, "oct": 10, "nov": 11, "dec": 12, "peb": 2, "mei": 5, "agu": 8, "agt": 8}
MONTHS |= {"ags": 8, "okt": 10, "nop": 11, "des": 12}
MONTH_WORDS = re.compile(
    "jan(uary|uari)?|feb(ruary|ruari)?|pebruari|mar(ch|et)?|apr(il)?|may|mei|june?|juni|july?|juli"
    "|aug(ust)?|agu(stus)?|agt|ags|sept?(ember)?|oct(ober)?|okt(ober)?|nov(ember)?|nopember"
    "|dec(ember)?|des(ember)?"
)


def parse_published(value: object) -> str | None:
    """The ISO 8601 date, or datetime with offset, that a source means; None if it cannot be told.

    Read are ISO dates and datetimes, RFC 2822, seconds and milliseconds since 1970, dates in
    English and Indonesian words, and dates in figures whose order leaves no choice (19/06/2024 and
    06/06/2024, not 05/06/2024). A datetime without offset is taken as UTC; midnight without offset
    is how tables write a day, and stays a day. A month or a year alone is no date.
    """
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value.year, value.month, value.day)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return from_number(float(value)) if abs(value) < 1e15 else None
    return from_text(value) if isinstance(value, str) and len(value) < 100 else None


def day(year: int, month: int, day_of_month: int) -> str | None:
    """The ISO date of the three numbers, None if there is no such day."""
    try:
        found = date(year, month, day_of_month)
    except ValueError:
        return None
    return found.isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None


def moment(found: datetime) -> str | None:
    """The ISO datetime with offset; the day alone at midnight of no known zone."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    if found.tzinfo is not None:
        return found.isoformat()
    if found == datetime.combine(found, datetime.min.time()):
        return found.date().isoformat()
    return found.replace(tzinfo=UTC).isoformat()


def from_number(number: float) -> str | None:
    """The moment of seconds or milliseconds since 1970, or of the number 20240619 the day."""
    if not math.isfinite(number):
        return None
    if 16_000_000 < number < 22_000_000:
        return from_text(str(int(number))) if number.is_integer() else None
    if 1e11 <= number < 5e12:  # as seconds that would be the year 5138 or later
        number /= 1000
    if not 1e8 <= number < 5e9:  # 1973 to 2128: a smaller number is a year or a counter
        return None
    return moment(datetime.fromtimestamp(number, UTC))


def from_text(text: str) -> str | None:
    """The moment or day that a text names."""
    text = " ".join(text.split())
    if DIGITS.fullmatch(text) and not (len(text) == 8 and text.isdigit()):
        return from_number(float(text))
    for parse in (from_iso, from_figures, from_words, from_rfc2822):
        found = parse(text)
        if found is not None:
            return found
    return None


def from_iso(text: str) -> str | None:
    """The day or moment of an ISO 8601 text, also with a space before the offset."""
    if not text[:4].isdigit():
        return None
    text = ISO_SPACED_OFFSET.sub("", text.removesuffix(" UTC") + "Z" * text.endswith(" UTC"))
    try:
        if len(text) <= 10 and ":" not in text:
            found = date.fromisoformat(text)
            return day(found.year, found.month, found.day)
        return moment(datetime.fromisoformat(text))
    except ValueError:
        return None


def from_figures(text: str) -> str | None:
    """The day or moment of 2024/06/19, 19-06-2024 or 19.06.2024; None where day and month vie."""
    match = NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, last = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return on_the_clock(day(first, second, last), match[5])
    if len(match[4]) != 4:
        return None
    if second > 12 and match[2] == "/":
        return on_the_clock(day(last, first, second), match[5])
    if first > 12 or first == second or match[2] == ".":
        return on_the_clock(day(last, second, first), match[5])
    return None


def from_words(text: str) -> str | None:
    """The day or moment of "19 Juni 2024", "June 19, 2024 10:00" or "Rabu, 19 Jun 2024 | 10:00"."""
    match = WORDED.fullmatch(text)
    if match is None:
        return None
    month = (match["month"] or match["month_first"]).lower()
    if MONTH_WORDS.fullmatch(month) is None:
        return None
    day_of_month = int(match["day"] or match["day_second"])
    return on_the_clock(day(int(match["year"]), MONTHS[month[:3]], day_of_month), match["time"])


def from_rfc2822(text: str) -> str | None:
    """The moment of "Wed, 19 Jun 2024 10:00:00 +0700"."""
    try:
        return moment(parsedate_to_datetime(text))
    except (TypeError, ValueError, IndexError, OverflowError):  # the standard library's, all four
        return None


def on_the_clock(found: str | None, time: str | None) -> str | None:
    """The day with the time of day, where one is given; None where it cannot be read."""
    if found is None or time is None:
        return found
    match = CLOCK.fullmatch(time)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + 12 * (match[4].lower() == "pm")
    offset = ZONES.get((match[5] or "").lower(), match[5] or "")
    return from_iso(f"{found}T{hour:02}:{minute:02}:{second:02}{offset}")
