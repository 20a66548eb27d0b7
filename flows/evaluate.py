"""How well predicted events agree with gold: precision, recall, calibration, false alarms.

An article is a dictionary with "id", "lang" (gold only) and "events". An optional gold event costs
nothing when missed and nothing when found.

event    the events themselves: type right, aligned by sentences, countries, date and place
fields   everything stated about them, end to end: a missed event's fields are missed as well
record   events and fields counted together: the headline figure
given    accuracy of single fields over the aligned required events
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from flows.align import Event, align, participant_countries, place_country
from flows.calibrate import Calibration, calibration
from flows.event_fields import ATTRIBUTES, match_fields, stated_fields

EVENT_TYPES = frozenset(ATTRIBUTES)  # the types that the gold knows; others are not judged


class GoldError(Exception):
    """Raised by `evaluate_articles` for an article or event without a key it must have."""


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
class Fault:
    """A place where prediction and gold differ; `what` is "fields", "missed" or "false"."""

    article_id: str
    what: str
    event_type: str
    trigger: str | None
    detail: dict[str, Any] | list[str]

    def as_line(self) -> str:
        """The fault as one line of JSON."""
        row = [self.article_id, self.what, self.event_type, self.trigger, self.detail]
        return json.dumps(row, ensure_ascii=False)


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


@dataclass(slots=True)
class _Tally:
    """The counts of a run through the articles."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    field_right: Counter[str] = field(default_factory=Counter)
    field_false: Counter[str] = field(default_factory=Counter)
    field_missed: Counter[str] = field(default_factory=Counter)
    given_right: Counter[str] = field(default_factory=Counter)
    given_asked: int = 0
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    empty_articles: int = 0
    alarms: int = 0
    faults: list[Fault] = field(default_factory=list)


def evaluate_articles(
    gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> Evaluation:
    """The agreement of predicted with gold articles, matched by id.

    A gold article without a prediction counts as one without predicted events, a predicted one
    without gold is not judged. Raises GoldError.
    """
    tally = _Tally()
    try:
        events = {article["id"]: article.get("events") or [] for article in predicted}
        for article in gold:
            _judge_article(tally, article, events.get(article["id"], []))
    except KeyError as error:
        raise GoldError(f"an article or event lacks the key {error}") from error
    return _evaluation(tally, len(gold))


def _judge_article(tally: _Tally, article: Mapping[str, Any], predicted: Sequence[Event]) -> None:
    gold = article["events"]
    known = [p for p in predicted if p.get("type") in EVENT_TYPES]
    pairs = align(gold, known)
    found, right = {i for i, _ in pairs}, {j for _, j in pairs}
    if not gold:
        tally.empty_articles += 1
        tally.alarms += len(known)
    tally.confidences += [
        (float(p["confidence"]), j in right)
        for j, p in enumerate(known)
        if isinstance(p.get("confidence"), int | float)
    ]
    for i, j in pairs:
        if not gold[i].get("optional"):
            _count_pair(tally, article, gold[i], known[j])
    for i, event in enumerate(gold):
        if i not in found and not event.get("optional"):
            _count_missed(tally, article, event)
    for j, event in enumerate(known):
        if j not in right:
            _count_false(tally, article, event)


def _groups(article: Mapping[str, Any], event: Event) -> tuple[str, ...]:
    lang, event_type = article["lang"], event["type"]
    return "all", event_type, lang, f"{lang}/{event_type}"


def _count_pair(tally: _Tally, article: Mapping[str, Any], gold: Event, predicted: Event) -> None:
    tally.right.update(_groups(article, gold))
    match = match_fields(gold, predicted)
    tally.field_right += match.hit
    tally.field_missed += match.missed
    tally.field_false += match.false
    tally.given_asked += 1
    tally.given_right.update(
        {
            "status": gold.get("status") == predicted.get("status"),
            "date": gold.get("date") == predicted.get("date"),
            "countries": participant_countries(gold) == participant_countries(predicted),
            "place_country": place_country(gold) == place_country(predicted),
        }
    )
    if match.missed or match.false:
        detail = {
            "missed": dict(match.missed),
            "false": dict(match.false),
            "gold": stated_fields(gold),
            "pred": stated_fields(predicted),
        }
        tally.faults.append(_fault("fields", article, gold, detail))


def _count_missed(tally: _Tally, article: Mapping[str, Any], event: Event) -> None:
    tally.missed.update(_groups(article, event))
    tally.field_missed.update(key for key, _ in stated_fields(event))
    tally.faults.append(_fault("missed", article, event, _first_sentence(event)))


def _count_false(tally: _Tally, article: Mapping[str, Any], event: Event) -> None:
    tally.false.update(_groups(article, event))
    tally.field_false.update(key for key, _ in stated_fields(event))
    tally.faults.append(_fault("false", article, event, _first_sentence(event)))


def _fault(
    what: str, article: Mapping[str, Any], event: Event, detail: dict[str, Any] | list[str]
) -> Fault:
    return Fault(article["id"], what, event["type"], event.get("trigger"), detail)


def _first_sentence(event: Event) -> list[str]:
    given = (event.get("evidence") or [])[:1]
    return [s.get("text", "") if isinstance(s, Mapping) else s for s in given]


def _evaluation(tally: _Tally, documents: int) -> Evaluation:
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
