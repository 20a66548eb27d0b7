"""Encoders for training the scorer: each reads a sentence once, since the scorer asks often."""

from collections.abc import Hashable, Sequence
from pathlib import Path

from extract.encoder import Encoder, Spot, find_encoder
from extract.heads import Mark, Reading, Span

ENCODER_FOLDS = 3


def encoder_fold_of(article_id: str) -> int:
    """The encoder that never saw the article; translations share the last part of their id."""
    return sum(map(ord, article_id.rsplit("-", 1)[-1])) % ENCODER_FOLDS


class Remembered:
    """An encoder that remembers what it read."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.known: dict[Hashable, list[Reading]] = {}

    def knows(self, event_type: str) -> bool:
        return self.encoder.knows(event_type)

    def read(
        self,
        text: str,
        triggers: Sequence[Spot],
        spans: Sequence[Span],
        marks: Sequence[Mark] = (),
    ) -> list[Reading]:
        key = (text, tuple(triggers), tuple(spans), tuple(marks))
        if key not in self.known:
            self.known[key] = self.encoder.read(text, triggers, spans, marks)
        return self.known[key]


def remembered_encoders(folder: Path) -> list[Remembered]:
    """The encoders of a folder in the order of their folds; SystemExit where none are."""
    folders = [folder / str(fold) for fold in range(ENCODER_FOLDS)]
    if not all(path.is_dir() for path in folders):
        raise SystemExit(f"{folder}: no encoders; make them with benchmarks/train_encoder.py")
    return [Remembered(find_encoder(path)) for path in folders]
