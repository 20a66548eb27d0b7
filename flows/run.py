"""One run: new files in, articles and events stored, everything published. Plain functions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from extract.load import Codebook
from extract.pipeline import EXTRACTOR_VERSION
from flows.attempt import codebook_of
from flows.clock import Clock
from flows.decide import settle
from flows.executor import Executor, open_executor
from flows.extract_chunk import ExtractJob, extract_batch
from flows.failures import failure_kept
from flows.fetch import Fetched, fetch
from flows.fetch_limits import DEFAULTS, FetchLimits
from flows.ingest import IngestJob, group_files, ingest_files
from flows.plan import (
    EVERY_DAY,
    Bounds,
    Days,
    Plan,
    Reading,
    drop_packs,
    find_all,
    find_missing,
    find_packs,
    make_plan,
    with_failed,
)
from flows.progress import Report, silent
from flows.read_checks import load_checks
from flows.run_report import RunReport, Work, report_of
from flows.source_list import read_names
from flows.textless import Withheld
from warehouse.build import Codes
from warehouse.checks import Guard
from warehouse.layout import Home
from warehouse.lock import lock
from warehouse.manifests import Extracted, Input, Run, commit, following, read_current
from warehouse.outcomes import note_end
from warehouse.publish import Publication, publish
from warehouse.recover import collect_garbage, recover

# What no manifest names is kept for a day: the work of a killed run, and what a reader has open.
GRACE = timedelta(hours=24)
STAGE = 50  # jobs in one call of a step: as a Prefect task it takes minutes, its overhead nothing

Job = TypeVar("Job")


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked to do."""

    sources: tuple[str, ...]
    home: Path
    jobs: int = 1
    chunk_size: int = 1000
    codebook: tuple[Path, ...] = ()
    limit: int | None = None
    full_refresh: bool = False
    wait: float = 0.0
    fetch: FetchLimits = DEFAULTS
    checks: Path | None = None  # a checks.yml over the built-in one
    days: Days = EVERY_DAY
    no_text: tuple[str, ...] = ()  # outlets whose text is not kept, "*" for all

    @property
    def mode(self) -> str:
        """What the run is called in the record."""
        return "full_refresh" if self.full_refresh else "incremental"

    @property
    def keep_packs(self) -> float:
        """Days for which fetched pages are kept as they came; none where texts may not be."""
        return 0.0 if self.no_text else self.fetch.keep_days


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a run; `flows.pipeline` puts Prefect tasks in their places."""

    fetch: Callable[[Order, Report], Fetched]
    plan: Callable[[Order], Plan]
    ingest: Callable[[Executor, tuple[IngestJob, ...], Report], tuple[Input, ...]]
    extract: Callable[[Executor, tuple[ExtractJob, ...], Report], tuple[Extracted, ...]]
    publish: Callable[[Path, Codes, Guard], Publication]


def reading_of(order: Order) -> Reading:
    """The extractor and codebook of this run; raises CodebookError."""
    return Reading(EXTRACTOR_VERSION, codebook_of(order.codebook).fingerprint)


def run_of(order: Order, clock: Clock) -> Run:
    """The run as the manifest keeps it; raises CodebookError."""
    reading = reading_of(order)
    return Run(
        started_at=clock.started,
        finished_at=clock.now(),
        seconds=clock.seconds(),
        status="done",
        mode=order.mode,
        extractor_version=reading.extractor_version,
        codebook_fingerprint=reading.codebook_fingerprint,
    )


def codes_of(codebook: Codebook) -> Codes:
    """The codes of each event type, which are published with its events."""
    return {kind.name: kind.codes for kind in codebook.event_types.values()}


def plan_run(order: Order) -> Plan:
    """What the run would do with what lies here; reads sources and manifest, writes nothing.

    Raises MissingSourceError, SourceListError, CodebookError, BrokenManifestError.
    """
    home = Home(order.home)
    files, unreadable = find_all(read_names(order.sources).files)
    manifest = read_current(home)
    files += find_packs(home, manifest)
    bounds = Bounds(order.limit, order.full_refresh, order.days)
    return make_plan(files, unreadable, manifest, reading_of(order), bounds)


def fetch_sources(order: Order, report: Report) -> Fetched:
    """Fetch what is new from the addresses among the sources, into packs of the home.

    Raises MissingSourceError (nothing is fetched then), SourceListError, BrokenIndexError.
    """
    named = read_names(order.sources)
    find_missing(named.files)
    return fetch(named.targets, Home(order.home), order.fetch, report, order.limit)


def ingest(executor: Executor, jobs: tuple[IngestJob, ...], report: Report) -> tuple[Input, ...]:
    """Store the articles of new files; the inputs in the order of the files."""
    inputs: list[Input] = []
    report("reading", 0, None)
    for number, done in enumerate(executor.map(ingest_files, jobs), start=1):
        inputs.extend(done)
        report("reading", number, None)
    return tuple(inputs)


def extract(
    executor: Executor, jobs: tuple[ExtractJob, ...], report: Report
) -> tuple[Extracted, ...]:
    """Store what is found in articles batches, in their order."""
    extractions: list[Extracted] = []
    report("extracting", 0, None)
    for done in executor.map(extract_batch, jobs):
        extractions.append(done)
        report("extracting", len(extractions), None)
    return tuple(extractions)


def publish_home(root: Path, codes: Codes, guard: Guard) -> Publication:
    """Bring what is published to the manifest in force, unless a check holds it back."""
    return publish(Home(root), codes, guard)


PLAIN = Steps(fetch_sources, plan_run, ingest, extract, publish_home)


def run(order: Order, clock: Clock, report: Report = silent, steps: Steps = PLAIN) -> RunReport:
    """Do what is new, and only that; killed anywhere, the next run takes up what is left.

    Raises Locked, MissingSourceError, SourceListError, BrokenIndexError, CodebookError,
    BrokenManifestError, WorkerDiedError, OSError.
    """
    home = Home(order.home)
    codes = codes_of(codebook_of(order.codebook))
    guard = Guard(load_checks(order.checks), clock.now())
    with lock(home, order.wait), failure_kept(home, order.mode, clock):
        recover(home)
        settle(home, codes)
        fetched = steps.fetch(order, report)
        clock.lap("fetch")
        plan = with_failed(steps.plan(order), fetched.failed, fetched.in_vain)
        clock.lap("plan")
        inputs, extractions = _work(order, plan, clock, report, steps)
        if inputs or extractions:
            _commit(home, order, clock, inputs, extractions)
        report("publishing", 0, None)
        publication = steps.publish(home.root, codes, guard)
        clock.lap("publish")
        collect_garbage(home, datetime.now(UTC) - GRACE)
        drop_packs(home, read_current(home), order.keep_packs, datetime.now(UTC))
        note_end(home, clock.started)
    work = Work(inputs, extractions, fetched.counts)
    return report_of(home, plan, work, publication, clock.laps)


def _work(
    order: Order, plan: Plan, clock: Clock, report: Report, steps: Steps
) -> tuple[tuple[Input, ...], tuple[Extracted, ...]]:
    """Ingest, then extract, with one pool for both; nothing is started for nothing to do."""
    if not plan.files and not plan.batches:
        return (), ()
    with open_executor(order.jobs) as executor:
        inputs: list[Input] = []
        for jobs, onlooker in _stages(_ingest_jobs(order, plan, clock.now()), report):
            inputs += steps.ingest(executor, jobs, onlooker)
        clock.lap("ingest")
        new = [name for each in inputs for name in each.articles]
        extractions: list[Extracted] = []
        for chunks, onlooker in _stages(_extract_jobs(order, [*plan.batches, *new]), report):
            extractions += steps.extract(executor, chunks, onlooker)
        clock.lap("extract")
    return tuple(inputs), tuple(extractions)


def _stages(jobs: Sequence[Job], report: Report) -> Iterator[tuple[tuple[Job, ...], Report]]:
    """The jobs in stages, each with an onlooker who counts through all of them."""
    for start in range(0, len(jobs), STAGE):
        yield tuple(jobs[start : start + STAGE]), _counting_from(start, len(jobs), report)


def _counting_from(start: int, total: int, report: Report) -> Report:
    return lambda step, done, _: report(step, start + done, total)


def _ingest_jobs(order: Order, plan: Plan, at: datetime) -> tuple[IngestJob, ...]:
    # Only one worker can know when a limit is reached.
    groups = group_files(plan.files) if order.limit is None else [plan.files]
    fingerprint = codebook_of(order.codebook).fingerprint
    withheld = Withheld(order.no_text, order.codebook, fingerprint)
    known = read_current(Home(order.home)).forgotten
    forgotten = frozenset(key for each in known for key in each.keys)
    return tuple(
        IngestJob(
            root=order.home,
            files=group,
            chunk_size=order.chunk_size,
            ingested_at=at,
            limit=order.limit,
            withheld=withheld,
            days=order.days,
            forgotten=forgotten,
        )
        for group in groups
        if group
    )


def _extract_jobs(order: Order, batches: Iterable[str]) -> tuple[ExtractJob, ...]:
    fingerprint = codebook_of(order.codebook).fingerprint
    return tuple(ExtractJob(order.home, name, order.codebook, fingerprint) for name in batches)


def _commit(
    home: Home,
    order: Order,
    clock: Clock,
    inputs: tuple[Input, ...],
    extractions: tuple[Extracted, ...],
) -> None:
    this = run_of(order, clock)
    commit(home, following(read_current(home), this, inputs, extractions))
