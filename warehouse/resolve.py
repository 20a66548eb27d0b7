"""Which event mentions, across articles and languages, tell of the same event.

Mentions that state the same are one statement; statements of one block (event type, states or
name) are resolved together, block by block, so that memory does not grow with the warehouse. What
an earlier resolution found is used for every block in which nothing is new: a block's outcome hangs
on its statements alone, so the outcome is that of a full resolution.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from extract.records import Article, Extraction
from warehouse.across_blocks import Pair, cluster_row, hanging_together, settle
from warehouse.cluster import resolve_block
from warehouse.database import SQL_FOLDER, sql
from warehouse.identity import IDENTITY_FILE, Identity, load_identity
from warehouse.memory import ACCOUNTS, EVENTS, PLACED, SETTLED, STATED, keep, recall
from warehouse.names import NAMES_FILE, load_names, read_name
from warehouse.rows import SCHEMAS, article_row, identify, mention_rows

Block = tuple[list[dict[str, Any]], list[dict[str, Any]]]  # its statements placed, its events

ROWS_AT_ONCE = 4096
MENTIONS_AT_ONCE = 200_000  # a few hundred megabytes while they are read
MODULES = ("across_blocks", "cluster", "evidence", "identity", "memory", "names", "resolve")
SCRIPTS = ("remembered", "fresh", "names_told", "accounts", "statements", "across_blocks",
           "across_parties", "shaken", "involved", "moved", "link", "remember")  # fmt: skip
CODE = [Path(__file__).with_name(f"{name}.py") for name in MODULES]
RULES = [IDENTITY_FILE, NAMES_FILE, *CODE, *(SQL_FOLDER / f"{name}.sql" for name in SCRIPTS)]
UNKNOWN_ARRIVAL = datetime(1970, 1, 1, tzinfo=UTC)  # no part of any outcome

text, texts = pa.string(), pa.list_(pa.string())
NAMES = pa.schema(
    {"text": text, "lang": text, "words": texts, "numbers": texts, "year": pa.int32(),
     "proper": texts, "subject": texts, "forum": pa.bool_(), "seats": texts, "agreement": text,
     "agreement_party": text, "party_words": texts}
)  # fmt: skip


def resolve(connection: duckdb.DuckDBPyConnection, memory: Path | None = None) -> None:
    """Leave the table `resolved`: event_mention_id, event_id, link_reason of every mention.

    The connection has `told`, the mentions as in mentions batches with `batch` and `turn`, and
    `articles`. `memory` is a folder that an earlier resolution wrote with `memory.remember`.
    """
    recall(connection, memory, rules_version())
    connection.execute(sql("fresh"))
    _read_names(connection)
    _state(connection)
    connection.execute(sql("statements"))
    identity = load_identity()
    with _no_garbage():
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
        keep(connection, "articles", pa.Table.from_pylist(articles, SCHEMAS["articles"]))
        keep(connection, "extracted", pa.Table.from_pylist(mentions, SCHEMAS["mentions"]))
        connection.execute(sql("told_once"))
        resolve(connection)
        rows = connection.execute("SELECT event_mention_id, event_id FROM resolved").fetchall()
    return dict(rows)


def rules_version() -> str:
    """A hash of all rules and code that the outcome hangs on."""
    return identify("rules", *(path.read_text(encoding="utf-8") for path in RULES))


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Without looking for objects that hold each other: there are none, and millions to look at."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_names(connection: duckdb.DuckDBPyConnection) -> None:
    lists = load_names()
    rows = []
    for name, lang in connection.execute(sql("names_told")).fetchall():
        rows.append({"text": name, "lang": lang, **asdict(read_name(name, lang or None, lists))})
    keep(connection, "names", pa.Table.from_pylist(rows, NAMES))


def _state(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `accounts` and `stated` of `fresh`, a part at a time."""
    keep(connection, "accounts", pa.schema([*ACCOUNTS, pa.field("block", text)]).empty_table())
    keep(connection, "stated", STATED.empty_table())
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
    keep(connection, "placed", pa.concat_tables(placed))
    keep(connection, "found", pa.concat_tables(found))


def _placements(rows: Iterable[dict[str, Any]], identity: Identity) -> Iterator[Block]:
    for name, block in groupby(rows, key=lambda row: row["block"]):
        placed, clusters = resolve_block(map(identity.statement, block), identity)
        yield (
            [each._asdict() for each in placed],
            [cluster_row(each, name) for each in clusters],
        )


def _settle(connection: duckdb.DuckDBPyConnection, identity: Identity) -> None:
    """Leave `moved`; only what hangs together with something that changed is settled again."""
    for script, tier in (("across_blocks", "ever"), ("across_parties", "wide")):
        connection.execute(sql(script))
        possible = connection.table("possible").select("one", "other", "attached").fetchall()
        pairs = [Pair(*row) for row in possible]
        shaken = {event for (event,) in connection.execute(sql("shaken")).fetchall()}
        affected = hanging_together(pairs, shaken)
        keep(connection, "affected", pa.table({"event": pa.array(sorted(affected), text)}))
        rows = _rows(connection.sql(sql("involved")).to_arrow_reader(ROWS_AT_ONCE))
        again = [pair for pair in pairs if pair.one in affected]
        found = settle(again, {row["event"]: row for row in rows}, tier, identity)
        settled = [each._asdict() for each in found]
        keep(connection, "settled", pa.Table.from_pylist(settled, SETTLED))
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
