"""What the encoder reads, as names that the scorer can weigh; none where it read nothing."""

from collections.abc import Iterable, Iterator, Sequence
from math import exp
from statistics import fmean

from extract.candidates import Candidate
from extract.scorer import STATUSES

FINE = 1.5  # steps to one of log-odds
MOST = 4.0  # log-odds beyond which all are alike
TENTHS = 10  # steps in which a probability is told


def step(log_odds: float) -> int:
    """Log-odds in steps."""
    return round(max(-MOST, min(MOST, log_odds)) * FINE)


def span_facts(
    candidates: Sequence[Candidate], spans: Iterable[tuple[int, int]], kind: str
) -> Iterator[str]:
    """The most that sentences of some candidates give to spans of the document as one of a kind."""
    read = [(c.reading.spans, c.sentence.start) for c in candidates if c.reading is not None]
    if read:
        odds = [
            found.get((start - offset, end - offset, kind))
            for start, end in spans
            for found, offset in read
        ]
        told = [each for each in odds if each is not None]
        yield f"encoder={step(max(told)) if told else 'none'}"


def pair_facts(a: Candidate, b: Candidate) -> Iterator[str]:
    """Whether the sentences of two candidates, the earlier first, tell of one event."""
    if a.reading is not None and b.reading is not None:
        yield f"encoder={step(a.reading.same(b.reading))}"


def telling_facts(candidate: Candidate) -> Iterator[str]:
    """Whether a candidate's sentence tells of a particular event."""
    if candidate.reading is not None:
        yield f"encoder={step(candidate.reading.telling)}"


def status_facts(candidates: Sequence[Candidate]) -> Iterator[str]:
    """How likely each status is by all sentences: at most, on average, by the surest of them,
    and on average where each counts by how surely it tells of an event."""
    read = [c.reading for c in candidates if c.reading is not None]
    if not read:
        return
    surest = max(read, key=lambda reading: reading.telling)
    weights = [_probability(reading.telling) for reading in read]
    for index, status in enumerate(STATUSES):
        told = [reading.statuses[index] for reading in read]
        yield f"encoder:most:{status}={int(max(told) * TENTHS)}"
        yield f"encoder:mean:{status}={int(fmean(told) * TENTHS)}"
        yield f"encoder:surest:{status}={int(surest.statuses[index] * TENTHS)}"
        yield f"encoder:weighed:{status}={int(fmean(told, weights) * TENTHS)}"


def _probability(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))
