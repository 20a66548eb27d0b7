"""What the tests of fetching share: runs against a site on loopback, and what became of them."""

import json
import subprocess
import sys
from pathlib import Path

from tiny_news import ENVIRONMENT, command

from flows.fetch import fetch
from flows.fetch_limits import FetchLimits
from flows.progress import silent
from flows.source_list import read_names
from warehouse.reader import open_warehouse

TEXT = "North Korea test-fired a short-range ballistic missile on Friday, state media said."
LONG = "<p>" + f"{TEXT} It was heard on the coast.</p><p>" * 12 + "</p>"
FEED = "application/rss+xml"
OPEN = FetchLimits(allow_private=True, delay=0.0, backoff=0.01, tries=2, seconds=5.0)
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
        found = connection.table(table).filter(where).project(columns).fetchall()
    return sorted(found, key=repr)


def refused(home):
    """What ingest refused: reason and source."""
    return rows(home, "refusals", "reason, source", "step = 'ingest'")


def packs(home: Path):
    """The packs of a home."""
    return sorted((Path(home) / "fetched").glob("*.pack.gz"))


def start_run(home, *sources, **named):
    """The command as a program of its own, to be killed."""
    fixed = ("--direct", "--home", home, "--jobs", 1)
    return subprocess.Popen(
        [sys.executable, "-m", "flows.command", "run", *map(str, (*sources, *fixed))],
        env={**ENVIRONMENT, **QUICK, **named},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def record(home):
    """All rows that are published, but for what tells of the runs and their batches."""
    tables = {path.stem for path in (home / "published").glob("*.parquet")} - {"runs", "refusals"}
    told = {name: rows(home, name, "*") for name in sorted(tables)}
    return {**told, "refusals": rows(home, "refusals", "* EXCLUDE (refusal_id)")}


def fetched(home, *names, limits=OPEN):
    """What fetching these sources into a home did."""
    return fetch(read_names([str(name) for name in names]).targets, home, limits, silent)
