"""Warehouses made for tests: short articles, event mentions in one line, runs with a fixed clock.

As a program it does the runs that a home still lacks: `warehouse_made.py HOME RUNS`.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extract.records import (
    Article,
    EventDate,
    EventMention,
    Evidence,
    Extraction,
    Participant,
    Place,
    Refusal,
)
from warehouse.batches import batch_name, write_articles, write_extractions, write_refusals
from warehouse.contract import load_contract
from warehouse.database import open_read_only
from warehouse.layout import Home
from warehouse.lock import lock
from warehouse.manifests import Extracted, Input, Run, commit, following, read_current
from warehouse.publish import publish
from warehouse.recover import recover

NOW = datetime(2024, 7, 1, 12, tzinfo=UTC)
CODES = {"summit": {"cameo": "057", "plover": "CONSULT"}, "weapons_test": {"cameo": "150"}}
ARTICLES_A_RUN = 40
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}


@dataclass(frozen=True)
class Told:
    """One event as an article tells it; the fields that matter for resolution."""

    type: str = "summit"
    status: str = "occurred"
    date: str | None = "2024-06-19"
    parties: str = "PRK RUS"
    place: str | None = None
    attributes: dict = field(default_factory=dict)
    confidence: float = 0.5
    in_title: bool = True


def mention(told: Told, number: int) -> EventMention:
    people = tuple(
        Participant(name, "country", name, "party", name.lower()) for name in told.parties.split()
    )
    sentences = (Evidence("They met.", "text", 0, 9), Evidence("Met.", "title", 0, 4))
    return EventMention(
        event_type=told.type,
        status=told.status,
        trigger="met",
        trigger_field="text",
        trigger_start=number,
        trigger_end=number + 3,
        evidence=sentences if told.in_title else sentences[:1],
        confidence=told.confidence,
        date=EventDate(told.date, "explicit" if told.date else None),
        place=Place(None, told.place),
        participants=people,
        attributes=told.attributes,
    )


def report(name: str, published: str | None, *told: Told, **fields) -> tuple[Article, Extraction]:
    """An article and what is found in it."""
    given = {"text": f"They met. {name}", "title": f"Title {name}", "lang": "en", **fields}
    article = Article(article_id=name, published=published, **given)
    events = tuple(mention(each, number) for number, each in enumerate(told))
    return article, Extraction(name, article.lang, events)


def run(
    home: Home,
    reports: Sequence[tuple[Article, Extraction]],
    *,
    name: str = "input",
    refusals: Sequence[Refusal] = (),
    version: str = "1",
) -> None:
    """One run that is not disturbed, without publishing."""
    home.create()
    sha256 = batch_name("sha256", name)
    batch = batch_name("articles", name)
    read = batch_name("mentions", batch, version)
    refused = batch_name("refusals", name) if refusals else None
    write_articles(home, batch, [article for article, _ in reports], NOW)
    write_extractions(home, read, [extraction for _, extraction in reports], version)
    if refused:
        write_refusals(home, refused, refusals)
    source = Input(sha256, name, (batch,), refused, len(reports), len(refusals))
    extraction = Extracted(batch, read, read, version, "codebook")
    this = Run(NOW, NOW, 0.0, "done", "incremental", version, "codebook")
    commit(home, following(read_current(home), this, [source], [extraction]))


def stocked(root: Path) -> Home:
    """Two runs: a summit planned and held, a copy, a repetition, an id taken, unknown dates."""
    made = Home(root)
    launch = Told("weapons_test", "occurred", "2024-06", "PRK", attributes={"weapon_class": "srbm"})
    planned = Told(status="planned", attributes={"name": None, "format": "bilateral"})
    undated = Told(status="planned", date=None, parties="CHN PRK")
    first = [
        report("a", "2024-06-12", planned, source="Antara", url="https://example.org/a"),
        report("b", "2024-06-13", undated, text="Same.", source="Reuters"),
        report("c", None, undated, text="Same.", source="Kompas"),
        report("t", "2024-06-30", launch, lang="id"),
    ]
    refusals = [Refusal("ingest", "bad_json", "not JSON", source="x.jsonl", line=3)]
    run(made, first, name="first", refusals=refusals)
    taken, nothing = report("b", "2024-06-13", text="Another."), report("n", None, title="")
    found = report("d", "2024-06-20", Told(), source="Antara", lang="id")
    refused = Refusal("extract", "generic", "names no party", "d", field="text", start=1, end=4)
    found = (found[0], type(found[1])("d", "id", found[1].events, (refused,)))
    run(made, [first[0], taken, nothing, found], name="second")
    publish(made, CODES)
    return made


def stock(number: int) -> list[tuple[Article, Extraction]]:
    """The articles of one of many runs: every one tells of one event, days come again."""
    parties = ("PRK RUS", "USA CHN", "IDN VNM", "JPN KOR")
    return [
        report(
            f"{number}-{each}",
            f"2024-06-{1 + each % 28:02}",
            Told(date=f"2024-06-{1 + each % 7:02}", parties=parties[each % 4]),
        )
        for each in range(ARTICLES_A_RUN)
    ]


def catch_up(home: Home, runs: int) -> None:
    """What a run does: recover, work on what is not there, commit, publish; `runs` times."""
    with lock(home, wait=20.0):
        recover(home)
        publish(home, CODES)
        for number in range(read_current(home).number, runs):
            refusal = Refusal("ingest", "bad_json", "not JSON", source="f.jsonl", line=number)
            run(home, stock(number), name=f"run {number}", refusals=[refusal])
            publish(home, CODES)


def bytes_of(home: Home) -> dict[str, bytes]:
    """Every file but the lock and the DuckDB file, whose blocks lie as DuckDB likes."""
    return {
        str(path.relative_to(home.root)): path.read_bytes()
        for path in sorted(home.root.rglob("*"))
        if path.is_file() and path not in (home.lock_file, home.database)
    }


def rows_of(home: Home) -> dict[str, list[tuple]]:
    with open_read_only(home.database) as connection:
        tables = {name: connection.table(name).fetchall() for name in load_contract().tables}
        views = {name: connection.table(name).fetchall() for name in load_contract().views}
        return {**tables, **views, "stamp": connection.execute("SELECT publication()").fetchall()}


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    catch_up(Home(Path(sys.argv[1])), int(sys.argv[2]))
