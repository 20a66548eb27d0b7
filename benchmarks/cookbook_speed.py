"""Seconds of each question of docs/sql.md, from summitry.duckdb and from published/*.parquet.

Of each by the clock and of CPU (both cores together), which other work disturbs less.

python benchmarks/cookbook_speed.py HOME
"""

import re
import sys
import time
from pathlib import Path

import duckdb

from warehouse.contract import load_contract
from warehouse.database import open_read_only, sql
from warehouse.layout import Home

PAGE = Path(__file__).parent.parent / "docs" / "sql.md"
QUESTION = re.compile(r"^## (.+)\n```sql\n((?:.*\n)+?)```$", re.M)


def open_parquet(home: Home) -> duckdb.DuckDBPyConnection:
    """The same tables and views over the Parquet files alone."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for name in load_contract().tables:
        connection.execute(f"CREATE VIEW {name} AS FROM '{home.table(name)}'")
    for script in ("macros", "views"):
        connection.execute(sql(script))
    return connection


def seconds(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, float]:
    """By the clock, and of CPU."""
    started, worked = time.monotonic(), time.process_time()
    connection.execute(query).fetchmany(1000)
    return time.monotonic() - started, time.process_time() - worked


def main() -> None:
    home = Home(Path(sys.argv[1]))
    with open_read_only(home.database) as database, open_parquet(home) as files:
        for question, query in QUESTION.findall(PAGE.read_text(encoding="utf-8")):
            spent = [each for source in (database, files) for each in seconds(source, query)]
            print("".join(f"{each:6.2f}" for each in spent), f" {question}", flush=True)


if __name__ == "__main__":
    main()
