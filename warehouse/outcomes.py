"""How runs ended that did not simply go well: degraded, held back, accepted, failed."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from warehouse.checks import Finding, stops
from warehouse.durable import write_whole
from warehouse.layout import Home

# What a person decided is published whatever the checks say.
DECIDED = ("accept", "discard", "forget")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One trouble; a run without one has gone well. `manifest` is None where none was committed."""

    status: str  # degraded, held, accepted or failed
    manifest: int | None
    started_at: datetime
    finished_at: datetime
    seconds: float
    mode: str
    detail: str  # one line
    findings: tuple[Finding, ...] = ()


def status_of(findings: Iterable[Finding], mode: str) -> str:
    """How a run of this mode ends with these findings."""
    found = tuple(findings)
    if stops(found):
        return "accepted" if mode in DECIDED else "held"
    return "degraded" if found else "done"


def detail_of(findings: Iterable[Finding]) -> str:
    """The findings in one line."""
    return "; ".join(f"{each.check}: {each.detail}" for each in findings)


def record(home: Home, outcome: Outcome) -> None:
    """Keep an outcome; that of a manifest takes the place of an earlier one."""
    home.outcomes.mkdir(parents=True, exist_ok=True)
    content = json.dumps(asdict(outcome), default=datetime.isoformat, sort_keys=True, indent=1)
    write_whole(_path(home, outcome), content.encode() + b"\n", home.staging)


def read_outcomes(home: Home) -> tuple[Outcome, ...]:
    """All outcomes, those of manifests by number, then the failures by time."""
    paths = sorted(home.outcomes.glob("*.json"))
    return tuple(_outcome(json.loads(path.read_bytes())) for path in paths)


def note_end(home: Home, started_at: datetime) -> None:
    """Keep when the last run began that did not fail, also where it found nothing new."""
    content = json.dumps({"started_at": started_at.isoformat()}).encode() + b"\n"
    write_whole(home.last_run, content, home.staging)


def last_begun(home: Home) -> datetime | None:
    """When the last run began that did not fail, None where there was none."""
    if not home.last_run.exists():
        return None
    return datetime.fromisoformat(json.loads(home.last_run.read_bytes())["started_at"])


def clear(home: Home, manifest: int) -> None:
    """Forget that a run had trouble: its data passes the checks now."""
    _of_manifest(home, manifest).unlink(missing_ok=True)


def _path(home: Home, outcome: Outcome) -> Path:
    if outcome.manifest is not None:
        return _of_manifest(home, outcome.manifest)
    moment = f"failed-{outcome.started_at:%Y%m%dT%H%M%S}"
    names = (home.outcomes / f"{moment}-{number:03d}.json" for number in count())
    return next(path for path in names if not path.exists())


def _of_manifest(home: Home, manifest: int) -> Path:
    return home.outcomes / f"{manifest:06d}.json"


def _outcome(fields: dict[str, Any]) -> Outcome:
    moments = {name: datetime.fromisoformat(fields[name]) for name in ("started_at", "finished_at")}
    findings = tuple(Finding(**each) for each in fields["findings"])
    return Outcome(**{**fields, **moments, "findings": findings})
