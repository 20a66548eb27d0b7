"""An article and all that rests on it alone taken out of batches, manifests and published files."""

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.batches import batch_name
from warehouse.database import sql
from warehouse.durable import install
from warehouse.layout import Home
from warehouse.manifests import Extracted, Forgotten, Input, Manifest

KINDS = ("articles", "mentions", "refusals")
UNNAMED = "(forgotten)"  # what a source is called whose name is the address that was forgotten


@dataclass(frozen=True, slots=True)
class Traces:
    """Where the articles that are to be forgotten stand in the batches on the disk."""

    ids: tuple[str, ...]  # as their sources gave them
    urls: tuple[str, ...]  # at which there are no other articles
    rows: Mapping[str, tuple[int, ...]]  # articles batch -> their rows, in order
    holding: frozenset[str]  # "mentions/name": batches of each kind that tell of them


def find_traces(home: Home, wanted: Collection[str]) -> Traces:
    """The articles with one of these ids or addresses, in every batch that is on the disk."""
    if not any((home.batches / "articles").glob("*.parquet")):
        return Traces((), (), {}, frozenset())
    with duckdb.connect() as connection:
        _open_batches(connection, home)
        connection.execute("SET VARIABLE wanted = $1::VARCHAR[]", [list(wanted)])
        connection.execute(sql("forget"))
        rows: dict[str, list[int]] = defaultdict(list)
        for batch, row in connection.table("found").project("batch, row").fetchall():
            rows[batch].append(row)
        ids = _column(connection, "forgotten_ids")
        urls = _column(connection, "forgotten_urls")
        holding = frozenset(_column(connection, "holding"))
    return Traces(ids, urls, {name: tuple(sorted(rows[name])) for name in sorted(rows)}, holding)


def keys_of(article_id: str | None, url: str | None) -> tuple[str, ...]:
    """What an article is known by after it was forgotten: hashes of its id and its address."""
    known = (("id", article_id), ("url", url))
    return tuple(_hash(f"{kind}:{value}") for kind, value in known if value)


def without(home: Home, manifest: Manifest, traces: Traces, on: str) -> Manifest:
    """The manifest without these articles; its new batches are stored, the old ones still there.

    `on` is the day, for the refusal of what comes again.
    """
    inputs = tuple(_input(home, source, traces) for source in manifest.inputs)
    extractions = tuple(
        read for old in manifest.extractions if (read := _extraction(home, old, traces)) is not None
    )
    named = _names(inputs, extractions)
    erased = tuple(sorted(name for name in traces.holding if name not in named))
    keys = [key for each in traces.ids for key in keys_of(each, None)]
    keys += [key for each in traces.urls for key in keys_of(None, each)]
    this = Forgotten(tuple(sorted(keys)), erased, on)
    return replace(
        manifest,
        inputs=inputs,
        extractions=tuple(sorted(extractions, key=lambda each: each.articles)),
        forgotten=(*manifest.forgotten, this),
    )


def _open_batches(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    for kind in KINDS:
        files = [str(path) for path in sorted((home.batches / kind).glob("*.parquet"))]
        connection.execute(f"SET VARIABLE {kind} = $1::VARCHAR[]", [files])


def _column(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[str, ...]:
    return tuple(sorted(row[0] for row in connection.table(table).fetchall()))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _input(home: Home, source: Input, traces: Traces) -> Input:
    names = {name: _articles(home, name, traces) for name in source.articles}
    refusals = source.refusals
    if refusals and f"refusals/{refusals}" in traces.holding:
        refusals = _rewrite(home, "refusals", refusals, (), traces)
    kept = [new for new in names.values() if new]
    return replace(
        source,
        name=UNNAMED if source.name in traces.urls else source.name,
        articles=tuple(kept),
        without_text=tuple(new for old in source.without_text if (new := names[old])),
        refusals=refusals,
    )


def _articles(home: Home, name: str, traces: Traces) -> str | None:
    """The name of an articles batch without the rows, None where nothing is left of it."""
    rows = traces.rows.get(name)
    if rows is None:
        return name
    if len(rows) == pq.read_metadata(home.batch("articles", name)).num_rows:
        return None
    return _rewrite(home, "articles", name, rows, traces)


def _extraction(home: Home, read: Extracted, traces: Traces) -> Extracted | None:
    rows = traces.rows.get(read.articles)
    if rows is None:
        return read
    articles = _articles(home, read.articles, traces)
    if articles is None:
        return None
    mentions = _rewrite(home, "mentions", read.mentions, rows, traces)
    refusals = _rewrite(home, "refusals", read.refusals, rows, traces)
    return replace(read, articles=articles, mentions=mentions, refusals=refusals)


def _rewrite(home: Home, kind: str, name: str, rows: tuple[int, ...], traces: Traces) -> str:
    """Store a batch without the articles at these rows of their batch; its name."""
    new = batch_name("without", kind, name, *map(str, rows), *traces.ids)
    target, staged = home.batch(kind, new), home.staging / f"{kind}-{new}.parquet"
    if target.exists():
        return new
    with (
        pq.ParquetFile(home.batch(kind, name)) as file,
        pq.ParquetWriter(staged, file.schema_arrow, compression="zstd") as writer,
    ):
        for batch in _left(file, kind, rows, traces):
            writer.write_batch(batch)
    install(staged, target)
    return new


def _left(
    file: pq.ParquetFile, kind: str, rows: tuple[int, ...], traces: Traces
) -> Iterator[pa.RecordBatch]:
    gone, start = set(rows), 0
    for batch in file.iter_batches():
        if kind == "articles":
            yield batch.filter(pa.array([start + n not in gone for n in range(len(batch))]))
        else:
            yield _moved_up(batch, rows, traces)
        start += len(batch)


def _moved_up(batch: pa.RecordBatch, rows: tuple[int, ...], traces: Traces) -> pa.RecordBatch:
    """What tells of other articles; their rows counted without those that are gone."""
    told = pc.is_in(batch["article_id"], value_set=pa.array(traces.ids, pa.string()))
    if "source" in batch.schema.names:
        told = pc.or_(told, pc.is_in(batch["source"], value_set=pa.array(traces.urls, pa.string())))
    left = batch.filter(pc.invert(told))
    moved = [
        None if row is None else row - bisect_left(rows, row)
        for row in left["article_row"].to_pylist()
    ]
    position = left.schema.get_field_index("article_row")
    column = pa.array(moved, pa.int32())
    return left.set_column(position, left.schema.field(position), column)


def _names(inputs: Collection[Input], extractions: Collection[Extracted]) -> set[str]:
    names = {f"articles/{name}" for source in inputs for name in source.articles}
    names |= {f"refusals/{source.refusals}" for source in inputs if source.refusals}
    names |= {f"mentions/{read.mentions}" for read in extractions}
    return names | {f"refusals/{read.refusals}" for read in extractions}


def erase(home: Home, manifest: Manifest) -> list[Path]:
    """Delete what a manifest says is to be erased, and every older manifest; what was deleted."""
    if not manifest.forgotten:
        return []
    number = max(run.number for run in manifest.runs if run.mode == "forget")
    old = [path for path in home.manifests.glob("*.json") if int(path.stem) < number]
    batches = [
        home.batches / f"{name}.parquet" for each in manifest.forgotten for name in each.erased
    ]
    found = [path for path in (*batches, *sorted(old)) if path.exists()]
    for path in found:
        path.unlink()
    return found
