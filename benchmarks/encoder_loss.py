"""How far the encoder is from what the annotators say of some sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import torch
from encoder_net import Heads, Words
from encoder_rows import ToldTrigger
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from extract.heads import SPAN_KINDS
from extract.scorer import STATUSES

SHARES = {"telling": 1.0, "status": 0.8, "span": 1.0, "same": 0.5}


@dataclass(frozen=True)
class InPieces:
    """A sentence in pieces: which of them stand at each trigger and at each of its names."""

    pieces: list[int]
    marks: list[int]
    triggers: tuple[tuple[ToldTrigger, list[int], tuple[list[int], ...]], ...]
    article: int


@dataclass
class Gathered:
    """The triggers and names of a batch; each stands for the mean of some of its pieces."""

    means: list[list[int]] = field(default_factory=list)  # places among all pieces of the batch
    triggers: list[tuple[ToldTrigger, int]] = field(default_factory=list)  # and their article
    at: list[int] = field(default_factory=list)  # the mean of each trigger
    whole: list[int] = field(default_factory=list)  # that of its sentence
    names: list[tuple[int, int, int, float]] = field(default_factory=list)
    # of a name: its trigger, its mean, its kind, whether the event tells of it

    def mean(self, first: int, pieces: Sequence[int]) -> int:
        """The number of a new mean."""
        self.means.append([first + piece for piece in pieces])
        return len(self.means) - 1


def gather(batch: Sequence[InPieces]) -> Gathered:
    """All that is to be judged in a batch."""
    out = Gathered()
    first = 0
    for sentence in batch:
        whole = out.mean(first, range(1, len(sentence.pieces) - 1))
        for trigger, pieces, names in sentence.triggers:
            for (span, right), here in zip(trigger.spans.items(), names, strict=True):
                name = (
                    len(out.triggers),
                    out.mean(first, here),
                    SPAN_KINDS.index(span[2]),
                    float(right),
                )
                out.names.append(name)
            out.at.append(out.mean(first, pieces))
            out.whole.append(whole)
            out.triggers.append((trigger, sentence.article))
        first += len(sentence.pieces)
    return out


def loss_of(batch: list[InPieces], words: Words, heads: Heads, types: Sequence[str]) -> Tensor:
    """What the encoder has still to learn of some sentences."""
    with torch.autocast("cpu", torch.bfloat16):
        flat = words([s.pieces for s in batch], [s.marks for s in batch])
    found = gather(batch)
    means = means_of(flat.float(), found.means)
    kinds = heads.types(torch.tensor([types.index(t.event_type) for t, _ in found.triggers]))
    both = torch.cat([means[found.at], means[found.whole]], 1)
    told = torch.cat([both, kinds], 1)
    likeness = heads.likeness(heads.drop(both))
    return (
        SHARES["telling"] * _telling(heads.telling(told)[:, 0], found)
        + SHARES["status"] * _status(heads.status(told), found)
        + SHARES["span"] * _span(heads, means, kinds, found)
        + SHARES["same"] * _same(heads, likeness, kinds, found)
    )


def means_of(flat: Tensor, spans: Sequence[Sequence[int]]) -> Tensor:
    """The mean of the rows of every span, (spans, width)."""
    rows = [row for row, span in enumerate(spans) for _ in span]
    columns = [place for span in spans for place in span]
    shares = [1 / len(span) for span in spans for _ in span]
    matrix = torch.sparse_coo_tensor(
        torch.tensor([rows, columns]), torch.tensor(shares), (len(spans), len(flat)),
        check_invariants=False,
    )  # fmt: skip
    return torch.sparse.mm(matrix, flat)


def _telling(odds: Tensor, found: Gathered) -> Tensor:
    target = torch.tensor([float(t.event is not None) for t, _ in found.triggers])
    weight = torch.tensor([t.weight for t, _ in found.triggers])
    return (weight * binary_cross_entropy_with_logits(odds, target, reduction="none")).mean()


def _status(odds: Tensor, found: Gathered) -> Tensor:
    known = [(i, t.status) for i, (t, _) in enumerate(found.triggers) if t.status is not None]
    if not known:
        return odds.sum() * 0
    target = torch.tensor([STATUSES.index(status) for _, status in known])
    loss = cross_entropy(odds[[i for i, _ in known]], target)
    return loss * len(known) / len(found.triggers)


def _span(heads: Heads, means: Tensor, kinds: Tensor, found: Gathered) -> Tensor:
    if not found.names:
        return means.sum() * 0
    of, mean, kind, right = map(list, zip(*found.names, strict=True))
    trigger, name = means[found.at][of], means[mean]
    facts = [name, trigger, name * trigger, kinds[of], heads.kinds(torch.tensor(kind))]
    odds = heads.span(torch.cat(facts, 1))[:, 0]
    return binary_cross_entropy_with_logits(odds, torch.tensor(right))


def _same(heads: Heads, likeness: Tensor, kinds: Tensor, found: Gathered) -> Tensor:
    pairs = list(_pairs(found.triggers))
    if not pairs:
        return likeness.sum() * 0
    first, second = map(list, zip(*pairs, strict=True))
    a, b = likeness[first], likeness[second]
    odds = heads.same(torch.cat([a, b, a * b, (a - b).abs(), kinds[first]], 1))[:, 0]
    events = [trigger.event for trigger, _ in found.triggers]
    target = torch.tensor([float(events[i] == events[j]) for i, j in pairs])
    return binary_cross_entropy_with_logits(odds, target)


def _pairs(triggers: Sequence[tuple[ToldTrigger, int]]) -> list[tuple[int, int]]:
    """Two triggers of one type and article that both tell of an event, the earlier one first."""
    return [
        (i, j) if a.at < b.at else (j, i)
        for (i, (a, of_a)), (j, (b, of_b)) in combinations(enumerate(triggers), 2)
        if (of_a, a.event_type) == (of_b, b.event_type)
        and a.at != b.at
        and a.event is not None
        and b.event is not None
    ]
