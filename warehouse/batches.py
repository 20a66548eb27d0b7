"""Immutable Parquet batches: articles as they arrived, event mentions, refusals."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from extract.records import Article, Extraction, Refusal
from warehouse.layout import Home


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
    raise NotImplementedError


def write_articles(
    home: Home, name: str, articles: Iterable[Article], ingested_at: datetime
) -> Batch:
    """Store articles in their order; a batch already there is returned, the articles unread."""
    raise NotImplementedError


def read_articles(home: Home, name: str) -> Iterator[Article]:
    """The articles of a batch in its order, as they were given to `write_articles`."""
    raise NotImplementedError


def write_refusals(home: Home, name: str, refusals: Iterable[Refusal]) -> Batch:
    """Store what ingest refused; a batch already there is returned, the refusals unread."""
    raise NotImplementedError


def write_extractions(
    home: Home, name: str, extractions: Iterable[Extraction], extractor_version: str
) -> tuple[Batch, Batch]:
    """Store the mentions and the refusals of one articles batch, both under this name.

    There must be one Extraction for every article of the batch, in its order, also an empty one.
    """
    raise NotImplementedError
