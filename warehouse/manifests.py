"""What the warehouse holds: numbered manifests, and the one file that says which is in force."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from warehouse.durable import write_whole
from warehouse.layout import Home


class BrokenManifestError(Exception):
    """Raised by `read_current` when CURRENT.json or its manifest is damaged; nothing is guessed."""


@dataclass(frozen=True, slots=True)
class Input:
    """One source that was read, known by the bytes it had, not by its name."""

    sha256: str
    name: str
    articles: tuple[str, ...]  # names of its article batches, in the order of the source
    refusals: str | None  # name of the batch of what could not be read, None where all could
    articles_stored: int  # rows in its article batches
    articles_refused: int  # rows in its refusals batch
    articles_passed: int = 0  # articles of other days than the run was to take
    run: int = 0  # the number of the manifest that brought it, given by `following`
    without_text: tuple[str, ...] = ()  # those of its article batches that hold no text


@dataclass(frozen=True, slots=True)
class Extracted:
    """One articles batch as one extractor and codebook read it."""

    articles: str
    mentions: str
    refusals: str
    extractor_version: str
    codebook_fingerprint: str


@dataclass(frozen=True, slots=True)
class Run:
    """One committed run; its counts are computed from what it brought when it is published."""

    started_at: datetime  # with time zone
    finished_at: datetime
    seconds: float
    status: str  # "done"
    mode: str  # "incremental", "full_refresh"
    extractor_version: str
    codebook_fingerprint: str
    number: int = 0  # the number of its manifest, given by `following`


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Articles that were forgotten on request: hashes only, nothing that says what they were."""

    keys: tuple[str, ...]  # of ids and addresses, so that they are not read again
    erased: tuple[str, ...]  # "articles/name": batches that held them and are to be no more
    on: str  # the day, ISO 8601


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a publication is made of; number 0 is the empty warehouse."""

    number: int = 0
    inputs: tuple[Input, ...] = ()  # in the order of the runs, within a run by sha256
    extractions: tuple[Extracted, ...] = ()  # sorted by articles batch, one each
    runs: tuple[Run, ...] = ()
    forgotten: tuple[Forgotten, ...] = ()

    def holds(self, sha256: str) -> bool:
        """Whether an input with these bytes was read before."""
        return any(known.sha256 == sha256 for known in self.inputs)

    def extraction_of(self, articles: str) -> Extracted | None:
        """How this articles batch was read, None where it has not been."""
        return next((each for each in self.extractions if each.articles == articles), None)


def following(
    current: Manifest, run: Run, inputs: Iterable[Input], extractions: Iterable[Extracted]
) -> Manifest:
    """The manifest after a run: new inputs added, newer extractions in place of older ones.

    Inputs come out by sha256, so that the order in which files were named or finished leaves no
    trace. Inputs with bytes that are held already are left out.
    """
    number = current.number + 1
    fresh = {each.sha256: replace(each, run=number) for each in inputs}
    known = {each.sha256 for each in current.inputs}
    added = tuple(fresh[sha256] for sha256 in sorted(fresh) if sha256 not in known)
    by_articles = {each.articles: each for each in (*current.extractions, *extractions)}
    return Manifest(
        number=number,
        inputs=current.inputs + added,
        extractions=tuple(by_articles[name] for name in sorted(by_articles)),
        runs=(*current.runs, replace(run, number=number)),
        forgotten=current.forgotten,
    )


def read_current(home: Home) -> Manifest:
    """The manifest in force, `Manifest()` where there is none; a damaged one stops the run."""
    if not home.current.exists():
        return Manifest()
    try:
        pointer = json.loads(home.current.read_bytes())
        content = home.manifest(pointer["number"]).read_bytes()
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise BrokenManifestError(f"{home.current}: {error}") from error
    if hashlib.sha256(content).hexdigest() != pointer.get("sha256"):
        raise BrokenManifestError(f"{home.manifest(pointer['number'])}: not what was committed")
    return from_json(json.loads(content))


def read_manifest(home: Home, number: int) -> Manifest:
    """One manifest by its number; raises OSError where it was never written or is collected."""
    return from_json(json.loads(home.manifest(number).read_bytes()))


def commit(home: Home, manifest: Manifest) -> None:
    """Make a manifest the one in force. Before this nothing of a run counts, after it all does."""
    content = to_json(manifest)
    write_whole(home.manifest(manifest.number), content, home.staging)
    pointer = {"number": manifest.number, "sha256": hashlib.sha256(content).hexdigest()}
    write_whole(home.current, json.dumps(pointer).encode() + b"\n", home.staging)


def to_json(manifest: Manifest) -> bytes:
    """The bytes of a manifest file: keys sorted, times in ISO 8601."""
    text = json.dumps(asdict(manifest), default=_iso, sort_keys=True, indent=1, ensure_ascii=False)
    return text.encode() + b"\n"


BATCHES_OF_INPUT = ("articles", "without_text")


def from_json(fields: dict[str, Any]) -> Manifest:
    """The manifest that `to_json` wrote."""
    return Manifest(
        number=fields["number"],
        inputs=tuple(
            Input(**{**each, **{name: tuple(each.get(name, ())) for name in BATCHES_OF_INPUT}})
            for each in fields["inputs"]
        ),
        extractions=tuple(Extracted(**each) for each in fields["extractions"]),
        runs=tuple(_run(each) for each in fields["runs"]),
        forgotten=tuple(
            Forgotten(tuple(each["keys"]), tuple(each["erased"]), each["on"])
            for each in fields.get("forgotten", ())
        ),
    )


def _run(fields: dict[str, Any]) -> Run:
    moments = {name: datetime.fromisoformat(fields[name]) for name in ("started_at", "finished_at")}
    return Run(**{**fields, **moments})


def _iso(moment: object) -> str:
    if not isinstance(moment, datetime):
        raise TypeError(f"not a moment: {moment!r}")
    return moment.isoformat()
