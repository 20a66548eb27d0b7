"""How well mentions of one happening become one event: gold mentions, and the extractor's own.

Gold events carry `happening`, the same value for the same happening in different articles; those
without one are left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.jsonl import extraction_to_json
from extract.load import Codebook
from extract.records import (
    Article,
    EventDate,
    EventMention,
    Evidence,
    Extraction,
    Participant,
    Place,
)
from flows.align import align
from flows.attempt import attempt
from flows.bcubed import Agreement, agreement
from flows.evaluate import GoldError, read_articles
from warehouse.resolve import resolve_extractions
from warehouse.rows import mention_rows

GoldEvent = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The agreement on gold mentions and on the extractor's own, and what must never be."""

    gold: Agreement
    merged_types: int  # events with gold mentions of two types
    merged_days: int  # events with gold mentions that state two different days
    own: Agreement | None  # None if the extractor found none of the gold events
    own_found: int  # gold mentions that the extractor found, which `own` is about


def evaluate_resolution(gold: Path, codebook: Codebook) -> Resolution:
    """The agreement of the warehouse's resolution with a gold file; raises GoldError, OSError."""
    try:
        articles = [(_article(each), each["events"]) for each in read_articles(gold)]
        return _evaluate(articles, codebook)
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{gold}: no gold for resolution: {error}") from error


def _evaluate(
    articles: Sequence[tuple[Article, Sequence[GoldEvent]]], codebook: Codebook
) -> Resolution:
    linked = [(a, [each for each in events if each.get("happening")]) for a, events in articles]
    given = [(a, _extraction(a, events)) for a, events in linked if events]
    event_of = resolve_extractions(given)
    mentions = [
        (gold, event_of[row["event_mention_id"]])
        for (_, events), (_, extraction) in zip(
            (each for each in linked if each[1]), given, strict=True
        )
        for gold, row in zip(events, mention_rows(extraction, 0, ""), strict=True)
    ]
    if not mentions:
        raise ValueError("no event carries a happening")
    own = list(_own(articles, codebook))
    return Resolution(
        gold=agreement([(gold["happening"], event) for gold, event in mentions]),
        merged_types=_merged(mentions, "type", 0),
        merged_days=_merged(mentions, "date", len("2024-06-19")),
        own=agreement(own) if own else None,
        own_found=len(own),
    )


def _own(
    articles: Sequence[tuple[Article, Sequence[GoldEvent]]], codebook: Codebook
) -> Iterator[tuple[str, str]]:
    """(happening, event) of each gold event that is found in the articles themselves."""
    read = [(article, attempt(article, codebook)) for article, _ in articles]
    event_of = resolve_extractions(read)
    for (_, events), (_, extraction) in zip(articles, read, strict=True):
        found: Any = extraction_to_json(extraction)["events"]
        ids = [row["event_mention_id"] for row in mention_rows(extraction, 0, "")]
        for i, j in align(events, found):
            if events[i].get("happening"):
                yield events[i]["happening"], event_of[ids[j]]


def _merged(mentions: Sequence[tuple[GoldEvent, str]], key: str, length: int) -> int:
    """Events whose mentions state two values, of values as long as `length` if it is not 0."""
    values: dict[str, set[str]] = defaultdict(set)
    for gold, event in mentions:
        if gold[key] and len(gold[key]) == (length or len(gold[key])):
            values[event].add(gold[key])
    return sum(len(stated) > 1 for stated in values.values())


def _article(fields: Mapping[str, Any]) -> Article:
    given = {name: fields.get(name) or None for name in ("url", "source", "published", "lang")}
    return Article(fields["id"], fields["text"], fields.get("title") or "", **given)


def _extraction(article: Article, events: Sequence[GoldEvent]) -> Extraction:
    return Extraction(article.article_id, article.lang, tuple(_mention(article, e) for e in events))


def _mention(article: Article, event: GoldEvent) -> EventMention:
    sentences = [_span(article, text) for text in event["evidence"]] or [_span(article, "")]
    trigger = _span(article, event["trigger"])
    place = event.get("place") or {}
    return EventMention(
        event_type=event["type"],
        status=event["status"],
        trigger=trigger.text,
        trigger_field=trigger.field,
        trigger_start=trigger.start,
        trigger_end=trigger.end,
        evidence=tuple(sentences),
        confidence=1.0,
        date=EventDate(event["date"]),
        place=Place(place.get("name"), place.get("country")),
        participants=tuple(
            Participant(each["name"], each["kind"], each.get("country"), each["role"])
            for each in event["participants"]
        ),
        attributes=dict(event["attributes"]),
    )


def _span(article: Article, text: str) -> Evidence:
    if text in article.title:
        return Evidence(
            text, "title", article.title.index(text), article.title.index(text) + len(text)
        )
    start = max(article.text.find(text), 0)
    return Evidence(text, "text", start, start + len(text))


def resolution_to_json(resolution: Resolution) -> dict[str, Any]:
    """The figures for machines."""
    return asdict(resolution)


def format_resolution(resolution: Resolution) -> str:
    """The figures as lines for people."""
    lines = [*_lines("gold mentions", resolution.gold)]
    lines.append(
        f"merged in spite of a contradiction: types {resolution.merged_types}, "
        f"days {resolution.merged_days}"
    )
    found = f"own mentions ({resolution.own_found} of {resolution.gold.mentions} found)"
    lines += _lines(found, resolution.own) if resolution.own else [f"{found}: none to judge"]
    return "\n".join(lines)


def _lines(name: str, one: Agreement) -> Iterator[str]:
    yield name
    yield f"  B-cubed   P {one.b3_p:.4f}  R {one.b3_r:.4f}  F1 {one.b3_f1:.4f}"
    yield (
        f"  pairs     P {one.pair_p:.4f}  R {one.pair_r:.4f}  F1 {one.pair_f1:.4f}   "
        f"({one.false_merges} false, {one.missed_links} missed)"
    )
