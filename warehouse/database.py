"""How the DuckDB files are opened, and the scripts that run in them."""

from pathlib import Path

import duckdb

SQL_FOLDER = Path(__file__).with_name("sql")


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that reads the file as it is now, time zone UTC, and cannot change it.

    The file is attached to a database of the connection's own: opened by its name, DuckDB would
    hand out the file that this process opened first, however often it was replaced since.
    """
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"ATTACH {quoted(str(path))} AS summitry (READ_ONLY)")
    connection.execute("USE summitry")
    return connection


def sql(name: str) -> str:
    """A script of warehouse/sql/."""
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def quoted(text: str) -> str:
    """A text as an SQL literal, for the statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"
