"""How long what was fetched is kept: packs that have been read go, and what is forgotten goes."""

import gzip
import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from extract.records import Refusal
from flows.article import ReadArticle, article_from
from flows.fetch_index import BrokenIndexError, open_index
from flows.fetch_pack import SUFFIX, packs_of, put_pack, written_as
from flows.source_bytes import Limits
from flows.source_pack import record_of
from flows.source_record import RawRecord
from warehouse.forget import Traces, keys_of
from warehouse.layout import Home
from warehouse.manifests import Input, Manifest

Fields = Mapping[str, Any]


def drop_packs(home: Home, manifest: Manifest, days: float, now: datetime) -> list[Path]:
    """Delete packs that a run has read and that are older than so many days; hold the lock.

    The articles keep their texts; only pages as they came, markup and all, are gone, and what a
    run with a limit or for some days passed over.
    """
    read = {_bytes_of(known) for known in manifest.inputs}
    before = (now - timedelta(days=days)).timestamp()
    settled = [
        path for path in _packs(home) if _hash_in(path) in read and path.stat().st_mtime <= before
    ]
    for path in settled:
        path.unlink()
    return settled


def forget_fetched(home: Home, manifest: Manifest, traces: Traces, now: datetime) -> None:
    """Take articles out of all that was fetched; hold the lock.

    Packs that were read go: all of them is in the record. Others are written anew without them.
    The index loses their addresses; what the manifest keeps of them says not to fetch them again.
    Raises BrokenIndexError.
    """
    drop_packs(home, manifest, 0.0, now)
    keys = {key for each in traces.ids for key in keys_of(each, None)}
    keys |= {key for each in traces.urls for key in keys_of(None, each)}
    for path in _packs(home):
        _write_without(home, path, keys)
    if packs_of(home).is_dir():
        with open_index(home) as index:
            index.erase_pages(traces.urls)


def fetch_again(home: Home, taken_back: Iterable[Input]) -> None:
    """Let what was read and counts as unread now be fetched again, where its packs are gone."""
    there = {_hash_in(path) for path in _packs(home)}
    packs = {_bytes_of(known) for known in taken_back if known.name.endswith(SUFFIX)}
    if packs - there:
        with open_index(home) as index:
            index.start_over(home)


def _packs(home: Home) -> list[Path]:
    return sorted(packs_of(home).glob(f"*{SUFFIX}"))


def _hash_in(pack: Path) -> str:
    return pack.name.removesuffix(SUFFIX)


def _bytes_of(known: Input) -> str:
    """The hash of what was read, also where days or a limit bounded it."""
    return known.sha256.partition(":")[0]


def _write_without(home: Home, path: Path, keys: Collection[str]) -> None:
    """Put a pack without these articles in the place of one that has them."""
    try:
        with gzip.open(path) as stream:
            lines = [json.loads(line) for line in stream]
        told = [line for line in lines if _tells_of(line, keys)]
    except (OSError, EOFError, ValueError, KeyError, zlib.error) as error:
        raise BrokenIndexError(f"{path}: a damaged pack: {error}") from error
    places = {line["key"] for line in told if line["kind"] == "page"}
    left = [_without_links(line, keys, places) for line in lines if line not in told]
    if left != lines:
        put_pack(home, b"".join(map(written_as, left)))
        path.unlink()


def _tells_of(line: Fields, keys: Collection[str]) -> bool:
    """Whether a line brings one of the articles, or refuses it by its address."""
    record = record_of(line, Limits())
    if isinstance(record, Refusal):
        return not set(keys_of(None, record.source)).isdisjoint(keys)
    article = article_from(record, "") if isinstance(record, RawRecord) else None
    if not isinstance(article, ReadArticle):
        return False
    known = keys_of(article.article.article_id, article.article.url)
    return not set(known).isdisjoint(keys)


def _without_links(line: Fields, keys: Collection[str], places: Collection[str]) -> Fields:
    """The line of a source without the pages of these articles that it led to."""
    if line["kind"] != "source":
        return line
    pages = [
        [url, hints]
        for url, hints in line["pages"]
        if url not in places and set(keys_of(None, url)).isdisjoint(keys)
    ]
    return {**line, "pages": pages}
