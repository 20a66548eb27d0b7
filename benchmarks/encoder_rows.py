"""What annotated articles teach the encoder: labels of triggers and names in their sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotations import EXERCISE
from gold_labels import Row, evidenced, is_party, is_place, told_event

from extract.arguments import closest, entities
from extract.candidates import Account, Candidate
from extract.encoder import Spot
from extract.heads import Mark, Span
from extract.load import Codebook
from extract.marks import marks_of
from extract.pipeline import find_candidates
from extract.read import Sentence
from extract.readings import as_far_as_told
from extract.scene import Scene
from extract.where import places_in

DAY = 10  # characters of an ISO day
WRITTEN = 0.5  # what an exercise weighs: it tells of more events in few sentences than news does


@dataclass(frozen=True)
class ToldTrigger:
    """A trigger in its sentence, and what the annotators say of it."""

    start: int  # in the sentence
    end: int
    event_type: str
    at: int  # in the document
    event: int | None  # which of the article's events the sentence is evidence of
    status: str | None
    spans: dict[Span, bool]  # only those of which an event tells
    weight: float

    @property
    def spot(self) -> Spot:
        """Where it stands in its sentence, as the encoder is asked of it."""
        return self.start, self.end, self.event_type


@dataclass(frozen=True)
class ToldSentence:
    """A sentence with the triggers in it."""

    text: str
    triggers: tuple[ToldTrigger, ...]
    marks: tuple[Mark, ...]


def told_sentences(row: Row, scene: Scene, codebook: Codebook) -> list[ToldSentence]:
    """The sentences of an article in which candidates stand, in the order of the text."""
    found: dict[Sentence, list[ToldTrigger]] = {}
    for candidate in find_candidates(scene, codebook)[0]:
        found.setdefault(as_far_as_told(scene, candidate), []).append(
            _trigger(row, scene, candidate, codebook)
        )
    text = scene.document.text
    return [
        ToldSentence(
            text[sentence.start : sentence.end],
            tuple(triggers),
            tuple(marks_of(scene, sentence, [t.spot for t in triggers])),
        )
        for sentence, triggers in sorted(found.items(), key=lambda each: each[0].start)
    ]


def _trigger(row: Row, scene: Scene, candidate: Candidate, codebook: Codebook) -> ToldTrigger:
    told = evidenced(row, scene, candidate, codebook)
    event = told or told_event(row, scene, Account((candidate,)), codebook)
    spotted, start = candidate.spotted, candidate.sentence.start
    return ToldTrigger(
        start=spotted.start - start,
        end=spotted.end - start,
        event_type=spotted.trigger.event_type,
        at=spotted.start,
        event=None if told is None else row["events"].index(told),
        status=None if told is None else told["status"],
        spans={} if event is None else dict(_spans(scene, candidate, event)),
        weight=WRITTEN if row.get("part") == EXERCISE else 1.0,
    )


def _spans(scene: Scene, candidate: Candidate, event: Row) -> Iterator[tuple[Span, bool]]:
    offset = candidate.sentence.start
    for entity in entities(scene, Account((candidate,))):
        mention = closest(candidate, entity)
        if mention is not None:
            span = (mention.start - offset, mention.end - offset, entity.kind)
            yield span, is_party(entity, event)
    told = as_far_as_told(scene, candidate)
    for option in places_in(scene, [told]):
        for mention in option.mentions:
            span = (mention.start - offset, mention.end - offset, f"at_{option.kind}")
            yield span, is_place(option, event)
    for day in scene.dates(told):
        values = [v for v in (day.past.value, day.future.value) if v is not None]
        if values:
            yield (day.start - offset, day.end - offset, "date"), _is_date(values, event["date"])


def _is_date(values: Sequence[str], date: str | None) -> bool:
    """Whether any reading of a date is the event's, or the first or last of its days."""
    ends = (date or "").split("/")
    return date in values or any(len(value) == DAY and value in ends for value in values)
