"""What has been fetched and what waits to be: an SQLite file that the packs can rebuild."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flows.fetch_get import host_of
from flows.fetch_pack import SUFFIX, Line, packs_of, read_lines
from warehouse.forget import keys_of
from warehouse.layout import Home
from warehouse.manifests import read_current

SQL_FOLDER = Path(__file__).parent / "sql"
AT_ONCE = 200  # waiting pages held in memory per host


@cache
def sql(name: str) -> str:
    """A statement of flows/sql/."""
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


class BrokenIndexError(Exception):
    """Raised by `open_index` where the file is damaged; one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that some source led to and that has not been fetched."""

    url: str
    source: str
    tries: int  # runs in which it failed
    hints: Mapping[str, Any]


class Index:
    """The state of all fetching of one home."""

    def __init__(self, connection: sqlite3.Connection, forgotten: frozenset[str]) -> None:
        self._connection = connection
        self._forgotten = forgotten  # keys of articles that are not to be fetched again

    def is_forgotten(self, url: str) -> bool:
        """Whether the article at an address was forgotten on request."""
        return not self._forgotten.isdisjoint(keys_of(None, url))

    def mark_of(self, source: str) -> dict[str, Any]:
        """What was kept of the last visit to a source: etag, modified, digest, refused."""
        row = self._one("SELECT mark FROM sources WHERE source = ?", source)
        return dict(json.loads(row[0])) if row else {}

    def knows_item(self, digest: bytes) -> bool:
        """Whether an item with these contents is in a pack."""
        return self._one("SELECT 1 FROM items WHERE digest = ?", digest) is not None

    def knows_page(self, url: str) -> bool:
        """Whether a page was fetched, refused, or waits."""
        known = self._one("SELECT 1 FROM pages WHERE url = ?", url) is not None
        return known or self.is_forgotten(url)

    def has_page(self, url: str) -> bool:
        """Whether a page was fetched, refused or forgotten."""
        query = "SELECT 1 FROM pages WHERE url = ? AND hints IS NULL"
        return self._one(query, url) is not None or self.is_forgotten(url)

    def hosts_waiting(self, sources: Iterable[str]) -> list[str]:
        """The hosts of pages that these sources led to, sorted."""
        query = "SELECT DISTINCT host FROM pages WHERE source = ? AND hints IS NOT NULL"
        find = self._connection.execute
        return sorted({row[0] for each in sources for row in find(query, [each])})

    def waiting(self, host: str, sources: Iterable[str]) -> Iterator[Waiting]:
        """The waiting pages of a host, source by source, those that failed least first.

        A few are in memory at a time: one that fails meanwhile comes again, as one that failed.
        """
        query = sql("pages_waiting")
        for source in sources:
            last = (-1, "")
            while rows := self._connection.execute(
                query, [source, host, *last, AT_ONCE]
            ).fetchall():
                for url, tries, hints in rows:
                    yield Waiting(url, source, tries, json.loads(hints))
                last = (rows[-1][1], rows[-1][0])

    def count_waiting(self, sources: Iterable[str]) -> int:
        """How many pages of these sources wait."""
        query = "SELECT count(*) FROM pages WHERE source = ? AND hints IS NOT NULL"
        return sum(self._connection.execute(query, [each]).fetchone()[0] for each in sources)

    def enter(self, pack: str, lines: Sequence[Line]) -> None:
        """Enters what the lines of a pack say, all or nothing."""
        with self._connection:
            for line in lines:
                self._enter(line)
            self._connection.execute("INSERT OR IGNORE INTO packs VALUES (?)", [pack])

    def catch_up(self, home: Home) -> None:
        """Enters the packs that a killed run put in place and did not enter."""
        known = {row[0] for row in self._connection.execute("SELECT name FROM packs")}
        for path in sorted(packs_of(home).glob(f"*{SUFFIX}")):
            if path.name not in known:
                self.enter(path.name, list(read_lines(path)))

    def erase_pages(self, urls: Iterable[str]) -> None:
        """Leaves nothing of these addresses in the file."""
        with self._connection:
            self._connection.executemany("DELETE FROM pages WHERE url = ?", [(u,) for u in urls])

    def start_over(self, home: Home) -> None:
        """Knows only what is in packs that are there; pages that wait still wait."""
        self._connection.executescript(sql("fetch_start_over"))
        self.catch_up(home)

    def _enter(self, line: Line) -> None:
        run = self._connection.execute
        match line["kind"]:
            case "item" | "item_refused":
                run("INSERT OR IGNORE INTO items VALUES (?)", [bytes.fromhex(line["digest"])])
            case "source":
                mark = json.dumps(line["mark"], sort_keys=True)
                run("INSERT OR REPLACE INTO sources VALUES (?, ?)", [line["source"], mark])
                for url, hints in line["pages"]:
                    run(sql("page_waits"), [url, line["by"], host_of(url), json.dumps(hints)])
            case "page" | "refused_page":
                done = "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, 0, NULL)"
                run(done, [line["key"], line["by"], host_of(line["key"])])
            case "failed_page":
                run("UPDATE pages SET tries = tries + 1 WHERE url = ?", [line["key"]])

    def _one(self, query: str, value: object) -> Any:
        return self._connection.execute(query, [value]).fetchone()


@contextmanager
def open_index(home: Home) -> Iterator[Index]:
    """The index of a home, made where it is missing, caught up; hold the lock of the home.

    Raises BrokenIndexError.
    """
    folder = packs_of(home)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "index.sqlite"
    connection = sqlite3.connect(path)
    try:
        yield _opened(connection, home)
    except sqlite3.Error as error:
        raise BrokenIndexError(f"{path}: {error}; without that file it is made anew") from error
    finally:
        connection.close()


def _opened(connection: sqlite3.Connection, home: Home) -> Index:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
    connection.executescript(sql("fetch_index"))
    known = read_current(home).forgotten
    index = Index(connection, frozenset(key for each in known for key in each.keys))
    try:
        index.catch_up(home)
    except (OSError, EOFError, ValueError) as error:
        raise BrokenIndexError(f"{packs_of(home)}: a damaged pack: {error}") from error
    return index


def digest_of(*parts: str | None) -> str:
    """The digest of what identifies an item, in hexadecimal digits."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:32]
