"""A small learned scorer: is an account an event, which status has it, which arguments are its own.

Log-linear models over named features; their weights are data (codebook/scorer.json), made by
`benchmarks/train_scorer.py` from annotated articles. The same features give the same score.
"""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.records import Status
from extract.strict_yaml import CodebookError

STATUSES: tuple[Status, ...] = ("occurred", "planned", "hypothetical", "denied", "cancelled")
OF_SENTENCES = ("sentence_date", "sentence_place", "sentence_party", "same", "telling")
OF_ACCOUNTS = ("accept", "party", "place", "date", "name", "kind", *STATUSES)
MODELS = (*OF_SENTENCES, *OF_ACCOUNTS)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by model and feature name; an unknown feature weighs nothing."""

    models: Mapping[str, Mapping[str, float]]  # of MODELS
    status: Mapping[str, tuple[float, ...]]  # one weight for each of STATUSES
    thresholds: Mapping[str, float]  # by model, or model:kind: what scores below is not taken
    event_types: frozenset[str] = frozenset()  # those of the training articles

    def knows(self, model: str) -> bool:
        """Whether the model has been trained."""
        return model in self.models

    def trained_on(self, event_type: str) -> bool:
        """Whether events of the type were among the training articles."""
        return event_type in self.event_types

    def probability(self, model: str, features: Collection[str]) -> float:
        """How likely the model finds what has these features, 0..1."""
        return 1 / (1 + math.exp(-self.log_odds(model, features)))

    def log_odds(self, model: str, features: Collection[str]) -> float:
        """What speaks for it less what speaks against it: above 0, it is likelier than not."""
        weight = self.models.get(model, {}).get
        return math.fsum(filter(None, map(weight, ("", *features))))

    def choice(self, model: str, options: Sequence[Collection[str]]) -> list[float]:
        """How likely each of some options is the one that holds; together with none of them 1."""
        odds = [self.log_odds(model, features) for features in options]
        top = max([0.0, *odds])
        powers = [math.exp(each - top) for each in odds]
        total = math.fsum([math.exp(-top), *powers])
        return [power / total for power in powers]

    def takes(self, what: str, probability: float) -> bool:
        """Whether the probability is enough for what a model, or a kind of its own, judges."""
        return probability >= self.thresholds.get(what, 0.0)

    def statuses(self, features: Collection[str]) -> dict[Status, float]:
        """The probability of every status; none at all from a scorer that was not trained."""
        if not self.status:
            return {}
        rows = [self.status[name] for name in ("", *features) if name in self.status]
        scores = [math.fsum(row[i] for row in rows) for i in range(len(STATUSES))]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = math.fsum(powers)
        return {s: power / total for s, power in zip(STATUSES, powers, strict=True)}


UNTRAINED = Scorer({}, {}, {})


def read_scorer(path: Path) -> Scorer:
    """The scorer from its file; raises CodebookError where the file is not one."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Scorer(
            models=content["models"],
            status={name: tuple(row) for name, row in content["status"].items()},
            thresholds=content["thresholds"],
            event_types=frozenset(content["event_types"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CodebookError(
            f"{path}: line 1: this is no scorer; make one with benchmarks/train_scorer.py"
        ) from None
