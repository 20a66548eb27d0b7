"""A small sentence encoder: what words mean by those around them, in sentences with candidates.

The first layers of a multilingual encoder, trained on annotated articles to tell what the scorer
weighs (`benchmarks/train_encoder.py`). It knows nothing of the rules; the same sentence gives the
same numbers, whatever is read before it. Source and licence: `codebook/encoder/README.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession
from sentencepiece import SentencePieceProcessor

from extract.heads import MARKS, OWN_WEAPON, Floats, Heads, Mark, Reading, Span, session
from extract.read import SURROGATES
from extract.strict_yaml import CodebookError

Spot = tuple[int, int, str]  # where a trigger stands in the sentence, and its event type
FILES = ("encoder.onnx", "pieces.model", "same.onnx", "spans.onnx", "triggers.onnx")
MOST_PIECES = 96  # of a sentence; of a longer one those around the trigger
KNOWN_WEAPON = "Hwasong-12"  # read for an own weapon, one that only a user's list has
NUMBERS = {**{mark: n for n, mark in enumerate(MARKS)}, OWN_WEAPON: MARKS.index("weapon")}
FIRST, LAST = 0, 2  # the pieces that open and close a sentence
SPACES = str.maketrans(dict.fromkeys("\n\r\t\u00a0\u2009\u200a\u202f", " "))


@dataclass(frozen=True)
class Encoder:
    """The encoder in a folder; loaded when the first sentence is read."""

    folder: Path

    def knows(self, event_type: str) -> bool:
        """Whether it was trained on the event type."""
        return event_type in self._heads.types

    def read(
        self,
        text: str,
        triggers: Sequence[Spot],
        spans: Sequence[Span],
        marks: Sequence[Mark] = (),
    ) -> list[Reading]:
        """What a sentence tells of each trigger, and of each span as something of its event.

        Of a long sentence the pieces around each trigger are read, and no span outside of them.
        `marks` are what the rules know of its words; for an own weapon it reads one that it knows.
        Raises KeyError for an event type that it does not know.
        """
        found = self._pieces.encode(as_read(text), return_type="offset_mapping")
        ids, offsets = found["ids"], found["offsets"]
        own = [(start, end) for start, end, mark, _ in marks if mark == OWN_WEAPON]
        if own:
            ids, offsets = instead(ids, offsets, own, self._pieces.encode(KNOWN_WEAPON))
        numbers = numbered(offsets, marks)
        ends = [last for _, last in offsets]
        read: dict[tuple[int, int], Window] = {}
        out = []
        for start, end, event_type in triggers:
            low, high = window(ends, start)
            if (low, high) not in read:
                marked = [opening(marks), *numbers[low:high], 0]
                pieces = self._run([FIRST, *ids[low:high], LAST], marked)
                read[low, high] = Window(pieces, offsets[low:high], spans)
            out.append(self._judge(read[low, high], (start, end, event_type)))
        return out

    def _judge(self, read: "Window", spot: Spot) -> Reading:
        at = read.mean(spot[0], spot[1])
        return self._heads.read(at, read.whole, spot[2], read.names, read.spans)

    def _run(self, ids: Sequence[int], marks: Sequence[int]) -> Floats:
        given = {"ids": np.array(ids, dtype=np.int64), "marks": np.array(marks, dtype=np.int64)}
        out: Floats = self._session.run(None, given)[0]
        return out

    @cached_property
    def _session(self) -> InferenceSession:
        return session(self.folder / "encoder.onnx")

    @cached_property
    def _pieces(self) -> SentencePieceProcessor:
        return SentencePieceProcessor(model_proto=(self.folder / "pieces.model").read_bytes())

    @cached_property
    def _heads(self) -> Heads:
        return Heads(self.folder)


def instead(
    ids: Sequence[int],
    offsets: Sequence[tuple[int, int]],
    spans: Sequence[tuple[int, int]],
    known: Sequence[int],
) -> tuple[list[int], list[tuple[int, int]]]:
    """The pieces of a sentence and where they stand, with known ones instead of those of spans."""
    out: dict[tuple[int, int], list[int]] = {}
    for piece, (low, high) in zip(ids, offsets, strict=True):
        span = next((s for s in spans if high > s[0] and low < s[1]), None)
        if span is None:
            out.setdefault((low, high), []).append(piece)
        else:
            out[span] = list(known)
    pairs = [(piece, at) for at, pieces in out.items() for piece in pieces]
    return [piece for piece, _ in pairs], [at for _, at in pairs]


class Window:
    """The pieces of a sentence that were read at once (n, H), and the names among them."""

    def __init__(
        self, pieces: Floats, offsets: Sequence[tuple[int, int]], spans: Sequence[Span]
    ) -> None:
        self.pieces, self.offsets = pieces, offsets
        first, last = offsets[0][0], offsets[-1][1]
        self.spans = [s for s in spans if first <= s[0] and s[1] <= last]
        means = [self.mean(start, end) for start, end, _ in self.spans]
        self.names: Floats = np.stack(means) if means else pieces[:0]
        self.whole: Floats = pieces[1:-1].mean(0)

    def mean(self, start: int, end: int) -> Floats:
        """The mean of the pieces of a span, (H,)."""
        out: Floats = self.pieces[covering(self.offsets, start, end)].mean(0)
        return out


def numbered(offsets: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[int]:
    """The number of the mark on every piece, 0 where none is; the last of several counts."""
    numbers = [(start, end, number_of(mark, state)) for start, end, mark, state in marks]
    return [
        next((n for start, end, n in reversed(numbers) if high > start and low < end), 0)
        for low, high in offsets
    ]


def opening(marks: Sequence[Mark]) -> int:
    """The number of the mark of a whole sentence, which the piece that opens it bears."""
    return next((number_of(mark, state) for _, end, mark, state in marks if end == 0), 0)


def number_of(mark: str, state: int) -> int:
    """The row of a mark in the table of the encoder: all marks of no state, of the first, ..."""
    return state * len(MARKS) + NUMBERS[mark]


def as_read(text: str) -> str:
    """The text as the encoder takes it, of the same length."""
    return SURROGATES.sub("\ufffd", text.translate(SPACES))


def window(ends: Sequence[int], trigger: int) -> tuple[int, int]:
    """The pieces that are read: all, or of a long sentence those around a trigger.

    A quarter of them at least stand on either side; triggers side by side mostly share a window.
    """
    if len(ends) <= MOST_PIECES:
        return 0, len(ends)
    at = next((i for i, end in enumerate(ends) if end > trigger), 0)
    half = MOST_PIECES // 2
    low = max(0, min(at // half * half - half // 2, len(ends) - MOST_PIECES))
    return low, low + MOST_PIECES


def covering(offsets: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """The pieces that a span touches, counted behind the opening one; that one where none does."""
    return [i for i, (low, high) in enumerate(offsets, 1) if high > start and low < end] or [0]


def find_encoder(folder: Path) -> Encoder:
    """The encoder of a folder. Raises CodebookError where a file of it is missing."""
    for file in FILES:
        if not (folder / file).exists():
            raise CodebookError(f"{folder / file}: the file is missing; install Summitry anew")
    return Encoder(folder)
