"""What a dead run left behind is put right before the next one starts."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from warehouse.forget import erase
from warehouse.layout import Home
from warehouse.manifests import Manifest, read_current, read_manifest
from warehouse.publish import finish, published_number

KEPT = 3  # manifests besides the grace period, so that a bad run can be looked into


def recover(home: Home) -> None:
    """Put in place what was cleared for publication, and clear staging; hold the lock.

    Batches that were finished stay and are used again, whether a manifest names them or not.
    `publish` afterwards finishes what was committed and not yet published.
    """
    home.create()
    finish(home)
    erase(home, read_current(home))
    for left in home.staging.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def find_garbage(home: Home, before: datetime, keep: int = KEPT) -> list[Path]:
    """Batches that no kept manifest names, and old manifests, last changed before a moment.

    Kept are the manifest in force, those before it up to `keep`, any changed at that moment or
    later, and the one that is published: while data is held back, that is an older one.
    """
    current = read_current(home)
    published = published_number(home)
    kept = [current]
    old = []
    for path in sorted(home.manifests.glob("*.json")):
        number = int(path.stem)
        if number <= current.number - keep and number != published and _changed(path) < before:
            old.append(path)
        elif number < current.number:
            kept.append(read_manifest(home, number))
    named = {path for manifest in kept for path in _files(home, manifest)}
    stored = sorted(home.batches.glob("*/*.parquet"))
    unnamed = [path for path in stored if path not in named and _changed(path) < before]
    return [*old, *unnamed]


def collect_garbage(home: Home, before: datetime, keep: int = KEPT) -> list[Path]:
    """Delete what `find_garbage` finds and return it; hold the lock."""
    garbage = find_garbage(home, before, keep)
    for path in garbage:
        path.unlink()
    return garbage


def _files(home: Home, manifest: Manifest) -> Iterator[Path]:
    for source in manifest.inputs:
        yield from (home.batch("articles", name) for name in source.articles)
        if source.refusals:
            yield home.batch("refusals", source.refusals)
    for read in manifest.extractions:
        yield home.batch("mentions", read.mentions)
        yield home.batch("refusals", read.refusals)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
