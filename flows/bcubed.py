"""How well event mentions were put together: B-cubed and pairwise agreement with gold."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 (0 to 1, four decimals) over mentions and over pairs of them."""

    mentions: int
    b3_p: float
    b3_r: float
    b3_f1: float
    pair_p: float
    pair_r: float
    pair_f1: float
    false_merges: int  # pairs put together that are two happenings
    missed_links: int  # pairs of one happening left apart


def agreement(clusters: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """The agreement of (gold cluster, predicted cluster) of the mentions; raises ValueError.

    Single mentions flatter B-cubed; the pairs are the honest figure.
    """
    if not clusters:
        raise ValueError("no mention to judge")
    both = Counter(clusters)
    gold, predicted = Counter(g for g, _ in clusters), Counter(p for _, p in clusters)
    precision = sum(both[g, p] / predicted[p] for g, p in clusters) / len(clusters)
    recall = sum(both[g, p] / gold[g] for g, p in clusters) / len(clusters)
    right, made, true = _pairs(both), _pairs(predicted), _pairs(gold)
    pair_p, pair_r = right / made if made else 1.0, right / true if true else 1.0
    return Agreement(
        mentions=len(clusters),
        b3_p=round(precision, 4),
        b3_r=round(recall, 4),
        b3_f1=round(_f1(precision, recall), 4),
        pair_p=round(pair_p, 4),
        pair_r=round(pair_r, 4),
        pair_f1=round(_f1(pair_p, pair_r), 4),
        false_merges=made - right,
        missed_links=true - right,
    )


def _pairs(sizes: Counter[tuple[Hashable, Hashable]] | Counter[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0
