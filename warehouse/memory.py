"""What a resolution found, kept in a folder for the next one.

What is large is kept as two files: the rows of some run, and later ones that stand in for those of
the same mention or block. So a run writes what is new to it, and once in a while everything.
"""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.database import quoted, sql

STAMP = "summitry.rules"
MOST_LATER = 0.25  # where more of the mentions are in the later file, everything is written again

text, texts = pa.string(), pa.list_(pa.string())
STATED = pa.schema(
    {"statement_id": text, "block": text, "family": text, "scope": text, "event_type": text,
     "named": pa.bool_(), "start": pa.date32(), "end": pa.date32(), "status": text,
     "told": pa.date32(), "country": text, "words": texts, "hints": texts, "places": texts,
     "numbers": texts, "persons": texts, "weapon_class": text, "treaty_form": text,
     "count": pa.int32(), "once": pa.bool_(), "states": texts, "total": pa.int32()}
)  # fmt: skip
PLACED = pa.schema({"statement_id": text, "event": text, "turn": pa.int32(), "reason": text})
STATEMENTS = pa.schema([*STATED, *list(PLACED)[1:]])
ACCOUNTS = pa.schema(
    {"event_mention_id": text, "batch": text, "article_id": text,
     "published_at": pa.timestamp("us", tz="UTC"), "told_below": pa.bool_(),
     "trigger_start": pa.int32(), "account": text, "statement_id": text}
)  # fmt: skip
LINKED = pa.schema(
    [*ACCOUNTS, *list(PLACED)[2:],
     *pa.schema({"found": text, "event": text, "event_id": text})]
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
PAIRS = pa.schema({"one": text, "other": text, "attached": texts, "family": text})


TABLES = {
    "earlier_accounts": LINKED,
    "later_accounts": LINKED,
    "earlier_statements": STATEMENTS,
    "later_statements": STATEMENTS,
    "earlier_events": EVENTS,
    "later_events": EVENTS,
    "pairs_in_time": PAIRS,
    "pairs_of_parties": PAIRS,
    "moved_in_time": SETTLED,
    "moved_to_parties": SETTLED,
    "moved": SETTLED,
}
SMALL = ("pairs_in_time", "pairs_of_parties", "moved_in_time", "moved_to_parties", "moved")
ORDERS = {"accounts": "event_mention_id, batch", "statements": "block, statement_id",
          "events": "block, event"}  # fmt: skip


def recall(connection: duckdb.DuckDBPyConnection, memory: Path | None, version: str) -> None:
    """Make `remembered_…` of every table: empty where it was not kept, or by other rules."""
    known = memory is not None and all(_is_valid(memory / f"{n}.parquet", version) for n in TABLES)
    for name, schema in TABLES.items():
        if memory is not None and known:
            source = f"read_parquet({quoted(str(memory / f'{name}.parquet'))})"
            connection.execute(f"CREATE OR REPLACE TEMP VIEW remembered_{name} AS FROM {source}")
        else:
            keep(connection, f"remembered_{name}", schema.empty_table())
    connection.execute(sql("remembered"))


def remember(connection: duckdb.DuckDBPyConnection, memory: Path, version: str) -> None:
    """Write what was found to an empty folder, for the next time: all of it, or what is later."""
    connection.execute("SET VARIABLE most_later = $1", [MOST_LATER])
    connection.execute(sql("remember"))
    for name in SMALL:
        _write(connection, f"FROM {name} ORDER BY ALL", memory / f"{name}.parquet", version)
    is_short = connection.execute("SELECT is_short FROM remembering").fetchone() == (True,)
    for name, order in ORDERS.items():
        later = memory / f"later_{name}.parquet"
        if is_short:
            _write(connection, f"FROM next_later_{name} ORDER BY {order}", later, version)
            continue
        whole = memory / f"earlier_{name}.parquet"
        _write(connection, f"FROM next_{name} ORDER BY {order}", whole, version)
        _write(connection, f"FROM next_{name} LIMIT 0", later, version)


def keep(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make a temporary table of these rows."""
    connection.register("arriving", rows)
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS FROM arriving')
    connection.unregister("arriving")


def _write(connection: duckdb.DuckDBPyConnection, query: str, path: Path, version: str) -> None:
    options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{STAMP!r}: {quoted(version)}}}"
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} ({options})")


def _is_valid(path: Path, version: str) -> bool:
    try:
        metadata = pq.read_metadata(path).metadata or {}
    except (OSError, pa.ArrowInvalid):  # missing or damaged: everything is resolved again
        return False
    return bool(metadata.get(STAMP.encode()) == version.encode())
