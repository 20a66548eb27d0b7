"""The slots of a matched date shape, read with the calendar of the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from extract.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Slots:
    """The words of one match by slot, with the calendar that reads them."""

    words: Mapping[str, str | None]
    calendar: Calendar
    published: date | None
    anchor: str | None = (
        None  # the date that the text named last: what "two days later" counts from
    )

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
        """Return the year that is written, or counted from publication: "August last year"."""
        if self.has("year"):
            return self.figure("year")
        direction = self.direction()
        if self.period() == "year" and direction is not None and self.published:
            return self.published.year + direction
        return None


def _like(word: str, words: Mapping[str, object]) -> str:
    """Return the entry of a word list that a match stands for, whatever its case and blanks."""
    word = " ".join(word.split())
    if word in words:
        return word
    return next(entry for entry in words if entry.lower() == word.lower())
