"""Which event mentions, across articles and languages, tell of the same event.

Mentions that state the same are one statement; statements of one block (event type, states or
name) are resolved together, block by block, so that memory does not grow with the warehouse. What
an earlier resolution found is used for every block in which nothing is new: a block's outcome hangs
on its statements alone, so the outcome is that of a full resolution.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from extract.records import Article, Extraction
from warehouse.across_blocks import Pair, cluster_row, settle
from warehouse.cluster import resolve_block
from warehouse.database import SQL_FOLDER, quoted, sql
from warehouse.identity import IDENTITY_FILE, Identity, load_identity
from warehouse.names import NAMES_FILE, load_names, read_name
from warehouse.rows import SCHEMAS, article_row, identify, mention_rows

Block = tuple[list[dict[str, Any]], list[dict[str, Any]]]  # its statements placed, its events

ROWS_AT_ONCE = 4096
MENTIONS_AT_ONCE = 200_000  # a few hundred megabytes while they are read
CODE = [Path(__file__).with_name(f"{name}.py") for name in
        ("across_blocks", "cluster", "evidence", "identity", "names", "resolve")]  # fmt: skip
SCRIPTS = ("remembered", "names_told", "accounts", "statements", "across_blocks", "across_parties",
           "involved", "moved", "link")  # fmt: skip
RULES = [IDENTITY_FILE, NAMES_FILE, *CODE, *(SQL_FOLDER / f"{name}.sql" for name in SCRIPTS)]
STAMP = b"summitry.rules"
UNKNOWN_ARRIVAL = datetime(1970, 1, 1, tzinfo=UTC)  # no part of any outcome

text, texts = pa.string(), pa.list_(pa.string())
NAMES = pa.schema(
    {"text": text, "lang": text, "words": texts, "numbers": texts, "year": pa.int32(),
     "proper": texts, "subject": texts, "forum": pa.bool_(), "seats": texts, "agreement": text,
     "agreement_party": text, "party_words": texts}
)  # fmt: skip
PLACED = pa.schema({"statement_id": text, "event": text, "turn": pa.int32(), "reason": text})
ACCOUNTS = pa.schema(
    {"event_mention_id": text, "batch": text, "article_id": text,
     "published_at": pa.timestamp("us", tz="UTC"), "told_below": pa.bool_(),
     "trigger_start": pa.int32(), "account": text, "statement_id": text}
)  # fmt: skip
STATEMENTS = pa.schema(
    {"statement_id": text, "block": text, "family": text, "scope": text, "event_type": text,
     "named": pa.bool_(), "start": pa.date32(), "end": pa.date32(), "status": text,
     "told": pa.date32(), "country": text, "words": texts, "hints": texts, "places": texts,
     "numbers": texts, "persons": texts, "weapon_class": text, "treaty_form": text,
     "count": pa.int32(), "once": pa.bool_(), "states": texts,
     "total": pa.int32(), "event": text, "turn": pa.int32(), "reason": text}
)  # fmt: skip
DAYS = pa.list_(pa.date32())
EVENTS = pa.schema(
    {"event": text, "block": text, "family": text, "scope": text, "event_type": text,
     "status": text, "named": pa.bool_(), "once": pa.bool_(), "single": pa.bool_(),
     "total": pa.int32(), "size": pa.int32(), "days": DAYS, "near": DAYS,
     "firm": pa.list_(pa.bool_()), "country": text, "words": texts,
     "hints": texts, "places": texts, "numbers": texts, "persons": texts, "form": texts,
     "weapon": texts, "states": texts, "counts": pa.list_(pa.int32()), "classes": texts,
     "loose": pa.bool_(), "marks": texts}
)  # fmt: skip
SETTLED = pa.schema({"event": text, "target": text, "reason": text})
MOVED = SETTLED.append(pa.field("family", text))
MEMORY_TABLES = {
    "events": (EVENTS, "all_events", "event"),
    "moved": (MOVED, "moved_in_time", "event"),
    "accounts": (ACCOUNTS, "all_accounts", "event_mention_id"),
    "statements": (STATEMENTS, "all_statements", "statement_id"),
}


def resolve(connection: duckdb.DuckDBPyConnection, memory: Path | None = None) -> None:
    """Leave the table `resolved`: event_mention_id, event_id, link_reason of every mention.

    The connection has `told`, the mentions as in mentions batches with `batch` and `turn`, and
    `articles`. `memory` is a folder that an earlier resolution wrote with `remember`.
    """
    _recall(connection, memory)
    connection.execute(sql("remembered"))
    _read_names(connection)
    _state(connection)
    connection.execute(sql("statements"))
    identity = load_identity()
    _place(connection, identity)
    _settle(connection, identity)
    connection.execute(sql("link"))


def resolve_extractions(told: Iterable[tuple[Article, Extraction]]) -> dict[str, str]:
    """The event_id of every event_mention_id, for articles outside a warehouse.

    Ids are those that the articles and mentions would have in one.
    """
    articles: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    for article, extraction in told:
        articles.append(article_row(article, UNKNOWN_ARRIVAL))
        mentions += mention_rows(extraction, 0, "")
    with duckdb.connect() as connection:
        _keep(connection, "articles", pa.Table.from_pylist(articles, SCHEMAS["articles"]))
        _keep(connection, "extracted", pa.Table.from_pylist(mentions, SCHEMAS["mentions"]))
        connection.execute(sql("told_once"))
        resolve(connection)
        rows = connection.execute("SELECT event_mention_id, event_id FROM resolved").fetchall()
    return dict(rows)


def remember(connection: duckdb.DuckDBPyConnection, memory: Path) -> None:
    """Write what `resolve` found to an empty folder, for the next time."""
    version = rules_version().encode()
    for name, (schema, table, key) in MEMORY_TABLES.items():
        rows = connection.table(table).select(*schema.names).sort(key)
        stamped = schema.with_metadata({STAMP: version})
        with pq.ParquetWriter(memory / f"{name}.parquet", stamped, compression="zstd") as writer:
            for batch in rows.to_arrow_reader(ROWS_AT_ONCE * 16):
                writer.write_table(pa.Table.from_batches([batch]).cast(stamped))


def rules_version() -> str:
    """A hash of all rules and code that the outcome hangs on."""
    return identify("rules", *(path.read_text(encoding="utf-8") for path in RULES))


def _recall(connection: duckdb.DuckDBPyConnection, memory: Path | None) -> None:
    known = memory is not None and all(_is_valid(memory / f"{n}.parquet") for n in MEMORY_TABLES)
    for name, (schema, _, _) in MEMORY_TABLES.items():
        if memory is not None and known:
            source = f"read_parquet({quoted(str(memory / f'{name}.parquet'))})"
            connection.execute(f"CREATE OR REPLACE TEMP VIEW remembered_{name} AS FROM {source}")
        else:
            _keep(connection, f"remembered_{name}", schema.empty_table())


def _is_valid(path: Path) -> bool:
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowInvalid):  # missing or damaged: everything is resolved again
        return False
    return bool(metadata.get(STAMP) == rules_version().encode())


def _read_names(connection: duckdb.DuckDBPyConnection) -> None:
    lists = load_names()
    rows = []
    for name, lang in connection.execute(sql("names_told")).fetchall():
        rows.append({"text": name, "lang": lang, **asdict(read_name(name, lang or None, lists))})
    _keep(connection, "names", pa.Table.from_pylist(rows, NAMES))


def _state(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `accounts` and `stated` of `fresh`, a part at a time."""
    _keep(connection, "accounts", pa.schema([*ACCOUNTS, pa.field("block", text)]).empty_table())
    placing = ("event", "turn", "reason")
    schema = pa.schema([field for field in STATEMENTS if field.name not in placing])
    _keep(connection, "stated", schema.empty_table())
    rows = connection.table("fresh").shape[0]
    for first in range(0, rows, MENTIONS_AT_ONCE):
        where = f"rowid >= {first} AND rowid < {first + MENTIONS_AT_ONCE}"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW part AS FROM fresh WHERE {where}")
        connection.execute(sql("accounts"))


def _place(connection: duckdb.DuckDBPyConnection, identity: Identity) -> None:
    query = "FROM stated WHERE block IN (FROM touched) ORDER BY block, statement_id"
    rows = _rows(connection.sql(query).to_arrow_reader(ROWS_AT_ONCE))
    # kept as Arrow, some 100 bytes a statement: a connection cannot write while it reads
    placed, found = [PLACED.empty_table()], [EVENTS.empty_table()]
    for blocks in _chunks(_placements(rows, identity)):
        placed.append(pa.Table.from_pylist([row for each, _ in blocks for row in each], PLACED))
        found.append(pa.Table.from_pylist([row for _, each in blocks for row in each], EVENTS))
    _keep(connection, "placed", pa.concat_tables(placed))
    _keep(connection, "found", pa.concat_tables(found))


def _placements(rows: Iterable[dict[str, Any]], identity: Identity) -> Iterator[Block]:
    for name, block in groupby(rows, key=lambda row: row["block"]):
        placed, clusters = resolve_block(map(identity.statement, block), identity)
        yield (
            [each._asdict() for each in placed],
            [cluster_row(each, name) for each in clusters],
        )


def _settle(connection: duckdb.DuckDBPyConnection, identity: Identity) -> None:
    for script, tier in (("across_blocks", "ever"), ("across_parties", "wide")):
        connection.execute(sql(script))
        pairs = [Pair(*row) for row in connection.table("possible").fetchall()]
        rows = _rows(connection.sql(sql("involved")).to_arrow_reader(ROWS_AT_ONCE))
        found = settle(pairs, {row["event"]: row for row in rows}, tier, identity)
        settled = [each._asdict() for each in found]
        _keep(connection, "settled", pa.Table.from_pylist(settled, SETTLED))
    connection.execute(sql("moved"))


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[dict[str, Any]]:
    return (row for batch in batches for row in batch.to_pylist())


def _chunks(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks with so many statements together as are well held as Python objects."""
    chunk: list[Block] = []
    held = 0
    for block in blocks:
        chunk.append(block)
        held += len(block[0])
        if held > ROWS_AT_ONCE:
            yield chunk
            chunk, held = [], 0
    yield chunk


def _keep(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("arriving", rows)
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS FROM arriving')
    connection.unregister("arriving")
