"""The records that pass between the parts: article in, event mentions and refusals out.

All are frozen. Offsets are Python string indices into `Article.title` or `Article.text`, end
exclusive: `getattr(article, span.field)[span.start:span.end]` gives the words.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Field = Literal["title", "text"]
Status = Literal["occurred", "planned", "cancelled", "denied", "hypothetical"]
ParticipantKind = Literal["person", "country", "org", "group"]
ParticipantRole = Literal["party", "host", "mediator", "attendee"]
AttributeValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class Article:
    """One item as it arrived; `text` is the home of all offsets and is never edited."""

    article_id: str
    text: str
    title: str = ""
    url: str | None = None
    source: str | None = None  # the outlet, as the article names it
    published: str | None = None  # ISO 8601 date, or datetime with offset, as precise as it arrived
    lang: str | None = None  # ISO 639-1, or None where no language could be told

    @property
    def published_on(self) -> date | None:
        """The day of publication where the article appeared: what "on Tuesday" counts from."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def published_at(self) -> datetime | None:
        """The moment of publication with its offset; a bare date is its first moment in UTC."""
        if self.published is None:
            return None
        text = self.published if len(self.published) > 10 else f"{self.published}T00:00:00+00:00"
        return datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the article that tells of the event."""

    text: str
    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventDate:
    """What the text says of the day: `value` as in "2024-06-19", "2024-06", "2024" or "A/B".

    `rule` names what resolved it ("weekday", "month_of_publication", ...); None with the value.
    """

    value: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens, in the words of the text; coordinates only of a place in the codebook."""

    name: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3
    latitude: float | None = None  # degrees north
    longitude: float | None = None  # degrees east


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity that fills a participant role."""

    name: str  # as named, the fullest form in the article
    kind: ParticipantKind
    country: str | None  # ISO 3166-1 alpha-3 of the state it belongs to
    role: ParticipantRole
    entity_id: str | None = (
        None  # its id in the codebook, None for a name the codebook does not know
    )


@dataclass(frozen=True, slots=True)
class EventMention:
    """One article's account of one event."""

    event_type: str
    status: Status
    trigger: str
    trigger_field: Field
    trigger_start: int
    trigger_end: int
    evidence: tuple[Evidence, ...]  # best first, at least one
    confidence: float  # 0..1: how likely it is that a reader would find this event in the article
    date: EventDate = EventDate()
    place: Place = Place()
    participants: tuple[Participant, ...] = ()
    attributes: dict[str, AttributeValue] = field(default_factory=dict)  # keys as the type declares


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a step would not pass on, and why."""

    step: str  # "ingest", "extract"
    reason: str  # a word of a fixed list: "no_party", "generic", "unsupported_language", "bad_json"
    detail: str  # one line for people
    article_id: str | None = None
    source: str | None = None  # the file or feed it came from, relative where it was given so
    line: int | None = None  # 1-based, in files that have lines
    field: Field | None = None
    start: int | None = None
    end: int | None = None
    event_type: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article, events in the order of the text."""

    article_id: str
    lang: str | None
    events: tuple[EventMention, ...] = ()
    refusals: tuple[Refusal, ...] = ()
