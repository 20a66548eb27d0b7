"""Candidate events: what single sentences tell, and the accounts they add up to."""

from dataclasses import dataclass

from extract.heads import Reading
from extract.read import Sentence
from extract.records import EventDate, Place, Status
from extract.roles import Reason
from extract.scorer import STATUSES
from extract.spot_names import Mention
from extract.spot_triggers import Spotted


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence's account of an event."""

    spotted: Spotted
    sentence: Sentence
    status: Status
    date: EventDate
    place: Place
    parties: tuple[Mention, ...]
    anchor: Mention | None  # the summit, agreement or weapon it is about
    odds: tuple[float, ...] = ()  # the probability of each status, where a scorer gave them
    date_odds: float = 0.0  # the probability of the likeliest date of the sentence
    place_odds: float = 0.0  # that of the likeliest place
    telling: float = 1.0  # the probability that its sentence tells of a particular event
    strung: bool = False  # one of several dates of a list: its date is settled
    tally: bool = False  # several events summed up: "six tests"
    leans: bool = False  # "the summit", "the launch": tells of an event named elsewhere
    doubt: Reason | None = None  # why it may be none; it is, where no scorer knows its type
    reading: Reading | None = None  # what the encoder tells of its sentence

    @property
    def named_next(self) -> bool:
        """Whether only the sentence behind names what it is about: "Among them was a torpedo"."""
        return self.anchor is not None and self.anchor.start >= self.sentence.end


@dataclass(frozen=True, slots=True)
class Account:
    """All candidates of one event, the best first."""

    candidates: tuple[Candidate, ...]
    verdict: Status | None = None  # its status, where a scorer judged all candidates together

    @property
    def lead(self) -> Candidate:
        """The candidate that names the event best."""
        return self.candidates[0]

    @property
    def event_type(self) -> str:
        """The type all candidates share."""
        return self.lead.spotted.trigger.event_type

    @property
    def status(self) -> Status:
        """The verdict, else what the candidates together make likeliest; unscored, the lead's."""
        if self.verdict is not None:
            return self.verdict
        scored = [c.odds for c in self.candidates if c.odds]
        if not scored:
            return self.lead.status
        sums = [sum(odds[i] for odds in scored) for i in range(len(STATUSES))]
        return STATUSES[sums.index(max(sums))]

    def year_told(self) -> EventDate:
        """The year by which the text tells an agreement from others, as the date of its signing."""
        signed = ("action", "sign") in self.lead.spotted.trigger.settings
        years = [c.anchor.told for c in self.candidates if c.anchor is not None and c.anchor.told]
        if not signed or not years or self.status != "occurred":
            return EventDate()
        return EventDate(years[0], "name")
