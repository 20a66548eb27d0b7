"""`summitry serve`: the run on a schedule, on a Prefect server."""

import importlib
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from cronsim import CronSim, CronSimError

from flows.command_errors import one_line
from flows.command_options import (
    CommandError,
    checks_option,
    codebook_option,
    home_option,
    jobs_option,
    settings_of,
)
from flows.settings import Settings
from flows.textless import EVERY

WAIT = 3600.0  # seconds: a run by hand may be at work when the scheduled one begins


def _cron(ctx: click.Context, option: click.Parameter, value: str) -> str:  # noqa: ARG001
    try:
        CronSim(value, datetime.now(UTC))
    except CronSimError as error:
        raise click.BadParameter(f"{value!r} is no cron expression: {error}") from error
    return value


def _timezone(ctx: click.Context, option: click.Parameter, value: str) -> str:  # noqa: ARG001
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.BadParameter(f"{value!r} is no time zone; as in Asia/Jakarta") from error
    return value


def parameters_of(
    sources: tuple[str, ...], settings: Settings, no_text: bool, directory: Path
) -> dict[str, Any]:
    """The parameters of the flow, which does not run in this folder."""
    return {
        "sources": [_from_anywhere(source, directory) for source in sources],
        "home": str(directory / settings.home),
        "jobs": settings.workers,
        "chunk_size": settings.chunk_size,
        "codebook": [str(directory / path) for path in settings.codebook],
        "checks": str(directory / settings.checks) if settings.checks else None,
        "no_text": [EVERY] if no_text else list(settings.no_text),
        "wait": settings.wait or WAIT,
        "fetch": asdict(settings.fetch),
    }


def _from_anywhere(source: str, directory: Path) -> str:
    return source if "://" in source else str(directory / source)


@click.command("serve")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--cron", required=True, callback=_cron, help='As in "0 6 * * *": at six, daily.')
@click.option("--timezone", default="UTC", show_default=True, callback=_timezone, help="Of --cron.")
@click.option("--name", default="scheduled", show_default=True, help="Of the deployment.")
@click.option("--skip", is_flag=True, help="A run that is due while one is at work is left out.")
@home_option
@jobs_option
@codebook_option
@checks_option
@click.option("--no-text", is_flag=True, help="Keep hashes and evidence, but no text.")
def verb(sources: tuple[str, ...], no_text: bool, **flags: Any) -> None:
    """Runs `summitry run SOURCE...` on a schedule, until it is ended.

    Needs a Prefect server that PREFECT_API_URL names. One run is at work at a time; one that is due
    meanwhile waits for it, or with --skip is left out. What was due while nothing was served is
    made up for by one run.
    """
    names = ("home", "jobs", "codebook", "checks")
    settings = settings_of({name: flags[name] for name in names})
    if not os.environ.get("PREFECT_API_URL"):
        raise CommandError(
            "a schedule needs a Prefect server: `prefect server start`, then"
            " `export PREFECT_API_URL=http://127.0.0.1:4200/api`; or let cron call `summitry run`"
        )
    parameters = parameters_of(sources, settings, no_text, Path.cwd())
    with one_line():
        # Prefect takes two seconds to import
        serving = importlib.import_module("flows.serving")
        timetable = serving.Timetable(
            flags["name"], flags["cron"], flags["timezone"], waits=not flags["skip"]
        )
        serving.serve_flow(timetable, parameters)
