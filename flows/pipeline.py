"""The Prefect flow: the steps of `flows.run` as tasks, and what a run did as artifacts."""

import flows.prefect_env  # noqa: F401, I001 - before Prefect, which reads its settings on import

import os
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.context import FlowRunContext
from prefect.events import emit_event
from prefect.states import Completed, Failed

from flows.executor import Executor, interrupts_held
from flows.extract_chunk import ExtractJob
from flows.fetch import Fetched
from flows.fetch_limits import fetch_limits
from flows.ingest import IngestJob
from flows.plan import Days, Plan
from flows.progress import Report, silent
from flows.prefect_env import NoPrefectError
from flows.printable import printable
from flows.clock import read_clock
from flows.run import (
    Order,
    Steps,
    extract,
    fetch_sources,
    ingest,
    plan_run,
    publish_home,
    run,
)
from flows.run_report import RunReport, as_markdown
from warehouse.build import Codes
from warehouse.checks import Guard
from warehouse.layout import Home
from warehouse.manifests import Extracted, Input
from warehouse.outcomes import last_begun
from warehouse.publish import Publication

# Who looks on at the run of this process; no parameter of the flow, because those go to the API.
ONLOOKER: ContextVar[Report] = ContextVar("ONLOOKER", default=silent)

# What is done lies in the manifest, not in Prefect's cache. Only what reads sources is tried again:
# an extraction that fails once fails always, and what a check holds back it holds back again.


@task(name="fetch", cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=2)
def fetch_task(order: Order, report: Report) -> Fetched:
    """What is new at the addresses among the sources, stored in packs."""
    return fetch_sources(order, report)


@task(name="plan", cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=2)
def plan_task(order: Order) -> Plan:
    """What is new among the sources."""
    return plan_run(order)


@task(name="ingest", cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=2)
def ingest_task(
    executor: Executor, jobs: tuple[IngestJob, ...], report: Report
) -> tuple[Input, ...]:
    """Store the articles of a group of files."""
    return ingest(executor, jobs, report)


@task(name="extract", cache_policy=NO_CACHE, persist_result=False)
def extract_task(
    executor: Executor, jobs: tuple[ExtractJob, ...], report: Report
) -> tuple[Extracted, ...]:
    """Store what is found in a group of articles batches."""
    return extract(executor, jobs, report)


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish_task(root: Path, codes: Codes, guard: Guard) -> Publication:
    """Publish the manifest in force, unless a check holds it back."""
    return publish_home(root, codes, guard)


TASKS = Steps(fetch_task, plan_task, ingest_task, extract_task, publish_task)


class HeldBackError(Exception):
    """Raised by the flow, as the state that it ends in, where a check holds the record back."""

    def __init__(self, report: RunReport) -> None:
        super().__init__("; ".join(report.checks))
        self.report = report


@flow(name="summitry", persist_result=False)
def summitry(
    sources: list[str],
    home: str = "summitry-home",
    jobs: int = 1,
    chunk_size: int = 1000,
    codebook: list[str] | None = None,
    limit: int | None = None,
    full_refresh: bool = False,
    wait: float = 0.0,
    checks: str | None = None,
    no_text: list[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    fetch: dict[str, Any] | None = None,
) -> Any:
    """Reads what is new in `sources` into `home`; parameters as those of `summitry run`.

    Gives a RunReport. Of several scheduled runs that waited, the first does the work of all: the
    others end as Superseded. A record that is held back is a failed run, one that was published
    with a warning ends as Degraded.
    """
    if later := _done_since(Home(Path(home))):
        return Completed(name="Superseded", message=f"a run that began at {later} did this")
    order = Order(
        sources=tuple(sources),
        home=Path(home),
        jobs=jobs,
        chunk_size=chunk_size,
        codebook=tuple(map(Path, codebook or ())),
        limit=limit,
        full_refresh=full_refresh,
        wait=wait,
        checks=Path(checks) if checks else None,
        no_text=tuple(no_text or ()),
        days=Days(since, until),
        fetch=fetch_limits(fetch or {}),
    )
    return _carry_out(order)


def _carry_out(order: Order) -> Any:
    """Do the run and tell of it; how the flow run ends."""
    try:
        done = run(order, read_clock(os.environ), ONLOOKER.get(), TASKS)
    except Exception as error:
        _tell_of_failure(order, error)
        raise
    create_artifacts(done)
    _emit(order, done.status, "; ".join(done.checks))
    return _state_of(done)


def _state_of(done: RunReport) -> Any:
    """How the flow run ends: with its report, or in a state that says what is the matter."""
    told = "; ".join(done.checks)
    match done.status:
        case "held":
            held = f"Held back, nothing was published: {told}"
            return Failed(name="Held", message=held, data=HeldBackError(done))
        case "degraded":
            return Completed(name="Degraded", message=f"Published with warnings: {told}", data=done)
        case _:
            return done


def _done_since(home: Home) -> datetime | None:
    """When a run began that did the work of this scheduled one while it waited, if one did."""
    context = FlowRunContext.get()
    this = context.flow_run if context else None
    if this is None or not this.auto_scheduled or this.expected_start_time is None:
        return None
    begun = last_begun(home)
    return begun if begun is not None and begun > this.expected_start_time else None


def _tell_of_failure(order: Order, error: Exception) -> None:
    """Leaves word of what went wrong, where those look who look at artifacts and events."""
    told = printable(str(error)) or type(error).__name__
    create_markdown_artifact(
        f"# Summitry run\n\n**Failed.** {told}\n",
        key="summitry-run",
        description="What a run did",
    )
    _emit(order, "failed", told)


def _emit(order: Order, status: str, detail: str) -> None:
    emit_event(
        event=f"summitry.run.{status}",
        resource={
            "prefect.resource.id": f"summitry.home.{order.home.name}",
            "prefect.resource.name": str(order.home),
        },
        payload={"status": status, "detail": detail},
    )


def create_artifacts(report: RunReport) -> None:
    """Leaves the report with the flow run: a page for people, tables for programs."""
    create_markdown_artifact(as_markdown(report), key="summitry-run", description="What a run did")
    counts = {name: value for name, value in asdict(report).items() if isinstance(value, int)}
    tables: dict[str, Mapping[str, float]] = {
        "counts": counts,
        "refusals": report.refusals,
        "seconds": report.seconds,
    }
    for name, values in tables.items():
        rows = [{"name": key, "value": value} for key, value in values.items()]
        create_table_artifact(rows, key=f"summitry-{name}", description=f"Run: {name}")


def reach_prefect() -> None:
    """Makes sure of a Prefect API, and starts one where none is configured.

    The server shall not hear the Ctrl-C that ends the run: the flow still tells it of its end.
    A thread, because the mask would else keep Ctrl-C from us while the server starts.
    Raises NoPrefectError.
    """
    failed: list[str] = []

    def reach() -> None:
        try:
            with get_client(sync_client=True) as client:
                client.raise_for_api_version_mismatch()
        except RuntimeError as error:
            failed.append(str(error).splitlines()[0])

    thread = Thread(target=reach, daemon=True)
    with interrupts_held():
        thread.start()
    thread.join()
    if failed:
        raise NoPrefectError(f"{failed[0]}: start it, unset PREFECT_API_URL, or run with --direct")


def _report(done: object) -> RunReport:
    if not isinstance(done, RunReport):
        raise TypeError("the flow gave no report")
    return done


def run_with_prefect(order: Order, report: Report) -> RunReport:
    """Runs the flow in this process for who looks on; with no API configured Prefect starts one."""
    reach_prefect()
    looking = ONLOOKER.set(report)
    try:
        done: Any = summitry(
            sources=list(order.sources),
            home=str(order.home),
            jobs=order.jobs,
            chunk_size=order.chunk_size,
            codebook=[str(path) for path in order.codebook],
            limit=order.limit,
            full_refresh=order.full_refresh,
            wait=order.wait,
            checks=str(order.checks) if order.checks else None,
            no_text=list(order.no_text),
            since=order.days.since,
            until=order.days.until,
            fetch=asdict(order.fetch),
        )
        return _report(done)
    except HeldBackError as held:
        return held.report
    finally:
        ONLOOKER.reset(looking)
