"""Records as rows of a batch: the published columns, and what publishing needs besides."""

import calendar
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from extract.records import Article, EventMention, Extraction, Participant, Refusal
from warehouse.contract import load_contract
from warehouse.sketch import SIZE as SKETCH_SIZE
from warehouse.sketch import sketch

Row = dict[str, Any]
TABLES = load_contract().tables

# Attributes that are not named like their column, because a column of event_mentions serves all
# event types and `name` or `count` alone would not say of what.
ATTRIBUTE_COLUMNS = {
    ("summit", "name"): "summit_name",
    ("summit", "format"): "summit_format",
    ("treaty", "name"): "treaty_name",
    ("treaty", "action"): "treaty_action",
    ("treaty", "form"): "treaty_form",
    ("weapons_test", "count"): "weapon_count",
}
PRECISION_BY_LENGTH = {4: "year", 7: "month", 10: "day"}
ARTICLE_ROW = pa.field("article_row", pa.int32())  # position in the articles batch, from 0


def _batch_schema(table: str, without: tuple[str, ...], *extra: pa.Field) -> pa.Schema:
    published = [column.arrow for column in TABLES[table].columns if column.name not in without]
    return pa.schema([*published, *extra])


def _nested(table: str) -> pa.DataType:
    columns = TABLES[table].columns[2:]  # the mention's id and the position follow from the list
    return pa.list_(pa.struct([column.arrow for column in columns]))


SCHEMAS = {
    "articles": _batch_schema(
        "articles",
        ("duplicate_of", "version_of", "version"),
        pa.field("published", pa.string()),
        pa.field("sketch", pa.binary(SKETCH_SIZE)),  # null where the text is short
    ),
    "mentions": _batch_schema(
        "event_mentions",
        ("event_id", "link_reason"),
        ARTICLE_ROW,
        pa.field("all_evidence", _nested("mention_evidence")),
        pa.field("participants", _nested("mention_participants")),
        pa.field("attributes", pa.string()),  # JSON, as extracted, also those without a column
    ),
    "refusals": _batch_schema("refusals", ("refusal_id",), ARTICLE_ROW),
}


def identify(*parts: object) -> str:
    """An id of 16 hexadecimal digits that hangs on what it identifies."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def article_row(article: Article, ingested_at: datetime) -> Row:
    """One article as a row; its publication once as it arrived and once in UTC."""
    return {
        "article_id": article.article_id,
        "url": article.url,
        "source": article.source,
        "title": article.title or None,
        "lang": article.lang,
        "published_at": _in_utc(article.published_at),
        "ingested_at": _in_utc(ingested_at),
        "words": len(article.text.split()),
        "text": article.text,
        "text_sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "evidence_sha256": None,
        "published": article.published,
        "sketch": sketch(article.text),
    }


def textless_row(article: Article, extraction: Extraction, ingested_at: datetime) -> Row:
    """One article as a row without its text; raises ValueError for evidence not found in it."""
    spans = {
        (each.field, each.start, each.end, each.text)
        for event in extraction.events
        for each in event.evidence
    }
    for field, start, end, text in spans:
        home = article.title if field == "title" else article.text
        if home[start:end] != text:
            raise ValueError(f"{article.article_id}: evidence at {field} {start} is not the text")
    digest = evidence_digest(spans)
    return {**article_row(article, ingested_at), "text": None, "evidence_sha256": digest}


def evidence_digest(spans: Iterable[tuple[str, int, int, str]]) -> str:
    """A hash of sentences with field, start and end; check_evidence.sql makes the same one."""
    lines = (
        f"{field}:{start}:{end}:{hashlib.sha256(text.encode()).hexdigest()}"
        for field, start, end, text in spans
    )
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def mention_rows(extraction: Extraction, position: int, extractor_version: str) -> Iterator[Row]:
    """The event mentions of the article at `position` of its batch, in the order of the text."""
    seen: Counter[tuple[str, str, int, int]] = Counter()
    for event in extraction.events:
        trigger = (event.event_type, event.trigger_field, event.trigger_start, event.trigger_end)
        # "tests on 3 and 5 May" is one trigger and two events
        mention_id = identify(extraction.article_id, *trigger, seen[trigger])
        seen[trigger] += 1
        yield {
            "event_mention_id": mention_id,
            "article_id": extraction.article_id,
            "article_row": position,
            "extractor_version": extractor_version,
            **_mention_columns(event),
        }


def refusal_row(refusal: Refusal, position: int | None) -> Row:
    """One refusal as a row, of the article at `position`, or None where there is no article."""
    fields = asdict(refusal)
    start, end = fields.pop("start"), fields.pop("end")
    return {**fields, "span_start": start, "span_end": end, "article_row": position}


def date_range(value: str | None) -> tuple[date | None, date | None, str | None]:
    """First day, last day and precision of a date as the extractor writes it.

    "2024-06" is all of June, "2024-06/2024-07" a span from its first day to the last of July.
    """
    if value is None:
        return None, None, None
    first, slash, last = value.partition("/")
    precision = "span" if slash else PRECISION_BY_LENGTH[len(first)]
    return _first_day(first), _last_day(last or first), precision


def _first_day(value: str) -> date:
    return date.fromisoformat(f"{value}-01-01"[:10] if len(value) == 4 else f"{value}-01"[:10])


def _last_day(value: str) -> date:
    if len(value) == 4:
        return date(int(value), 12, 31)
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        return date(year, month, calendar.monthrange(year, month)[1])
    return date.fromisoformat(value)


def _mention_columns(event: EventMention) -> Row:
    start, end, precision = date_range(event.date.value)
    evidence = [
        {
            "evidence": each.text,
            "evidence_field": each.field,
            "evidence_start": each.start,
            "evidence_end": each.end,
        }
        for each in event.evidence
    ]
    return {
        "event_type": event.event_type,
        "status": event.status,
        "trigger": event.trigger,
        "trigger_field": event.trigger_field,
        "trigger_start": event.trigger_start,
        "trigger_end": event.trigger_end,
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        "date_rule": event.date.rule,
        "place_name": event.place.name,
        "place_country": event.place.country,
        "latitude": event.place.latitude,
        "longitude": event.place.longitude,
        **evidence[0],
        "confidence": event.confidence,
        **_attributes(event),
        "all_evidence": evidence,
        "participants": [_participant(each) for each in event.participants],
        "attributes": json.dumps(event.attributes, sort_keys=True, ensure_ascii=False),
    }


def _attributes(event: EventMention) -> Row:
    columns = {
        ATTRIBUTE_COLUMNS.get((event.event_type, key), key): value
        for key, value in event.attributes.items()
    }
    return {name: value for name, value in columns.items() if name in ATTRIBUTE_NAMES}


def _participant(participant: Participant) -> Row:
    return {
        "name": participant.name,
        "kind": participant.kind,
        "country": participant.country,
        "role": participant.role,
        "entity_id": participant.entity_id,
    }


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _attribute_names() -> frozenset[str]:
    names = [column.name for column in TABLES["event_mentions"].columns]
    return frozenset(names[names.index("summit_name") :])


ATTRIBUTE_NAMES = _attribute_names()
