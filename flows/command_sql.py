"""`summitry sql`: asks the record a question; nothing can be written through it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import click
import duckdb
import pyarrow.parquet as pq

from flows.command_home import open_home
from flows.command_options import CommandError, home_option, quiet_option, settings_of
from flows.render import Row, write_csv, write_json, write_table

FORMATS = ("table", "csv", "json", "parquet")
TABLE_ROWS = 1000  # more than anybody reads in a terminal
AT_ONCE = 1000  # rows fetched at a time


@contextmanager
def _one_line() -> Iterator[None]:
    """Turns what DuckDB raises into one line; its hints, on lines of their own, are kept."""
    try:
        yield
    except duckdb.Error as error:
        lines = [line.strip() for line in str(error).splitlines()]
        told = [line for line in lines if line and not line.startswith(("LINE ", "^"))]
        raise CommandError(" ".join(told)) from error


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    while rows := cursor.fetchmany(AT_ONCE):
        yield from rows


def _write_table(cursor: duckdb.DuckDBPyConnection, columns: list[str], quiet: bool) -> None:
    rows = list(islice(_rows(cursor), TABLE_ROWS + 1))
    write_table(columns, rows[:TABLE_ROWS], sys.stdout)
    if len(rows) > TABLE_ROWS and not quiet:
        click.echo(f"only the first {TABLE_ROWS} rows; --format csv writes all", err=True)


def _write_text(cursor: duckdb.DuckDBPyConnection, form: str, output: Path | None) -> None:
    columns = [str(each[0]) for each in cursor.description or ()]
    write = write_csv if form == "csv" else write_json
    if output is None:
        write(columns, _rows(cursor), sys.stdout)
        return
    with _aside(output) as path, path.open("w", encoding="utf-8", newline="") as stream:
        write(columns, _rows(cursor), stream)


def _write_parquet(connection: duckdb.DuckDBPyConnection, query: str, output: Path | None) -> None:
    if output is None and sys.stdout.isatty():
        raise CommandError("Parquet is no text for a terminal: give -o FILE")
    relation: Any = connection.sql(query)
    if relation is None:
        raise CommandError("the statement gives no rows to write")
    reader = relation.to_arrow_reader(AT_ONCE)
    with _aside(output) as path:
        target = path if output else sys.stdout.buffer
        with pq.ParquetWriter(target, reader.schema, compression="zstd") as writer:
            for batch in reader:
                writer.write_batch(batch)


@contextmanager
def _aside(output: Path | None) -> Iterator[Path]:
    """A path to write to that becomes `output` when all is written, so that no half file stays."""
    if output is None:
        yield Path()
        return
    part = output.with_name(output.name + ".part")
    try:
        yield part
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


@click.command("sql")
@click.argument("query")
@home_option
@click.option("--format", "form", type=click.Choice(FORMATS), help="[default: table]")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file."
)
@quiet_option
def verb(
    query: str,
    home: Path | None,
    form: str | None,
    as_json: bool,
    output: Path | None,
    quiet: bool,
) -> None:
    """Runs QUERY on the tables and views of the record; "-" reads it from stdin.

    Read-only: nothing is changed, no other file and no network is reached.
    """
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} contradict each other")
    form = form or ("json" if as_json else _format_of(output))
    if form == "table" and output is not None:
        raise click.UsageError("a table is for the terminal: give --format csv, json or parquet")
    text = sys.stdin.read() if query == "-" else query
    if not text.strip():
        raise click.UsageError("the query is empty")
    with open_home(settings_of({"home": home}).home) as connection, _one_line():
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        if form == "parquet":
            _write_parquet(connection, text, output)
            return
        cursor = connection.execute(text)
        if form == "table":
            _write_table(cursor, [str(each[0]) for each in cursor.description or ()], quiet)
        else:
            _write_text(cursor, form, output)


def _format_of(output: Path | None) -> str:
    """The format that the name of the output asks for."""
    suffix = output.suffix.lstrip(".").lower() if output else ""
    return suffix if suffix in FORMATS else "table"
