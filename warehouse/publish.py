"""The warehouse as people read it: one Parquet file a table, and summitry.duckdb."""

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.build import Codes, build_database
from warehouse.contract import CONTRACT_FILE, Table, load_contract
from warehouse.database import SQL_FOLDER, open_read_only
from warehouse.durable import install
from warehouse.layout import Home
from warehouse.manifests import Manifest, read_current, to_json
from warehouse.resolve import RULES
from warehouse.rows import identify

STAMP = b"summitry.publication"  # in the metadata of every published file
ROW_GROUP = 16_384  # rows: some 50 MB of articles, and few enough to skip by date


def publish(home: Home, codes: Codes) -> None:
    """Bring every published file to the manifest in force; nothing is done where all are.

    Hold the lock. `codes` are the codes of each event type, as the codebook has them. All files
    are finished aside before the first one is replaced. Equal manifests and codes give equal
    Parquet bytes, and equal content of the DuckDB file (DuckDB places its blocks as it likes).
    """
    manifest = read_current(home)
    stamp = _stamp(manifest, codes)
    if _carries(home, stamp):
        return
    home.create()
    folder = home.staging / "publication"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    contract = load_contract()
    database = build_database(home, manifest, contract, codes, stamp)
    staged = {home.database: database}
    with open_read_only(database) as connection:
        for table in contract.tables.values():
            staged[home.table(table.name)] = _write(connection, table, folder, stamp)
    for file in sorted((folder / home.resolution.name).iterdir()):
        install(file, home.resolution / file.name)
    home.database.with_name(f"{home.database.name}.wal").unlink(missing_ok=True)
    for target, file in staged.items():
        file.chmod(0o444)  # nobody opens a published file for writing by mistake
        install(file, target)
    shutil.rmtree(folder)


def is_published(home: Home, codes: Codes) -> bool:
    """Whether every published file carries the manifest in force."""
    return _carries(home, _stamp(read_current(home), codes))


def _stamp(manifest: Manifest, codes: Codes) -> str:
    """The manifest's number and a hash of all that a publication hangs on."""
    rules = [CONTRACT_FILE, *RULES, *sorted(SQL_FOLDER.glob("*.sql"))]
    texts = [path.read_text(encoding="utf-8") for path in rules]
    codes_of = {name: dict(sorted(each.items())) for name, each in sorted(codes.items())}
    return f"{manifest.number}-{identify(to_json(manifest).decode(), texts, codes_of)}"


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


def _write(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path, stamp: str) -> Path:
    path = folder / f"{table.name}.parquet"
    schema = table.arrow.with_metadata({**table.arrow.metadata, STAMP: stamp.encode()})
    rows = connection.table(table.name).to_arrow_reader(ROW_GROUP)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_table(pa.Table.from_batches([batch]).cast(schema), ROW_GROUP)
    return path
