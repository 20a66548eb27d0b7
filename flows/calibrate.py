"""How far confidences can be believed: stated confidence against how often it was right."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
SURE = 0.8  # from here on an event counts as a confident one


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected calibration error, and precision and share of the confident events (0 to 1)."""

    ece: float
    precision_sure: float | None  # None if no event is confident
    share_sure: float
    events: int

    def as_dict(self) -> dict[str, float | int | None]:
        """The figures under their published names."""
        return {
            "ece": self.ece,
            f"precision_at_{SURE}": self.precision_sure,
            f"share_at_{SURE}": self.share_sure,
            "events": self.events,
        }


def calibration(judged: Sequence[tuple[float, bool]]) -> Calibration | None:
    """The calibration of (confidence, right) pairs, confidences in 0..1; None for no pairs."""
    if not judged:
        return None
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    error = sum(abs(sum(c for c, _ in b) - sum(ok for _, ok in b)) for b in bins.values())
    sure = [right for confidence, right in judged if confidence >= SURE]
    return Calibration(
        ece=round(error / len(judged), 4),
        precision_sure=round(sum(sure) / len(sure), 4) if sure else None,
        share_sure=round(len(sure) / len(judged), 4),
        events=len(judged),
    )
