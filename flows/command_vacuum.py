"""`summitry vacuum`: delete batches and manifests that nothing needs any more."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from flows.command_errors import one_line
from flows.command_home import no_record
from flows.command_options import home_option, json_option, settings_of, wait_option
from flows.render import to_json
from flows.run_report import counted
from flows.settings import Settings
from warehouse.layout import Home
from warehouse.lock import lock
from warehouse.recover import KEPT, find_garbage, recover


def _vacuum(settings: Settings, keep: int, hours: float, dry_run: bool) -> dict[str, Any]:
    home = Home(settings.home)
    before = datetime.now(UTC) - timedelta(hours=hours)
    with lock(home, settings.wait):
        if not dry_run:
            recover(home)
        garbage = find_garbage(home, before, keep)
        freed = sum(path.stat().st_size for path in garbage)
        for path in [] if dry_run else garbage:
            path.unlink()
    kinds = Counter(path.parent.name for path in garbage)
    return {
        "files": [str(path.relative_to(home.root)) for path in garbage],
        "manifests": kinds.pop("manifests", 0),
        "batches": kinds.total(),
        "bytes": freed,
    }


@click.command("vacuum")
@home_option
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=KEPT,
    show_default=True,
    help="Manifests to keep, with the batches they name.",
)
@click.option(
    "--older-than",
    "hours",
    type=click.FloatRange(min=0),
    default=24.0,
    show_default=True,
    help="Hours for which everything is kept.",
)
@click.option("--dry-run", is_flag=True, help="List what would go, delete nothing.")
@wait_option
@json_option
def verb(
    home: Path | None, keep: int, hours: float, dry_run: bool, wait: float | None, as_json: bool
) -> None:
    """Deletes batches that no kept manifest names, and old manifests.

    Kept are the manifest in force, those before it up to --keep, and the one that is published.
    Every run does the same with the defaults.
    """
    settings = settings_of({"home": home, "wait": wait})
    if not Home(settings.home).current.exists():
        raise no_record(settings.home)
    with one_line():
        told = _vacuum(settings, keep, hours, dry_run)
    if as_json:
        click.echo(to_json(told))
        return
    if dry_run:
        for name in told["files"]:
            click.echo(name)
    would = "would go" if dry_run else "deleted"
    click.echo(
        f"{counted(told['batches'], 'batch', 'batches')} and"
        f" {counted(told['manifests'], 'manifest')} {would}, {told['bytes'] / 1e6:.1f} MB"
    )
