"""The warehouse as people read it: one Parquet file a table, and summitry.duckdb."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.build import Codes, Edition, build_database
from warehouse.checks import UNGUARDED, Finding, Guard, examine
from warehouse.contract import CONTRACT_FILE, Table, load_contract
from warehouse.database import SQL_FOLDER, open_read_only
from warehouse.durable import flush, install
from warehouse.layout import Home
from warehouse.manifests import Manifest, read_current, to_json
from warehouse.memory import TABLES
from warehouse.outcomes import Outcome, clear, detail_of, read_outcomes, record, status_of
from warehouse.resolve import RULES
from warehouse.rows import identify

STAMP = b"summitry.publication"  # in the metadata of every published file
ROW_GROUP = 16_384  # rows: some 50 MB of articles, and few enough to skip by date


@dataclass(frozen=True, slots=True)
class Publication:
    """What came of an attempt to publish the manifest in force."""

    status: str = "done"  # done, degraded, held, accepted
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)  # of the last run; empty if not built
    runs: tuple[int, ...] = ()  # numbers of the runs whose data was not published before


def publish(home: Home, codes: Codes, guard: Guard = UNGUARDED) -> Publication:
    """Bring every published file to the manifest in force; nothing is done where all are.

    Hold the lock. `codes` are the codes of each event type, as the codebook has them. Where a check
    stops it, nothing that is published changes. Equal manifests, codes and troubles give equal
    Parquet bytes, and equal content of the DuckDB file (DuckDB places its blocks as it likes).
    """
    home.create()
    finish(home)
    edition = _edition(home, codes, guard)
    if _carries(home, edition.stamp):
        return _aged(home, guard)
    folder = home.publication
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    built = build_database(home, edition)
    status = status_of(built.findings, edition.mode)
    _remember(home, edition, status, built.findings)
    if status == "held":
        shutil.rmtree(folder)
        return Publication(status, built.findings, built.counts)
    (folder / home.database.name).chmod(0o444)
    with open_read_only(folder / home.database.name) as connection:
        for table in edition.contract.tables.values():
            _write(connection, table, folder / home.published.name, edition.stamp)
    _clear(home)
    finish(home)
    runs = tuple(run.number for run in edition.manifest.runs if run.number > edition.published)
    return Publication(status, built.findings, built.counts, runs)


def _aged(home: Home, guard: Guard) -> Publication:
    """What time alone does to a record that is published: it is no longer fresh."""
    checks = tuple(check for check in guard.checks if check.kind == "freshness")
    with open_read_only(home.database) as connection:
        findings = examine(connection, Guard(checks, guard.now), published=0)
    return Publication(status_of(findings, "incremental"), findings)


def finish(home: Home) -> None:
    """Put a cleared publication in its place; what a dead run left of one is put there as well."""
    if not home.cleared.exists():
        return
    home.database.with_name(f"{home.database.name}.wal").unlink(missing_ok=True)
    parts = (home.resolution.name, home.published.name)
    files = [file for part in parts for file in sorted((home.cleared / part).glob("*.parquet"))]
    for file in (home.cleared / home.database.name, *files):
        if file.exists():
            install(file, home.root / file.relative_to(home.cleared))
    for file in home.resolution.glob("*.parquet"):
        if file.stem not in TABLES:  # of an earlier version: it may hold what is forgotten since
            file.unlink()
    shutil.rmtree(home.cleared)


def is_published(home: Home, codes: Codes) -> bool:
    """Whether every published file carries the manifest in force."""
    return _carries(home, _edition(home, codes, UNGUARDED).stamp)


def published_number(home: Home) -> int:
    """The number of the manifest that is published, 0 where none is."""
    stamp = _stamp_of_database(home.database)
    return int(stamp.partition("-")[0]) if stamp else 0


def _edition(home: Home, codes: Codes, guard: Guard) -> Edition:
    manifest = read_current(home)
    troubles = tuple(each for each in read_outcomes(home) if each.manifest != manifest.number)
    stamp = _stamp(manifest, codes, troubles)
    number = published_number(home)
    return Edition(manifest, load_contract(), codes, troubles, guard, number, stamp)


def _stamp(manifest: Manifest, codes: Codes, troubles: tuple[Outcome, ...]) -> str:
    """The manifest's number and a hash of all that a publication hangs on."""
    rules = [CONTRACT_FILE, *RULES, *sorted(SQL_FOLDER.glob("*.sql"))]
    texts = [path.read_text(encoding="utf-8") for path in rules]
    codes_of = {name: dict(sorted(each.items())) for name, each in sorted(codes.items())}
    told = [(each.status, each.manifest, each.detail) for each in troubles]
    return f"{manifest.number}-{identify(to_json(manifest).decode(), texts, codes_of, told)}"


def _remember(home: Home, edition: Edition, status: str, findings: tuple[Finding, ...]) -> None:
    """Keep how the last run ended, before anything is published of it."""
    number = edition.manifest.number
    if status == "done" or not edition.manifest.runs:
        clear(home, number)
        return
    run = edition.manifest.runs[-1]
    moments = (run.started_at, run.finished_at, run.seconds)
    record(home, Outcome(status, number, *moments, run.mode, detail_of(findings), findings))


def _clear(home: Home) -> None:
    """The step after which a publication counts: from here on it is finished, not given up."""
    for path in home.publication.rglob("*"):
        if path.suffix in (".duckdb", ".parquet"):
            flush(path)
    home.publication.rename(home.cleared)
    flush(home.staging)


def _carries(home: Home, stamp: str) -> bool:
    paths = [home.table(name) for name in load_contract().tables]
    return all(_stamp_of_table(path) == stamp for path in paths) and (
        _stamp_of_database(home.database) == stamp
    )


def _stamp_of_table(path: Path) -> str | None:
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowInvalid):  # missing or damaged: to be published again
        return None
    return str(metadata.get(STAMP, b"").decode())


def _stamp_of_database(path: Path) -> str | None:
    try:
        with open_read_only(path) as connection:
            row = connection.execute("SELECT publication()").fetchone()
    except duckdb.Error:  # missing, damaged or opened for writing: to be published again
        return None
    return row[0] if row else None


def _write(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path, stamp: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / f"{table.name}.parquet"
    schema = table.arrow.with_metadata({**table.arrow.metadata, STAMP: stamp.encode()})
    rows = connection.table(table.name).to_arrow_reader(ROW_GROUP)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_table(pa.Table.from_batches([batch]).cast(schema), ROW_GROUP)
    path.chmod(0o444)  # nobody opens a published file for writing by mistake
