"""`summitry status`: what the record holds, how it came there, and whether all is published."""

from pathlib import Path
from typing import Any

import click

from extract.pipeline import EXTRACTOR_VERSION
from extract.strict_yaml import CodebookError
from flows.attempt import codebook_of
from flows.command_home import open_home
from flows.command_options import CommandError, home_option, json_option, settings_of
from flows.render import plain, to_json
from flows.run import codes_of
from flows.settings import Settings
from warehouse.contract import load_contract
from warehouse.layout import Home
from warehouse.manifests import BrokenManifestError, Manifest, read_current
from warehouse.publish import is_published

RUNS = 5  # the last ones are shown
SHOWN = ("manifest", "finished_at", "seconds", "mode", "articles_stored", "articles_refused",
         "events", "refusals")  # fmt: skip


def _outdated(manifest: Manifest, settings: Settings) -> int:
    """Articles batches that were not read by this extractor with this codebook."""
    now = (EXTRACTOR_VERSION, codebook_of(settings.codebook).fingerprint)
    read = ((each.extractor_version, each.codebook_fingerprint) for each in manifest.extractions)
    return sum(each != now for each in read)


def _status(settings: Settings) -> dict[str, Any]:
    home = Home(settings.home)
    with open_home(home.root) as connection:
        tables = {
            name: connection.table(name).aggregate("count(*)").fetchall()[0][0]
            for name in load_contract().tables
        }
        runs = connection.table("runs").order("manifest DESC").limit(RUNS)
        last = [dict(zip(runs.columns, row, strict=True)) for row in runs.fetchall()]
    manifest = read_current(home)
    codebook = codebook_of(settings.codebook)
    return {
        "home": str(home.root),
        "manifest": manifest.number,
        "published": is_published(home, codes_of(codebook)),
        "files": len(manifest.inputs),
        "extractor_version": EXTRACTOR_VERSION,
        "codebook_fingerprint": codebook.fingerprint,
        "batches_outdated": _outdated(manifest, settings),
        "tables": tables,
        "runs": plain(last),
    }


def _tell(status: dict[str, Any]) -> None:
    published = "published" if status["published"] else "NOT published yet: run again"
    click.echo(f"{status['home']}: manifest {status['manifest']}, {published}")
    click.echo(f"{status['files']} files read")
    version, fingerprint = status["extractor_version"], status["codebook_fingerprint"]
    click.echo(f"extractor {version}, codebook {fingerprint}")
    if status["batches_outdated"]:
        outdated = status["batches_outdated"]
        click.echo(f"{outdated} batches were read by another: summitry run --full-refresh")
    click.echo("")
    for name, rows in status["tables"].items():
        click.echo(f"  {name:<22}{rows:>12}")
    click.echo("\nlast runs")
    for run in status["runs"]:
        click.echo("  " + ", ".join(f"{name.replace('_', ' ')} {run[name]}" for name in SHOWN))


@click.command("status")
@home_option
@json_option
def verb(home: Path | None, as_json: bool) -> None:
    """Shows tables, last runs and versions, and whether all that is stored is published."""
    try:
        status = _status(settings_of({"home": home}))
    except (CodebookError, BrokenManifestError) as error:
        raise CommandError(str(error)) from error
    if as_json:
        click.echo(to_json(status))
    else:
        _tell(status)
