"""What the tests of fetching share: runs against a site on loopback, and what became of them."""

import json
from pathlib import Path

from tiny_news import command

from warehouse.reader import open_warehouse

QUICK = {
    "SUMMITRY_FETCH_DELAY": "0",
    "SUMMITRY_FETCH_BACKOFF": "0.01",
    "SUMMITRY_FETCH_SECONDS": "5",
    "SUMMITRY_FETCH_TRIES": "2",
    "SUMMITRY_FETCH_ALLOW_PRIVATE": "true",
}


def run(home, *sources, **named):
    """The command against sources on loopback."""
    fixed = ("run", *sources, "--direct", "--home", home, "--jobs", 1)
    return command(*fixed, **{**QUICK, **named})


def report(home, *sources, **named):
    """What the command reports of a run that ends well."""
    done = run(home, *sources, "--json", **named)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def rows(home, table, columns, where="true"):
    """Some columns of a published table, sorted."""
    with open_warehouse(home) as connection:
        return sorted(connection.table(table).filter(where).project(columns).fetchall())


def refused(home):
    """What ingest refused: reason and source."""
    return rows(home, "refusals", "reason, source", "step = 'ingest'")


def packs(home: Path):
    """The packs of a home."""
    return sorted((Path(home) / "fetched").glob("*.pack.gz"))
