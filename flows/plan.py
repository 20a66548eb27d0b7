"""What a run has to do: the difference between its sources and what the warehouse holds."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from extract.records import Refusal
from flows.fetch_pack import packs_of
from flows.source_list import Files, leading
from flows.source_pack import PACK
from flows.source_record import NOTHING_SAID, Said
from flows.sources import FETCHED, discover, suffix_of
from warehouse.layout import Home
from warehouse.manifests import Manifest


class MissingSourceError(Exception):
    """Raised by `find_files` for a source that is not there; nothing has been done then."""


@dataclass(frozen=True, slots=True)
class File:
    """A source file, known by its bytes."""

    path: Path
    name: str  # as it was given, for people
    sha256: str
    size: int  # bytes
    said: Said = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads: the same version and codebook find the same in the same article."""

    extractor_version: str
    codebook_fingerprint: str


def cut_short(sha256: str, limit: int) -> str:
    """What the bytes of a file go by of which a limit let only the first articles in.

    It is not the hash of the file: without the limit the file is read again, as a whole.
    """
    return f"{sha256}:{limit}"


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of publication that a run takes; None leaves that end open."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        """Whether any article could be outside."""
        return self.since is not None or self.until is not None

    def __str__(self) -> str:
        """The days as in "2024-01-01..2024-01-31", "" where all are taken."""
        return f"{self.since or ''}..{self.until or ''}" if self else ""

    def hold(self, day: date | None) -> bool:
        """Whether an article of that day is taken; one without a day only where all are."""
        if not self or day is None:
            return not self
        return (self.since or date.min) <= day <= (self.until or date.max)


EVERY_DAY = Days()


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a run goes: articles it takes at most, and whether it reads stored ones again."""

    limit: int | None = None
    full_refresh: bool = False
    days: Days = EVERY_DAY

    def key_of(self, sha256: str) -> str:
        """What the bytes of a file go by that is read with these bounds to its end."""
        return f"{sha256}:{self.days}" if self.days else sha256


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of one run."""

    files: tuple[File, ...]  # new ones, by sha256: the order they were named in leaves no trace
    n_known: int  # files with bytes that the warehouse holds already, or twice among the sources
    unreadable: tuple[Refusal, ...]  # not recorded, so that the next run tries them again
    batches: tuple[str, ...]  # stored articles batches to extract (again)
    n_outdated: int  # articles batches that another version or codebook read, and that stay so
    n_unreadable: int = 0  # those of them that cannot be read again: their text was not kept


def find_files(
    sources: Sequence[str], said: Said = NOTHING_SAID
) -> tuple[list[File], list[Refusal]]:
    """The files behind files, folders and patterns, and refusals for those that cannot be opened.

    Files that lead to addresses are not among them: they are fetched. A file of an unknown format
    is, so that its refusal is kept in the record.
    Raises MissingSourceError for a source that is not there.
    """
    found, refused = discover(sources)
    for refusal in refused:
        if refusal.reason == "missing":
            raise MissingSourceError(f"{refusal.source}: {refusal.detail}")
    files, unreadable = [], []
    for path, name in found:
        try:
            if suffix_of(path) not in FETCHED:
                files.append(File(path, name, _hash(path), path.stat().st_size, said))
        except OSError as error:
            reason = error.strerror or str(error)
            unreadable.append(Refusal("ingest", "unreadable", reason, source=name))
    for refusal in refused:
        path = Path(refusal.source or "")
        if refusal.reason == "unknown_format" and path.is_file():
            # Known under a name of its own: given a name that can be read, it shall be read.
            digest = f"{_hash(path)}:unknown_format"
            files.append(File(path, path.as_posix(), digest, path.stat().st_size))
        else:
            unreadable.append(refusal)
    return files, unreadable


def find_all(named: Sequence[Files]) -> tuple[list[File], list[Refusal]]:
    """What `find_files` finds for all files that were named.

    Raises MissingSourceError for a source that is not there, or where none holds a file.
    """
    files: list[File] = []
    unreadable: list[Refusal] = []
    for each in named:
        found, refused = find_files(each.patterns, each.said)
        files += found
        unreadable += refused
    if unreadable and not files and not any(leading(each.patterns) for each in named):
        raise MissingSourceError(f"{unreadable[0].source}: {unreadable[0].detail}")
    return files, unreadable


def drop_packs(home: Home, manifest: Manifest, days: float, now: datetime) -> list[Path]:
    """Delete packs that are in the record and older than so many days; hold the lock.

    The articles keep their texts; only pages as they came, markup and all, are gone.
    """
    held = {known.sha256 for known in manifest.inputs}
    before = (now - timedelta(days=days)).timestamp()
    settled = [
        path
        for path in sorted(packs_of(home).glob(f"*{PACK}"))
        if path.name.removesuffix(PACK) in held and path.stat().st_mtime <= before
    ]
    for path in settled:
        path.unlink()
    return settled


def find_missing(named: Sequence[Files]) -> None:
    """Raises MissingSourceError for a file or pattern that is not there; nothing is done then."""
    for refusal in (refusal for each in named for refusal in discover(each.patterns)[1]):
        if refusal.reason == "missing":
            raise MissingSourceError(f"{refusal.source}: {refusal.detail}")


def find_packs(home: Home, manifest: Manifest) -> list[File]:
    """What was fetched into a home and is not in its record yet, whichever run fetched it."""
    held = {known.sha256 for known in manifest.inputs}
    packs = sorted(packs_of(home).glob(f"*{PACK}"))
    return [
        File(path, f"{path.parent.name}/{path.name}", sha256, path.stat().st_size)
        for path in packs
        if (sha256 := path.name.removesuffix(PACK)) not in held
    ]


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def with_failed(plan: Plan, failed: Sequence[Refusal], in_vain: bool) -> Plan:
    """The plan with sources that could not be fetched among what cannot be read this time.

    Raises MissingSourceError where they failed all and there is nothing else to do.
    """
    if in_vain and not (plan.files or plan.n_known or plan.batches):
        raise MissingSourceError(f"{failed[0].source}: {failed[0].detail}")
    return replace(plan, unreadable=(*plan.unreadable, *failed))


def make_plan(
    files: Sequence[File],
    unreadable: Iterable[Refusal],
    manifest: Manifest,
    reading: Reading,
    bounds: Bounds,
) -> Plan:
    """What is new among the files, and which stored articles wait for this reading."""
    held = {known.sha256 for known in manifest.inputs}
    held |= {file.sha256 for file in files if bounds.key_of(file.sha256) in held}
    if bounds.limit is not None:
        keys = ((file.sha256, bounds.key_of(file.sha256)) for file in files)
        held |= {sha256 for sha256, key in keys if cut_short(key, bounds.limit) in held}
    every = sorted(files, key=lambda file: (file.sha256, file.name))
    # Of two files with the same bytes the first by name is read.
    new = {file.sha256: file for file in reversed(every) if file.sha256 not in held}
    read_by = {
        done.articles: Reading(done.extractor_version, done.codebook_fingerprint)
        for done in manifest.extractions
    }
    batches = sorted({name for known in manifest.inputs for name in known.articles})
    unread = [name for name in batches if name not in read_by]
    bare = {name for known in manifest.inputs for name in known.without_text}
    differing = [name for name in batches if read_by.get(name, reading) != reading]
    outdated = [name for name in differing if name not in bare]
    return Plan(
        files=tuple(new[sha256] for sha256 in sorted(new)),
        n_known=len(every) - len(new),
        unreadable=tuple(unreadable),
        batches=tuple(sorted(unread + outdated) if bounds.full_refresh else unread),
        n_outdated=0 if bounds.full_refresh else len(outdated),
        n_unreadable=len(differing) - len(outdated),
    )
