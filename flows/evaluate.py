"""How well predicted events agree with gold: precision, recall, calibration, false alarms.

An article is a dictionary with "id", "lang" (gold only) and "events". An optional gold event costs
nothing when missed and nothing when found.

event    the events themselves: type right, aligned by sentences, countries, date and place
fields   everything stated about them, end to end: a missed event's fields are missed as well
record   events and fields counted together: the headline figure
given    accuracy of single fields over the aligned required events
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.calibrate import Calibration, calibration
from flows.tally import Fault, Tally, judge_article


class GoldError(Exception):
    """Raised by the functions below for what is no gold or prediction; one line for people."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 (0 to 1, four decimals) with the counts behind them."""

    p: float
    r: float
    f1: float
    tp: int
    fp: int
    fn: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures; keys of `event` are "all", a type, a language or both as in "id/summit"."""

    documents: int
    event: dict[str, Score]
    fields: dict[str, Score]
    record: Score
    given: dict[str, float | None]
    confidence: Calibration | None  # None if no predicted event carries a confidence
    false_alarms: float | None  # predicted events per 100 articles without any gold event
    faults: tuple[Fault, ...]


def evaluate_files(gold: Path, predicted: Path) -> Evaluation:
    """The agreement of two JSON Lines files of articles; raises GoldError and OSError."""
    return evaluate_articles(list(read_articles(gold)), list(read_articles(predicted)))


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, blank lines left out."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            article = json.loads(line)
        except ValueError as error:  # broken JSON, or bytes that are no UTF-8
            raise GoldError(f"{path}: line {number}: no JSON: {error}") from error
        if not isinstance(article, dict):
            raise GoldError(f"{path}: line {number}: not an object")
        yield article


def evaluate_articles(
    gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> Evaluation:
    """The agreement of predicted with gold articles, matched by id.

    A gold article without a prediction counts as one without predicted events, a predicted one
    without gold is not judged. Raises GoldError.
    """
    tally = Tally()
    try:
        events = {article["id"]: article.get("events") or [] for article in predicted}
        for article in gold:
            judge_article(tally, article, events.get(article["id"], []))
    except KeyError as error:
        raise GoldError(f"an article or event lacks the key {error}") from error
    return _evaluation(tally, len(gold))


def _evaluation(tally: Tally, documents: int) -> Evaluation:
    groups = sorted(set(tally.right) | set(tally.false) | set(tally.missed))
    event = {key: _score(tally.right[key], tally.false[key], tally.missed[key]) for key in groups}
    right, false, missed = tally.field_right, tally.field_false, tally.field_missed
    fields = {"all": _score(right.total(), false.total(), missed.total())}
    for key in sorted(set(right) | set(false) | set(missed)):
        fields[key] = _score(right[key], false[key], missed[key])
    return Evaluation(
        documents=documents,
        event=event,
        fields=fields,
        record=_score(
            tally.right["all"] + right.total(),
            tally.false["all"] + false.total(),
            tally.missed["all"] + missed.total(),
        ),
        given={k: round(n / tally.given_asked, 4) for k, n in tally.given_right.items()},
        confidence=calibration(tally.confidences),
        false_alarms=_per_hundred(tally.alarms, tally.empty_articles),
        faults=tuple(tally.faults),
    )


def _per_hundred(count: int, of: int) -> float | None:
    return round(100 * count / of, 1) if of else None


def _score(tp: int, fp: int, fn: int) -> Score:
    p = tp / (tp + fp) if tp + fp else 0.0
    r = tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return Score(round(p, 4), round(r, 4), round(f1, 4), tp, fp, fn)


def evaluation_to_json(evaluation: Evaluation) -> dict[str, Any]:
    """The figures for machines, without the faults."""
    return {
        "documents": evaluation.documents,
        "event": {key: asdict(score) for key, score in evaluation.event.items()},
        "fields": {key: asdict(score) for key, score in evaluation.fields.items()},
        "record": asdict(evaluation.record),
        "given": evaluation.given,
        "confidence": evaluation.confidence.as_dict() if evaluation.confidence else None,
        "false_alarms_per_100_negative_documents": evaluation.false_alarms,
    }


def format_evaluation(evaluation: Evaluation, faults: int = 0) -> str:
    """The figures as lines for people, with the first `faults` faults; the headline comes last."""
    return "\n".join(_lines(evaluation, faults))


def _lines(evaluation: Evaluation, faults: int) -> Iterable[str]:
    yield (
        f"documents {evaluation.documents}   "
        f"false alarms per 100 negative documents: {evaluation.false_alarms}"
    )
    for part, scores in (("event", evaluation.event), ("fields", evaluation.fields)):
        for key, score in scores.items():
            yield _row(f"{part} {key}", score)
    yield f"given an aligned event: {evaluation.given}"
    if evaluation.confidence:
        yield f"confidence: {evaluation.confidence.as_dict()}"
    for fault in evaluation.faults[:faults]:
        yield fault.as_line()
    yield _row("record", evaluation.record)


def _row(name: str, score: Score) -> str:
    return (
        f"{name:24} P {score.p:.3f}  R {score.r:.3f}  F1 {score.f1:.3f}   "
        f"({score.tp} right, {score.fp} false, {score.fn} missed)"
    )
