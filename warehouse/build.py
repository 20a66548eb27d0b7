"""The DuckDB file built aside: every table of the contract computed from the batches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import ColumnExpression, ConstantExpression

from warehouse.checks import Finding, Guard, examine
from warehouse.contract import Contract
from warehouse.copies import cluster_texts
from warehouse.database import quoted, sql
from warehouse.layout import Home
from warehouse.manifests import Manifest
from warehouse.memory import remember
from warehouse.outcomes import Outcome, detail_of, status_of
from warehouse.resolve import resolve, rules_version
from warehouse.rows import SCHEMAS, identify

Codes = Mapping[str, Mapping[str, str]]  # event type -> {"cameo": "150", "plover": "MOBILIZE"}

STORAGE = "v1.0.0"  # the oldest: what 2.0 writes by default no 1.x client opens, and drivers lag
MEMORY = "2GB"  # more than this goes to disk; the rest of the process needs about as much again

CONTENTS = pa.schema(
    [
        ("kind", pa.string()),
        ("batch", pa.string()),
        ("of_batch", pa.string()),  # the articles batch that was read, null where none was
        ("position", pa.int64()),
        ("run", pa.int32()),
    ]
)


RUNS = pa.schema(
    [
        ("run_id", pa.string()),
        ("manifest", pa.int32()),
        ("started_at", pa.timestamp("us", tz="UTC")),
        ("finished_at", pa.timestamp("us", tz="UTC")),
        ("seconds", pa.float64()),
        ("status", pa.string()),
        ("detail", pa.string()),
        ("mode", pa.string()),
        ("sources", pa.int32()),
        ("extractor_version", pa.string()),
        ("codebook_fingerprint", pa.string()),
    ]
)
COUNTED = ("articles_stored", "articles_repeated", "articles_refused", "events")


@dataclass(frozen=True, slots=True)
class Edition:
    """All that a publication is made of, but for the batches that the manifest names."""

    manifest: Manifest
    contract: Contract
    codes: Codes
    troubles: tuple[Outcome, ...]  # of earlier runs
    guard: Guard
    published: int  # the number of the manifest that is published now
    stamp: str

    @property
    def mode(self) -> str:
        """The mode of the run that committed the manifest."""
        return self.manifest.runs[-1].mode if self.manifest.runs else "incremental"


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: how the last run looks in `runs`, and which checks failed."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]  # of the last run; empty where there is none


def build_database(home: Home, edition: Edition) -> Built:
    """Make a finished DuckDB file in staging/publication/, with no .wal beside it."""
    folder = home.publication
    path = folder / home.database.name
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        connection.execute("SET temp_directory = $1", [str(folder / "spill")])
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"ATTACH {quoted(str(path))} AS built (STORAGE_VERSION '{STORAGE}')")
        connection.execute("USE built")
        _create(connection, edition.contract, edition.stamp)
        _load(connection, home, edition)
        connection.execute(sql("kept"))
        cluster_texts(connection)
        connection.execute(sql("articles"))
        resolve(connection, home.resolution)
        memory = folder / home.resolution.name
        memory.mkdir()
        remember(connection, memory, rules_version())
        for script in ("mentions", "events", "refusals", "runs"):
            connection.execute(sql(script))
        built = _judge(connection, edition)
        connection.execute("CHECKPOINT built")
        connection.execute("USE memory")
        connection.execute("DETACH built")
    return built


def _judge(connection: duckdb.DuckDBPyConnection, edition: Edition) -> Built:
    """Make the checks, and tell in `runs` how the last run ended."""
    findings = examine(connection, edition.guard, edition.published)
    number = edition.manifest.number
    values = [status_of(findings, edition.mode), detail_of(findings) or None, number]
    connection.execute("UPDATE runs SET status = $1, detail = $2 WHERE manifest = $3", values)
    this = ColumnExpression("manifest") == ConstantExpression(number)
    rows = connection.table("runs").filter(this).project(", ".join(COUNTED)).fetchall()
    return Built(findings, dict(zip(COUNTED, rows[0], strict=True)) if rows else {})


def _create(connection: duckdb.DuckDBPyConnection, contract: Contract, stamp: str) -> None:
    for table in contract.tables.values():
        columns = ", ".join(column.sql for column in table.columns)
        connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
        described = {column.name: column.description for column in table.columns}
        _describe(connection, "TABLE", table.name, table.description, described)
    for script in ("macros", "views"):
        connection.execute(sql(script))
    for view, description in contract.views.items():
        names = connection.table(view).columns
        described = {name: contract.column_of_view(view, name) for name in names}
        _describe(connection, "VIEW", view, description, described)
    connection.execute(f"CREATE MACRO publication() AS {quoted(stamp)}")


def _describe(
    connection: duckdb.DuckDBPyConnection,
    kind: str,
    name: str,
    description: str,
    columns: Mapping[str, str],
) -> None:
    connection.execute(f'COMMENT ON {kind} "{name}" IS {quoted(description)}')
    for column, described in columns.items():
        connection.execute(f'COMMENT ON COLUMN "{name}"."{column}" IS {quoted(described)}')


def _load(connection: duckdb.DuckDBPyConnection, home: Home, edition: Edition) -> None:
    contents = list(_contents(edition.manifest))
    for kind, schema in SCHEMAS.items():
        empty = home.publication / f"none-{kind}.parquet"  # a warehouse may hold none
        pq.write_table(schema.empty_table(), empty)
        files = [
            str(home.batch(kind, str(row["batch"]))) for row in contents if row["kind"] == kind
        ]
        connection.execute(f"SET VARIABLE {kind} = $1::VARCHAR[]", [[str(empty), *files]])
    _keep(connection, "contents", pa.Table.from_pylist(contents, CONTENTS))
    _keep(connection, "codes", _codes(edition.codes))
    _keep(connection, "committed", _runs(edition))


def _keep(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("arriving", rows)
    connection.execute(f'CREATE TEMP TABLE "{name}" AS FROM arriving')
    connection.unregister("arriving")


def _contents(manifest: Manifest) -> Iterable[dict[str, str | int | None]]:
    position = 0
    run_of: dict[str, int] = {}
    for source in manifest.inputs:
        refusals = [source.refusals] if source.refusals else []
        kinds = [("articles", name) for name in source.articles]
        for kind, name in (*kinds, *(("refusals", name) for name in refusals)):
            yield _content(kind, name, None, position, source.run)
            run_of[name] = source.run
            position += 1
    for read in manifest.extractions:
        run = run_of[read.articles]
        yield _content("mentions", read.mentions, read.articles, position, run)
        yield _content("refusals", read.refusals, read.articles, position, run)


def _content(
    kind: str, batch: str, of_batch: str | None, position: int, run: int
) -> dict[str, str | int | None]:
    return {"kind": kind, "batch": batch, "of_batch": of_batch, "position": position, "run": run}


def _codes(codes: Codes) -> pa.Table:
    rows = [
        {"event_type": name, "cameo_code": each.get("cameo"), "plover_type": each.get("plover")}
        for name, each in sorted(codes.items())
    ]
    names = ("event_type", "cameo_code", "plover_type")
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in names]))


def _runs(edition: Edition) -> pa.Table:
    sources = [source.run for source in edition.manifest.inputs]
    known = {each.manifest: each for each in edition.troubles if each.manifest is not None}
    rows: list[dict[str, object]] = [
        {
            "run_id": identify("run", run.number, run.extractor_version, run.codebook_fingerprint),
            "manifest": run.number,
            "started_at": run.started_at,
            "finished_at": run.finished_at,
            "seconds": run.seconds,
            "status": known[run.number].status if run.number in known else run.status,
            "detail": known[run.number].detail if run.number in known else None,
            "mode": run.mode,
            "sources": sources.count(run.number),
            "extractor_version": run.extractor_version,
            "codebook_fingerprint": run.codebook_fingerprint,
        }
        for run in edition.manifest.runs
    ]
    failed = (each for each in edition.troubles if each.manifest is None)
    rows += [_failure(number, each) for number, each in enumerate(failed)]
    return pa.Table.from_pylist(rows, RUNS)


def _failure(number: int, failed: Outcome) -> dict[str, object]:
    return {
        "run_id": identify("failed", number, failed.started_at.isoformat(), failed.detail),
        "started_at": failed.started_at,
        "finished_at": failed.finished_at,
        "seconds": failed.seconds,
        "status": failed.status,
        "detail": failed.detail,
        "mode": failed.mode,
        "sources": 0,
    }
