"""The counts behind an evaluation: what is right, false and missed, article by article."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.align import Event, align, participant_countries, place_country
from flows.event_fields import ATTRIBUTES, match_fields, stated_fields

EVENT_TYPES = frozenset(ATTRIBUTES)  # the types that the gold knows; others are not judged


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


@dataclass(slots=True)
class Tally:
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


def judge_article(tally: Tally, article: Mapping[str, Any], predicted: Sequence[Event]) -> None:
    """Adds to the tally how the predicted events of an article agree with its gold ones."""
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


def _count_pair(tally: Tally, article: Mapping[str, Any], gold: Event, predicted: Event) -> None:
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


def _count_missed(tally: Tally, article: Mapping[str, Any], event: Event) -> None:
    tally.missed.update(_groups(article, event))
    tally.field_missed.update(key for key, _ in stated_fields(event))
    tally.faults.append(_fault("missed", article, event, _first_sentence(event)))


def _count_false(tally: Tally, article: Mapping[str, Any], event: Event) -> None:
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
