"""How resolution grows: seconds and memory for so many made mentions, and for a few more.

    python benchmarks/resolve_scale.py HOME --mentions 2000000 --more 10000

HOME is a new folder; it is a warehouse afterwards. One line of JSON for each of the two runs:
`resolve` are the seconds of resolution, `remember` of writing down what it found, `publish` of
everything, resolution included, each also in seconds of CPU (both cores together), which other work
on the machine disturbs less; `peak_gb` is the greatest memory of the process so far.
"""

import argparse
import csv
import json
import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse import build
from warehouse.batches import batch_name
from warehouse.layout import Home
from warehouse.manifests import Extracted, Input, Run, commit, following, read_current
from warehouse.publish import publish
from warehouse.rows import SCHEMAS

CODES = {"summit": {"cameo": "057", "plover": "CONSULT"}}
NAMES = Path(__file__).parent.parent / "extract" / "codebook" / "gazetteers"
SCRIPT = Path(__file__).with_suffix(".sql")
AT_ONCE = 100_000  # mentions in a batch
MENTIONS_AN_EVENT = 6
LOOKED_AT = 200  # made for each one that is of the last weeks
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def column(file: str, name: str, most: int) -> list[str]:
    with (NAMES / file).open(encoding="utf-8", newline="") as stream:
        return [row[name] for row in csv.DictReader(stream)][:most]


def make(home: Home, first: int, mentions: int, events: int, news: bool = False) -> None:
    """Commit a run with so many made mentions, each in an article of its own."""
    home.create()
    inputs, extractions = [], []
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for start in range(first, first + mentions, AT_ONCE):
            size = min(AT_ONCE, first + mentions - start)
            batch = batch_name("made", str(start), str(size))
            fill(connection, start, size, events, size * (LOOKED_AT if news else 1))
            for kind in SCHEMAS:
                write(connection, home, kind, batch)
            inputs.append(Input(batch, batch, (batch,), None, size, 0))
            extractions.append(Extracted(batch, batch, batch, "1", "made"))
    run = Run(NOW, NOW, 0.0, "done", "incremental", "1", "made")
    commit(home, following(read_current(home), run, inputs, extractions))


def fill(
    connection: duckdb.DuckDBPyConnection, first: int, mentions: int, events: int, looked_at: int
) -> None:
    lists = {
        "countries": column("countries.csv", "country", 200),
        "places": column("places.csv", "name", 1000),
        "summits": column("summits.csv", "name", 200),
        "agreements": column("agreements.csv", "name", 300),
        "weapons": column("weapons.csv", "name", 400),
    }
    for name, values in lists.items():
        connection.execute(f"SET VARIABLE {name} = $1::VARCHAR[]", [values])
    numbers = {"first": first, "mentions": mentions, "events": events, "looked_at": looked_at}
    for name, number in numbers.items():
        connection.execute(f"SET VARIABLE {name} = $1::BIGINT", [number])
    connection.execute(SCRIPT.read_text(encoding="utf-8"))


def write(connection: duckdb.DuckDBPyConnection, home: Home, kind: str, batch: str) -> None:
    schema = SCHEMAS[kind]
    path = home.batch(kind, batch)
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "refusals":
        pq.write_table(schema.empty_table(), path)
        return
    made = connection.table(f"made_{kind}")
    known = ", ".join(n if n in made.columns else f"NULL AS {n}" for n in schema.names)
    rows = made.project(known).to_arrow_table()  # what a made text has no need of is null
    pq.write_table(rows.cast(pa.schema(schema)), path, compression="zstd")


def timed(name: str, seconds: dict[str, float], step: Callable[..., Any]) -> Callable[..., Any]:
    def run(*arguments: Any) -> None:
        started, worked = time.monotonic(), time.process_time()
        step(*arguments)
        seconds[name] = round(time.monotonic() - started, 1)
        seconds[f"{name}_cpu"] = round(time.process_time() - worked, 1)

    return run


def measure(home: Home, mentions: int) -> None:
    seconds: dict[str, float] = {}
    resolve, remember = build.resolve, build.remember
    build.resolve = timed("resolve", seconds, resolve)
    build.remember = timed("remember", seconds, remember)
    timed("publish", seconds, publish)(home, CODES)
    build.resolve, build.remember = resolve, remember
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"mentions": mentions, **seconds, "peak_gb": round(peak, 2)}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--mentions", type=int, default=2_000_000)
    parser.add_argument("--more", type=int, default=10_000)
    given = parser.parse_args()
    home, events = Home(given.home), given.mentions // MENTIONS_AN_EVENT
    make(home, 0, given.mentions, events)
    measure(home, given.mentions)
    make(home, given.mentions, given.more, events, news=True)
    measure(home, given.mentions + given.more)


if __name__ == "__main__":
    main()
