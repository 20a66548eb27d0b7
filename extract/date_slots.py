"""The slots of a matched date shape, read with the calendar of the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from extract.calendar import Calendar
from extract.civil_days import Pair, Value
from extract.numbers import read_number

_STORY = 2  # months between dates that one story tells
_FARTHEST = 2000  # periods: beyond, a number is no way to tell a date


@dataclass(frozen=True, slots=True)
class Slots:
    """The words of one match by slot, with the calendar that reads them."""

    words: Mapping[str, str | None]
    calendar: Calendar
    published: date | None
    named: tuple[Pair, ...] = ()  # the dates that the text named before, the last one last

    def has(self, slot: str) -> bool:
        """Return whether the match filled the slot."""
        return self.words.get(slot) is not None

    def figure(self, slot: str) -> int:
        """Return the figure in a slot."""
        return int(self.words[slot] or "")

    def listed(self, slot: str, words: Mapping[str, int]) -> int:
        """Return the worth of the word in a slot."""
        return words[_like(self.words[slot] or "", words)]

    def month(self, number: str = "") -> int:
        """Return the month, 1 to 12, by word or by figure."""
        if self.has(f"month{number}"):
            return self.listed(f"month{number}", self.calendar.months)
        return self.figure(f"month_number{number}")

    def weekday(self, number: str = "") -> int:
        """Return the weekday, Monday is 1."""
        return self.listed(f"weekday{number}", self.calendar.weekdays)

    def direction(self) -> int | None:
        """Return -1, 0 or 1 for last, this, next; None where no such word stands."""
        if not self.has("direction"):
            return None
        return self.listed("direction", self.calendar.directions)

    def count(self) -> int | None:
        """Return the number of periods: one where none is said, None where it is no plain number.

        Of "three to four weeks" it is the larger.
        """
        words = self.words.get("number2") or self.words.get("number")
        number = read_number(words, self.calendar) if words else 1.0
        plain = number is not None and number.is_integer() and number <= _FARTHEST
        return int(number) if plain and number is not None else None

    def period(self) -> str | None:
        """Return the period that is named: "week", "month"."""
        for slot, words in (
            ("period", self.calendar.periods),
            ("one_period", self.calendar.one_periods),
        ):
            if self.has(slot):
                return words[_like(self.words[slot] or "", words)]
        return None

    def year(self) -> int | None:
        """Return the year that is written, or counted from publication: "August last year".

        Where no publication date is known, "On 5 June 1967 ... in late May" is May 1967.
        """
        if self.has("year"):
            return self.figure("year")
        direction = self.direction()
        if self.published is None:
            return self._year_of_story() if direction is None and not self.has("period") else None
        if self.period() == "year" and direction is not None:
            return self.published.year + direction
        return None

    def _year_of_story(self) -> int | None:
        """Return the year of a month named before, if it is near enough to be of one story."""
        named = self.anchor(7)[0]
        near = named is not None and abs(int(named[5:7]) - self.month()) <= _STORY
        return int(named[:4]) if named and near else None

    def anchor(self, precision: int) -> Pair:
        """Return the last date named before that is so precise: what "two days later" counts from.

        The precision is the length of the value: 4 for a year, 7 for a month, 10 for a day.
        """
        past, future = (
            next((p[at] for p in reversed(self.named) if _is_so_precise(p[at], precision)), None)
            for at in (0, 1)
        )
        return past, future


def _is_so_precise(value: Value, precision: int) -> bool:
    return value is not None and len(value) >= precision


def _like(word: str, words: Mapping[str, object]) -> str:
    """Return the entry of a word list that a match stands for, whatever its case and blanks."""
    word = " ".join(word.split())
    if word in words:
        return word
    return next(entry for entry in words if entry.lower() == word.lower())
