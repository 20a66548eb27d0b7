"""Shapes: the ways a language writes dates, read from its calendar and compiled once.

"[{weekday}[,] ]{day} {month}[,] {year}" becomes a pattern with named groups; the same slot a second
time is named with a 2 (`day2`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from extract.calendar import Calendar
from extract.numbers import alternatives, number_pattern

TOKEN = re.compile(r"\d+|[^\W\d_]+|\(")
_PIECE = re.compile(r"\{(?P<slot>[a-z_]+)(?::(?P<value>\w+))?\}|(?P<sign>[\[\]<>|])|(?P<gap> )|.")
_FIGURES = {
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
    "late_day": r"(?:1[3-9]|2\d|3[01])(?!\d)",  # no month: 13/8 and 8/13 are the same day
    "month_number": r"(?:0?[1-9]|1[0-2])(?!\d)",
    "year": r"(?:1[5-9]|20)\d\d(?!\d)",
    "short_year": r"\d\d(?!\d)",
    "decade": r"(?:19|20)\d0(?!\d)",
}
_SIGNS = {"[": "(?:", "]": ")?", "<": "(?:", ">": ")", "|": "|"}
# "12,15" and "10.30" and "2/3" go on; a day or year that ends there was none
_END = r"(?!\w|[.,:/]\d|[-–]\d|%)"


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to write a date, and the rule that resolves it."""

    rule: str
    pattern: re.Pattern[str]


Grammar = Mapping[str, tuple[Shape, ...]]  # first token in lower case, "#" for figures: shapes


@cache
def grammar(calendar: Calendar) -> Grammar:
    """Return the shapes by the first word of what they match, so that most words cost a look-up."""
    by_first: dict[str, list[Shape]] = {}
    for rule, text in calendar.shapes:
        shape = Shape(rule, _compile(text, calendar))
        for first in sorted(_first_tokens(text, calendar)):
            by_first.setdefault(first, []).append(shape)
    return {first: tuple(shapes) for first, shapes in by_first.items()}


def _compile(text: str, calendar: Calendar) -> re.Pattern[str]:
    """Return the pattern of a shape; words in any case, weekdays as they are written."""
    pattern = ""
    seen: dict[str, int] = {}
    for piece in _PIECE.finditer(text):
        slot = piece["slot"]
        if slot:
            seen[slot] = seen.get(slot, 0) + 1
            group = "day" if slot == "late_day" else slot
            name = group if seen[slot] == 1 else f"{group}{seen[slot]}"
            pattern += f"(?P<{name}>{_slot_pattern(slot, piece['value'], calendar)})"
        elif piece["sign"]:
            pattern += _SIGNS[piece["sign"]]
        else:
            pattern += r"\s+" if piece["gap"] else re.escape(piece[0])
    return re.compile(f"(?i:{pattern}){_END}")


def _slot_pattern(slot: str, value: str | None, calendar: Calendar) -> str:
    """Return the pattern of one slot, or of its words with one value ("period:week")."""
    if slot in _FIGURES:
        return _FIGURES[slot]
    if slot == "dash":
        return r"[-–—/]"
    if slot == "number":
        return number_pattern(calendar).pattern
    if slot == "to":
        return rf"(?:\s?[-–—/]\s?|\s+{alternatives([*calendar.to])}\s+)"
    if slot == "and":
        return alternatives([*calendar.conjunctions])
    words = _slot_words(slot, value, calendar)
    exact = slot in ("month", "weekday")
    return (
        rf"(?{'-i' if exact else ''}:{alternatives([*words])}(?<=[^\W_]|[.'’])(?!\w))"
        if (slot not in ("day_suffix", "decade_suffix"))
        else alternatives([*words])
    )


def _slot_words(slot: str, value: str | None, calendar: Calendar) -> list[str]:
    """Return the words that fill a slot."""
    exact: dict[str, Iterable[str]] = {
        "month": calendar.months,
        "weekday": calendar.weekdays,
    }
    if slot in exact:
        lower = [word.lower() for word in exact[slot] if word not in calendar.unsure_months]
        forms = [form for word in exact[slot] for form in (word, word.upper())]
        return [*forms, *lower] if slot == "month" else forms
    lists: dict[str, Mapping[str, object]] = {
        "relative_day": calendar.relative_days,
        "direction": calendar.directions,
        "period": calendar.periods,
        "one_period": calendar.one_periods,
        "quarter": calendar.quarters,
        "season": calendar.seasons,
        "day_suffix": dict.fromkeys(calendar.day_suffixes),
        "decade_suffix": dict.fromkeys(calendar.decade_suffixes),
    }
    return [word for word, worth in lists[slot].items() if value is None or worth == value]


def _first_tokens(text: str, calendar: Calendar) -> set[str]:
    """Return the tokens that what a shape matches can begin with."""
    return {token for start in _starts(text) for token in _slot_tokens(start, calendar)}


def _starts(text: str) -> set[str]:
    """Return the first word or slot of every way to read a shape, with optional parts or not."""
    if text[0] == "[":
        end = _closing(text, "[", "]")
        return _starts(text[1:end] + text[end + 1 :]) | _starts(text[end + 1 :])
    if text[0] == "<":
        end = _closing(text, "<", ">")
        return {start for part in text[1:end].split("|") for start in _starts(part)}
    if text[0] == "{":
        return {text[: text.index("}") + 1]}
    match = TOKEN.match(text)
    return {match[0]} if match else set()


def _closing(text: str, opening: str, closing: str) -> int:
    """Return where the bracket closes that opens the text."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == opening) - (sign == closing)
        if depth == 0:
            return place
    return len(text)


def _slot_tokens(start: str, calendar: Calendar) -> set[str]:
    """Return the first tokens of a word or a slot, lower case, "#" for figures."""
    piece = _PIECE.fullmatch(start)
    slot = piece["slot"] if piece else None
    if piece is None or slot is None:
        return {start.lower()}
    if slot in _FIGURES:
        return {"#"}
    if slot == "number":
        words = [*calendar.numbers, *calendar.scales, *calendar.articles]
        return {"#", *(word.lower() for word in words)}
    found = {TOKEN.match(word) for word in _slot_words(slot, piece["value"], calendar)}
    return {"#" if m[0].isdigit() else m[0].lower() for m in found if m}
