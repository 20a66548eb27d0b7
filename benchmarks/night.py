"""A night of operation against sites on loopback: many feeds, faults, copies, kills, a feed down.

    python benchmarks/night.py [--feeds 200] [--items 20000] [--folder build/night] [--jobs 2]

The night has eight runs, the last three with nothing new. In one home all goes well. In the other
the process is killed in the first run while it fetches and in the third while it extracts, and one
feed is down in the second and third. Both records must be the same, and every item must have become
an article or a refusal.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.utils import format_datetime
from html import escape
from pathlib import Path

import duckdb

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from news_site import Answer, Site, item, page, rss  # noqa: E402 -- it is beside the tests
from night_news import FAULTS, Piece, write_pieces  # noqa: E402

RUNS = 8
SITES = 20


def put_pages(sites: list[Site], pieces: list[Piece]) -> None:
    """The pages of all items that are not whole in their feed."""
    for piece in pieces:
        site = sites[piece.feed % SITES]
        if piece.fault in ("inside", "nothing", "gone") or piece.whole:
            continue
        answers = {
            "picture": Answer(b"\x89PNG\r\n\x1a\n", "image/png"),
            "empty": Answer(b"<html><head><title>x</title></head><body></body></html>"),
            "broken": Answer(b"out of order", status=503),
        }
        text = page(piece.title, piece.text, paragraphs=2)
        site.answers[piece.path] = answers.get(piece.fault or "", Answer(text.encode()))
    for site in sites:
        site.put("/robots.txt", "User-agent: *\nDisallow: /closed/\n", kind="text/plain")


def put_feeds(sites: list[Site], pieces: list[Piece], run: int, down: int | None) -> None:
    """The feeds as they are in a run; the one that is down does not answer."""
    of_feed: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.run <= run:
            of_feed.setdefault(piece.feed, []).append(piece)
    for feed, held in of_feed.items():
        body = rss(map(as_item, held), f"Outlet {feed}").encode()
        answer = Answer(body, "application/rss+xml")
        sites[feed % SITES].answers[f"/feed{feed}"] = Answer(status=503) if feed == down else answer


def as_item(piece: Piece) -> str:
    """An item of RSS."""
    link: str | None = piece.path
    if piece.fault in ("inside", "nothing"):
        link = "file:///etc/passwd" + piece.path if piece.fault == "inside" else None
    text = f"<p>{escape(piece.text)}</p>" if piece.whole else ""
    return item(link, piece.title, text, format_datetime(piece.published))


class Watch:
    """The most memory that a program and its children held together, sampled."""

    def __init__(self, program: "subprocess.Popen[str]") -> None:
        self.program, self.most = program, 0
        threading.Thread(target=self.look, daemon=True).start()

    def look(self) -> None:
        """Looks five times a second, as long as the program lives."""
        while self.program.returncode is None:
            self.most = max(self.most, sum(memory_of_group(self.program.pid)))
            time.sleep(0.2)


def memory_of_group(leader: int) -> Iterator[int]:
    """The bytes that each process of a group holds."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == leader and fields[0] != "Z":
                yield int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError):
            continue


def start(home: Path, listed: Path, jobs: int) -> "subprocess.Popen[str]":
    """One run as a program of its own."""
    settings = {
        "SUMMITRY_FETCH_ALLOW_PRIVATE": "true",
        "SUMMITRY_FETCH_DELAY": "0",
        "SUMMITRY_FETCH_BACKOFF": "0.01",
        "SUMMITRY_FETCH_TRIES": "1",
        "SUMMITRY_FETCH_PATIENCE": "2",
        "SUMMITRY_MAX_REFUSED": "1",
        "SOURCE_DATE_EPOCH": "1719835200",
    }
    words = ["run", listed, "--direct", "--home", home, "--jobs", jobs, "--quiet"]
    return subprocess.Popen(
        [sys.executable, "-m", "flows.command", *map(str, words)],
        env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
        text=True,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def spend(
    home: Path, listed: Path, jobs: int, kill: Callable[[], bool] | None
) -> tuple[int, float]:
    """A run to its end, or to where it is killed; the memory it took and its seconds."""
    began = time.monotonic()
    program = start(home, listed, jobs)
    watch = Watch(program)
    while kill is not None and program.poll() is None:
        if kill():
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            return watch.most, time.monotonic() - began
        time.sleep(0.02)
    _, said = program.communicate()
    if program.returncode != 0:
        raise SystemExit(f"a run ended with {program.returncode}: {said}")
    return watch.most, time.monotonic() - began


def night(home: Path, listed: Path, jobs: int, sites: list[Site], pieces: list[Piece],
          disturbed: bool) -> None:  # fmt: skip
    """The runs of one night, and what each took."""
    for run in range(RUNS):
        put_feeds(sites, pieces, run, 3 if disturbed and run in (1, 2) else None)
        asked = sum(len(site.asked) for site in sites)
        kills: dict[int, Callable[[], bool]] = {
            0: lambda asked=asked: sum(len(s.asked) for s in sites) > asked + len(pieces) // 20,
            2: lambda: len(list((home / "staging").glob("mentions-*"))) > 0,
        }
        if disturbed and run in kills:
            memory, seconds = spend(home, listed, jobs, kills[run])
            print(f"  run {run + 1}: killed after {seconds:.0f} s, {memory >> 20} MiB", flush=True)
        memory, seconds = spend(home, listed, jobs, None)
        print(f"  run {run + 1}: {seconds:.0f} s, {memory >> 20} MiB", flush=True)


def rows(home: Path, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    """The rows of a published table, sorted."""
    with duckdb.connect(str(home / "summitry.duckdb"), read_only=True) as connection:
        return sorted(connection.table(table).project(columns).fetchall(), key=repr)


def compare(one: Path, other: Path) -> list[str]:
    """The tables that differ, but for what tells of the runs themselves."""
    tables = {path.stem for path in (one / "published").glob("*.parquet")} - {"runs", "refusals"}
    differ = [name for name in sorted(tables) if rows(one, name) != rows(other, name)]
    without = "* EXCLUDE (refusal_id)"
    same = rows(one, "refusals", without) == rows(other, "refusals", without)
    return differ if same else [*differ, "refusals"]


def account(home: Path, sites: list[Site], pieces: list[Piece]) -> list[str]:
    """What of the items is neither an article nor a refusal, or not the one it should be."""
    urls = Counter(url for (url,) in rows(home, "articles", "url"))
    wanted = Counter(sites[p.feed % SITES].address + p.path for p in pieces if p.fault is None)
    faults = [f"article missing: {url}" for url in (wanted - urls)]
    faults += [f"article too many: {url}" for url in (urls - wanted)]
    reasons = Counter(FAULTS[p.fault] for p in pieces if p.fault)
    with duckdb.connect(str(home / "summitry.duckdb"), read_only=True) as connection:
        found = connection.table("refusals").filter("step = 'ingest'").aggregate("reason, count(*)")
        refused = Counter(dict(found.fetchall()))
    differ = [name for name in sorted({*reasons, *refused}) if refused[name] != reasons[name]]
    told = [f"{name}: {refused[name]} refused, {reasons[name]} expected" for name in differ]
    return faults + told


def main() -> int:
    """Both nights, compared."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "night")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    given.folder.mkdir(parents=True)
    pieces = write_pieces(given.feeds, given.items)
    with ExitStack() as stack:
        sites = [stack.enter_context(Site()) for _ in range(SITES)]
        put_pages(sites, pieces)
        listed = given.folder / "sources.toml"
        listed.write_text(
            "".join(
                f'[[source]]\nfeed = "{sites[feed % SITES].address}/feed{feed}"\n'
                f'outlet = "Outlet {feed}"\nlang = "en"\n\n'
                for feed in range(given.feeds)
            )
        )
        homes = [given.folder / name for name in ("undisturbed", "disturbed")]
        for home in homes:
            print(home.name, flush=True)
            night(home, listed, given.jobs, sites, pieces, home.name == "disturbed")
        faults = [f"{table} differs" for table in compare(*homes)]
        for home in homes:
            faults += [f"{home.name}: {fault}" for fault in account(home, sites, pieces)]
    counts = {name: len(rows(homes[1], name)) for name in ("articles", "refusals", "events")}
    copies = sum(1 for (other,) in rows(homes[1], "articles", "duplicate_of") if other)
    print(f"{len(pieces)} items: {counts}, {copies} articles with the text of another")
    print("\n".join(faults[:20]) or "both records are the same, and every item is accounted for")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
