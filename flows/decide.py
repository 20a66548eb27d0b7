"""What a person decides on data that the checks hold back: publish it, or take it back."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.plan import drop_packs
from warehouse.build import Codes
from warehouse.checks import Guard
from warehouse.forget import Traces, erase, without
from warehouse.layout import Home
from warehouse.manifests import Manifest, Run, commit, following, read_current, read_manifest
from warehouse.outcomes import DECIDED
from warehouse.publish import Publication, is_published, publish, published_number


class NotHeldError(Exception):
    """Raised by `accept` and `take_back` where nothing is held back; one line for people."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is stored and not published."""

    published: int  # number of the manifest that is published, 0 for none
    runs: tuple[int, ...]  # numbers of the runs that are not
    files: int
    articles: int


def held_back(home: Home, codes: Codes) -> Held | None:
    """What is held back now, None where all is published."""
    if is_published(home, codes):
        return None
    manifest, number = read_current(home), published_number(home)
    inputs = [source for source in manifest.inputs if source.run > number]
    runs = tuple(run.number for run in manifest.runs if run.number > number)
    return Held(number, runs, len(inputs), sum(source.articles_stored for source in inputs))


def accept(home: Home, codes: Codes, guard: Guard, this: Run) -> Publication:
    """Publish what is held back, whatever the checks say; hold the lock.

    The decision is a manifest of its own: killed anywhere, the next run carries it out. Raises
    NotHeldError.
    """
    if is_published(home, codes):
        raise NotHeldError("all that is stored is published already")
    commit(home, following(read_current(home), replace(this, mode="accept"), (), ()))
    return publish(home, codes, guard)


def take_back(home: Home, codes: Codes, guard: Guard, this: Run) -> Publication:
    """Go back to what is published: what came after it counts as never read; hold the lock.

    Raises NotHeldError, and OSError where the manifest that is published is no longer there.
    """
    if is_published(home, codes):
        raise NotHeldError("nothing is held back")
    current, number = read_current(home), published_number(home)
    before = read_manifest(home, number) if number else Manifest()
    after = following(current, replace(this, mode="discard"), (), ())
    commit(home, replace(after, inputs=before.inputs, extractions=before.extractions))
    return publish(home, codes, guard)


def forget(home: Home, codes: Codes, traces: Traces, this: Run) -> list[Path]:
    """Take articles out of the record and off the disk; hold the lock. The files deleted.

    All that is stored must be published. Once the manifest is committed, a killed run is carried
    on by the next: what is to be erased stands in the manifest.
    """
    current = read_current(home)
    # Pages as they were fetched: all that is in the record is there as articles, too.
    drop_packs(home, current, 0.0, datetime.now(UTC))
    on = f"{this.started_at:%Y-%m-%d}"
    left = without(home, current, traces, on)
    after = following(left, replace(this, mode="forget"), (), ())
    commit(home, after)
    publish(home, codes)
    return erase(home, after)


def settle(home: Home, codes: Codes) -> None:
    """Carry out what a person decided, where a run that did was killed before it could; locked."""
    runs = read_current(home).runs
    if runs and runs[-1].mode in DECIDED and not is_published(home, codes):
        publish(home, codes)
