"""`summitry run`: articles in, events out, with Prefect or without."""

import importlib
import os
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from flows.clock import read_clock
from flows.command_errors import held_line, one_line
from flows.command_options import (
    NOT_GOOD,
    checks_option,
    codebook_option,
    home_option,
    jobs_option,
    json_option,
    quiet_option,
    settings_of,
    wait_option,
)
from flows.plan import Days, Plan
from flows.prefect_env import end_quietly
from flows.printable import printable
from flows.progress import open_progress
from flows.render import to_json
from flows.run import Order, plan_run, run
from flows.run_report import RunReport, as_lines
from flows.settings import Settings
from flows.source_list import read_names
from flows.textless import EVERY

DAY = click.DateTime(["%Y-%m-%d"])
SHOWN = 5  # refusals told one by one; `summitry refusals` has them all


def _order(sources: tuple[str, ...], settings: Settings, flags: dict[str, Any]) -> Order:
    return Order(
        sources=sources,
        home=settings.home,
        jobs=settings.workers,
        chunk_size=settings.chunk_size,
        codebook=settings.codebook,
        limit=flags["limit"],
        full_refresh=flags["full_refresh"],
        wait=settings.wait,
        checks=settings.checks,
        days=Days(*(moment and moment.date() for moment in (flags["since"], flags["until"]))),
        no_text=(EVERY,) if flags["no_text"] else settings.no_text,
        fetch=settings.fetch,
    )


def _run(order: Order, direct: bool, quiet: bool) -> RunReport:
    with open_progress(quiet) as report:
        if direct:
            return run(order, read_clock(os.environ), report)
        # The command says in one line what goes wrong; Prefect would log it with a traceback.
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
        end_quietly()
        # Prefect takes two seconds to import, and --direct is to run without it.
        pipeline = importlib.import_module("flows.pipeline")
        done = pipeline.run_with_prefect(order, report)
    if not isinstance(done, RunReport):
        raise TypeError("the flow gave no report")
    return done


def _tell_plan(plan: Plan, addresses: Sequence[str], as_json: bool) -> None:
    if as_json:
        told = {
            "addresses": list(addresses),
            "files_new": [file.name for file in plan.files],
            "files_known": plan.n_known,
            "unreadable": [f"{each.source}: {each.detail}" for each in plan.unreadable],
            "batches_to_extract": len(plan.batches),
            "batches_outdated": plan.n_outdated,
        }
        click.echo(to_json(told))
        return
    for name in addresses:
        click.echo(f"would ask {printable(name)}")
    for file in plan.files:
        click.echo(f"would read {printable(file.name)} ({file.size} bytes)")
    click.echo(
        f"{len(plan.files)} new files, {plan.n_known} known already, "
        f"{len(plan.batches)} stored batches to extract; nothing was written"
    )


def _tell(report: RunReport, as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(to_json(asdict(report)))
        return
    if not quiet:
        for line in as_lines(report):
            click.echo(printable(line))


def _judge(report: RunReport, settings: Settings) -> int:
    """The exit code, and on stderr what a person has to do about it."""
    if report.status == "held":
        click.echo(held_line(report.checks), err=True)
        return NOT_GOOD
    if not _too_much(report, settings):
        return 0
    click.echo(
        f"Error: {report.share_refused:.0%} of what was read was refused; "
        "`summitry refusals` says why, max_refused how much is too much",
        err=True,
    )
    return NOT_GOOD


def _too_much(report: RunReport, settings: Settings) -> bool:
    refused = report.records_refused
    return refused >= settings.min_refused and report.share_refused > settings.max_refused


@click.command("run")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@home_option
@jobs_option
@codebook_option
@click.option("--limit", type=click.IntRange(min=1), help="Store no more articles than this.")
@click.option("--since", type=DAY, help="Only articles published on this day or later.")
@click.option("--until", type=DAY, help="Only articles published on this day or earlier.")
@click.option("--full-refresh", is_flag=True, help="Extract again what an older version read.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, write nothing.")
@click.option("--no-text", is_flag=True, help="Keep hashes and evidence, but no text.")
@click.option("--direct", is_flag=True, help="Without Prefect.")
@click.option(
    "--allow-private",
    "fetch_allow_private",
    is_flag=True,
    default=None,
    help="Also fetch from private addresses.",
)
@wait_option
@checks_option
@json_option
@quiet_option
def verb(sources: tuple[str, ...], **flags: Any) -> int:
    """Reads new articles from SOURCE, extracts their events and publishes the record.

    SOURCE is a file (.jsonl, .csv, .parquet, .html, .txt, .warc, ...), a folder, a pattern, the
    address of a feed, sitemap or page, or a sources.toml that names standing ones. A file whose
    bytes were read before is passed over, and a page fetched once is not fetched again. Ends with
    3 if more than half of what was read is no article (settings max_refused and min_refused) or a
    check keeps the record from being published, and with 75 while another run writes.
    """
    names = ("home", "jobs", "codebook", "wait", "checks", "fetch_allow_private")
    settings = settings_of({name: flags[name] for name in names})
    order = _order(sources, settings, flags)
    with one_line():
        if flags["dry_run"]:
            addresses = [target.name for target in read_names(order.sources).targets]
            _tell_plan(plan_run(order), addresses, flags["as_json"])
            return 0
        report = _run(order, flags["direct"], flags["quiet"])
    _tell(report, flags["as_json"], flags["quiet"])
    return _judge(report, settings)
