"""Immutable Parquet batches: articles as they arrived, event mentions, refusals."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extract.records import Article, Extraction, Refusal
from warehouse.durable import install
from warehouse.layout import Home
from warehouse.rows import SCHEMAS, article_row, mention_rows, refusal_row, textless_row

ROWS_AT_ONCE = 512  # rows held as Python objects while writing: a few megabytes of news
ARTICLE_FIELDS = ["article_id", "text", "title", "url", "source", "published", "lang"]


class NoTextError(Exception):
    """Raised by `read_articles` for a batch whose text was not kept; one line for people."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One file of batches/: `kind` is articles, mentions or refusals."""

    kind: str
    name: str
    rows: int


def batch_name(*parts: str) -> str:
    """A name that hangs on every part: 16 hexadecimal digits of a hash."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part.encode())}:".encode() + part.encode())
    return digest.hexdigest()[:16]


def find_batch(home: Home, kind: str, name: str) -> Batch | None:
    """The batch of that name, None where no run has finished it."""
    path = home.batch(kind, name)
    return Batch(kind, name, pq.read_metadata(path).num_rows) if path.exists() else None


def write_articles(
    home: Home, name: str, articles: Iterable[Article], ingested_at: datetime
) -> Batch:
    """Store articles in their order; a batch already there is returned, the articles unread.

    `ingested_at` has a time zone. `lang` is stored as given: detect it before. Raises ValueError
    for a `published` that is no ISO date and UnicodeEncodeError for text that is no Unicode.
    """
    rows = (article_row(article, ingested_at) for article in articles)
    return find_batch(home, "articles", name) or _write(home, "articles", name, rows)


def write_textless(
    home: Home,
    name: str,
    read: Iterable[tuple[Article, Extraction]],
    ingested_at: datetime,
) -> Batch:
    """Store articles without their text, whose extractions are stored already."""
    rows = (textless_row(article, extraction, ingested_at) for article, extraction in read)
    return find_batch(home, "articles", name) or _write(home, "articles", name, rows)


def read_articles(home: Home, name: str) -> Iterator[Article]:
    """The articles of a batch in its order, as they were given to `write_articles`.

    Raises NoTextError for a batch of `write_textless`.
    """
    with pq.ParquetFile(home.batch("articles", name)) as file:
        for chunk in file.iter_batches(ROWS_AT_ONCE, columns=ARTICLE_FIELDS):
            for fields in chunk.to_pylist():
                if fields["text"] is None:
                    raise NoTextError(f"batch {name} holds no text that could be read again")
                yield Article(**{**fields, "title": fields["title"] or ""})


def write_refusals(home: Home, name: str, refusals: Iterable[Refusal]) -> Batch:
    """Store what ingest refused; a batch already there is returned, the refusals unread."""
    rows = (refusal_row(refusal, None) for refusal in refusals)
    return find_batch(home, "refusals", name) or _write(home, "refusals", name, rows)


def write_extractions(
    home: Home, name: str, extractions: Iterable[Extraction], extractor_version: str
) -> tuple[Batch, Batch]:
    """Store the mentions and the refusals of one articles batch, both under this name.

    There must be one Extraction for every article of the batch, in its order, also an empty one.
    Batches already there are returned, the extractions unread.
    """
    mentions, refusals = find_batch(home, "mentions", name), find_batch(home, "refusals", name)
    if mentions and refusals:
        return mentions, refusals
    with ExitStack() as stack:
        mention_file = stack.enter_context(_Staged(home, "mentions", name))
        refusal_file = stack.enter_context(_Staged(home, "refusals", name))
        for position, extraction in enumerate(extractions):
            mention_file.extend(mention_rows(extraction, position, extractor_version))
            refusal_file.extend(refusal_row(each, position) for each in extraction.refusals)
    return mention_file.install(), refusal_file.install()


def _write(home: Home, kind: str, name: str, rows: Iterable[Mapping[str, Any]]) -> Batch:
    with _Staged(home, kind, name) as file:
        while chunk := list(islice(rows, ROWS_AT_ONCE)):
            file.extend(chunk)
    return file.install()


class _Staged:
    """A batch being written aside; what does not get to `install` is cleared by `recover`."""

    def __init__(self, home: Home, kind: str, name: str) -> None:
        self.kind, self.name, self.rows = kind, name, 0
        self.target = home.batch(kind, name)
        self.path: Path = home.staging / f"{kind}-{name}-{os.getpid()}.parquet"
        self.pending: list[Mapping[str, Any]] = []

    def __enter__(self) -> "_Staged":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.writer = pq.ParquetWriter(self.path, SCHEMAS[self.kind], compression="zstd")
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            self._flush()
        self.writer.close()

    def extend(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows; every `ROWS_AT_ONCE` of them are one row group."""
        self.pending.extend(rows)
        if len(self.pending) >= ROWS_AT_ONCE:
            self._flush()

    def install(self) -> Batch:
        """Rename the finished file into its place."""
        install(self.path, self.target)
        return Batch(self.kind, self.name, self.rows)

    def _flush(self) -> None:
        if self.pending:
            chunk = pa.RecordBatch.from_pylist(self.pending, schema=SCHEMAS[self.kind])
            self.writer.write_batch(chunk)
            self.rows += len(self.pending)
            self.pending = []
