"""Numbers in figures and words: "1,001", "1.500", "two dozen", "lima belas", "5 juta"."""

import re
from functools import cache

from extract.calendar import Calendar


def read_number(words: str, calendar: Calendar) -> float | None:
    """Return the number that the words say, None where they say none; no unit may follow."""
    value: float | None = None
    for word in re.split(r"[\s-]+", words.strip().lower()):
        if word in calendar.conjunctions and value is not None:
            continue
        added = _add_word(value or 0.0, word, calendar)
        if added is None:
            return None
        value = added
    return value


def _add_word(value: float, word: str, calendar: Calendar) -> float | None:
    """Return the value after one more word: "dua ratus lima" then "puluh" is 250."""
    if word in calendar.numbers:
        return value + calendar.numbers[word]
    if word in calendar.scales:
        scale = calendar.scales[word]
        low = value % scale
        return value - low + (low or 1) * scale
    if word in calendar.teens:
        return value + 10
    if word in calendar.articles:
        return value + 1 if value == 0 else None
    figure = _read_figure(word, calendar)
    return figure if figure is not None and value == 0 else None


def _read_figure(figure: str, calendar: Calendar) -> float | None:
    """Return what a figure says in the language's way of writing: "1.500" is 1500 or 1.5."""
    if not figure_pattern(calendar).fullmatch(figure):
        return None
    return float(figure.replace(calendar.thousands, "").replace(calendar.decimal, "."))


@cache
def figure_pattern(calendar: Calendar) -> re.Pattern[str]:
    """Return the pattern of one number in figures, thousands and decimals as the language has."""
    thousands, decimal = re.escape(calendar.thousands), re.escape(calendar.decimal)
    return re.compile(rf"(?:\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)(?:{decimal}\d+)?(?!\d)")


@cache
def number_pattern(calendar: Calendar) -> re.Pattern[str]:
    """Return the pattern of a whole number, figure with scale or words: "2.5 million", "tiga"."""
    words = alternatives([*calendar.numbers, *calendar.scales, *calendar.teens])
    scales = alternatives([*calendar.scales])
    articles = alternatives([*calendar.articles])
    joint = rf"(?:[ -]|\s+{alternatives([*calendar.conjunctions])}\s+)"
    return re.compile(
        rf"(?i:{figure_pattern(calendar).pattern}(?:\s+{scales}\b)*"
        rf"|(?:{articles}\s+(?={scales}\b))?{words}\b(?:{joint}{words}\b)*)"
    )


def alternatives(words: list[str]) -> str:
    """Return a pattern for any of the words, the longest first; for none of them where empty."""
    if not words:
        return r"(?!)"
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"
