"""Candidates with what the encoder reads in their sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.arguments import keys_of
from extract.candidates import Candidate
from extract.encoder import Encoder, Spot
from extract.heads import OWN_WEAPON, Mark, Reading, Span
from extract.marks import marks_of
from extract.places import kind_of_place
from extract.read import Sentence
from extract.scene import Scene
from extract.words import WORD

NAMED = ("person", "country", "organisation", "place")


def with_readings(
    scene: Scene, candidates: Sequence[Candidate], encoder: Encoder | None
) -> list[Candidate]:
    """The candidates, each with its reading if the encoder knows its event type."""
    if encoder is None:
        return list(candidates)
    wanted: dict[Sentence, dict[Spot, None]] = {}
    for candidate in candidates:
        if encoder.knows(candidate.spotted.trigger.event_type):
            wanted.setdefault(as_far_as_told(scene, candidate), {})[_spot(candidate)] = None
    found: dict[tuple[Sentence, Spot], Reading] = {}
    for sentence, triggers in wanted.items():
        text = with_capitals(scene, sentence)
        spans = list(dict.fromkeys(spans_of(scene, sentence)))
        marks = [*marks_of(scene, sentence, triggers), *_named_next(scene, sentence)]
        readings = encoder.read(text, list(triggers), spans, marks)
        found.update(zip(((sentence, t) for t in triggers), readings, strict=True))
    return [replace(c, reading=found.get((as_far_as_told(scene, c), _spot(c)))) for c in candidates]


def as_far_as_told(scene: Scene, candidate: Candidate) -> Sentence:
    """The sentence of a candidate, with the next one where only that names what it is about."""
    sentence, anchor = candidate.sentence, candidate.anchor
    if anchor is None or not candidate.named_next:
        return sentence
    return replace(sentence, end=scene.sentence_at(anchor.start).end)


def _named_next(scene: Scene, told: Sentence) -> Iterator[Mark]:
    """The word for what the next sentence names, where both are read: "arms", "senjata".

    The encoder reads a weapon that it knows instead: tests of "arms" sound like talk of many.
    """
    sentence = scene.sentence_at(told.start)
    if told.end > sentence.end:
        arms = scene.language.cues.lists["arms"]
        for word in WORD.finditer(scene.document.lower, sentence.start, sentence.end):
            if word.group() in arms:
                yield word.start() - told.start, word.end() - told.start, OWN_WEAPON, 0


def with_capitals(scene: Scene, sentence: Sentence) -> str:
    """The sentence; one all in small letters, as some titles are, with a capital on every name.

    The encoder learned from text that is written with capitals as usual.
    """
    text = scene.document.text[sentence.start : sentence.end]
    if not text.islower():
        return text
    first = {0}
    for mention in scene.in_sentence(sentence, *NAMED):
        start, end = mention.start - sentence.start, mention.end - sentence.start
        first.update(word.start() for word in WORD.finditer(text, start, end))
    return "".join(
        c.upper() if i in first and len(c.upper()) == 1 else c for i, c in enumerate(text)
    )


def _spot(candidate: Candidate) -> Spot:
    spotted, start = candidate.spotted, candidate.sentence.start
    return spotted.start - start, spotted.end - start, spotted.trigger.event_type


def spans_of(scene: Scene, sentence: Sentence) -> Iterator[Span]:
    """Whoever is named in a sentence, the places and the dates, by what they could be."""
    start = sentence.start
    for mention in scene.in_sentence(sentence, *NAMED):
        here = (mention.start - start, mention.end - start)
        for kind, _ in keys_of(mention):
            yield (*here, kind)
        place = kind_of_place(mention, scene.world)
        if place is not None:
            yield (*here, f"at_{place}")
    for day in scene.dates(sentence):
        if day.past.value or day.future.value:
            yield day.start - start, day.end - start, "date"
