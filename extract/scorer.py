"""A small learned scorer: whether an account is an event, and which status it has.

Two log-linear models over named features; their weights are data (codebook/scorer.json), made by
`benchmarks/train_scorer.py` from annotated articles. The same features give the same score.
"""

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from extract.records import Status

STATUSES: tuple[Status, ...] = ("occurred", "planned", "hypothetical", "denied", "cancelled")


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature name; an unknown feature weighs nothing."""

    accept: Mapping[str, float]
    status: Mapping[str, tuple[float, ...]]  # one weight for each of STATUSES
    threshold: float  # accounts below it are refused

    def probability(self, features: Collection[str]) -> float:
        """How likely the account is an event that a reader would find, 0..1."""
        weights = [self.accept.get(name, 0.0) for name in ("", *sorted(features))]
        return 1 / (1 + math.exp(-math.fsum(weights)))

    def statuses(self, features: Collection[str]) -> dict[Status, float]:
        """The probability of every status; none at all from a scorer that was not trained."""
        if not self.status:
            return {}
        rows = [self.status[name] for name in ("", *sorted(features)) if name in self.status]
        scores = [math.fsum(row[i] for row in rows) for i in range(len(STATUSES))]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = math.fsum(powers)
        return {s: power / total for s, power in zip(STATUSES, powers, strict=True)}


UNTRAINED = Scorer({}, {}, 0.0)


def read_scorer(path: Path) -> Scorer:
    """The scorer from its file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Scorer(
        accept=cast("dict[str, float]", content["accept"]),
        status={name: tuple(row) for name, row in content["status"].items()},
        threshold=float(content["threshold"]),
    )
