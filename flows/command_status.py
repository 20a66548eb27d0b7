"""`summitry status`: what the record holds, how it came there, and whether all is published."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from extract.pipeline import EXTRACTOR_VERSION
from extract.strict_yaml import CodebookError
from flows.attempt import codebook_of
from flows.command_home import no_record, open_home
from flows.command_options import CommandError, home_option, json_option, settings_of
from flows.decide import held_back
from flows.printable import printable
from flows.render import plain, to_json
from flows.run import codes_of
from flows.run_report import counted
from flows.settings import Settings
from warehouse.contract import load_contract
from warehouse.layout import Home
from warehouse.manifests import BrokenManifestError, Manifest, read_current
from warehouse.outcomes import Outcome, read_outcomes

RUNS = 5  # the last ones are shown
COUNTED = ("articles_stored", "articles_refused", "events", "refusals")


def _outdated(manifest: Manifest, settings: Settings) -> int:
    """Articles batches that were not read by this extractor with this codebook."""
    now = (EXTRACTOR_VERSION, codebook_of(settings.codebook).fingerprint)
    read = ((each.extractor_version, each.codebook_fingerprint) for each in manifest.extractions)
    return sum(each != now for each in read)


def _status(settings: Settings) -> dict[str, Any]:
    home = Home(settings.home)
    codebook = codebook_of(settings.codebook)
    manifest = read_current(home)
    tables, counts = _published(home)
    held = held_back(home, codes_of(codebook)) if manifest.runs else None
    return {
        "home": str(home.root),
        "manifest": manifest.number,
        "published_manifest": held.published if held else manifest.number,
        "published": held is None,
        "held_back": asdict(held) if held and held.runs else None,
        "files": len(manifest.inputs),
        "extractor_version": EXTRACTOR_VERSION,
        "codebook_fingerprint": codebook.fingerprint,
        "batches_outdated": _outdated(manifest, settings),
        "tables": tables,
        "runs": plain(_runs(manifest, read_outcomes(home), counts)),
    }


def _published(home: Home) -> tuple[dict[str, int], dict[int, dict[str, int]]]:
    """Rows of every table that is published, and what its runs brought; empty where none is."""
    if not home.database.exists():
        return {}, {}
    with open_home(home.root) as connection:
        tables = {
            name: connection.table(name).aggregate("count(*)").fetchall()[0][0]
            for name in load_contract().tables
        }
        runs = connection.table("runs").filter("manifest IS NOT NULL")
        rows = runs.project(", ".join(("manifest", *COUNTED))).fetchall()
    return tables, {row[0]: dict(zip(COUNTED, row[1:], strict=True)) for row in rows}


def _runs(
    manifest: Manifest, outcomes: Sequence[Outcome], counts: Mapping[int, dict[str, int]]
) -> list[dict[str, Any]]:
    """The last runs, the latest first, those among them that failed before they stored anything."""
    troubles = {each.manifest: each for each in outcomes if each.manifest is not None}
    told: list[dict[str, Any]] = [
        {
            "manifest": run.number,
            "started_at": run.started_at,
            "seconds": run.seconds,
            "mode": run.mode,
            "status": troubles[run.number].status if run.number in troubles else run.status,
            "detail": troubles[run.number].detail if run.number in troubles else None,
            "published": run.number in counts,
            **counts.get(run.number, {}),
        }
        for run in manifest.runs[-RUNS:]
    ]
    told += [
        {
            "manifest": None,
            "started_at": each.started_at,
            "seconds": each.seconds,
            "mode": each.mode,
            "status": each.status,
            "detail": each.detail,
            "published": False,
        }
        for each in outcomes
        if each.manifest is None
    ][-RUNS:]
    return sorted(told, key=lambda run: (run["started_at"], run["manifest"] or 0), reverse=True)[
        :RUNS
    ]


def _tell(status: dict[str, Any]) -> None:
    published = "published" if status["published"] else "NOT published yet: run again"
    if status["held_back"]:
        published = f"published is manifest {status['published_manifest']}"
    click.echo(f"{status['home']}: manifest {status['manifest']}, {published}")
    if held := status["held_back"]:
        click.echo(
            f"HELD BACK: what runs {', '.join(map(str, held['runs']))} read,"
            f" {counted(held['articles'], 'article')} in {counted(held['files'], 'file')};"
            " `summitry publish --force` publishes it, --discard takes it back"
        )
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
        _tell_run(run)


def _tell_run(run: dict[str, Any]) -> None:
    number = "-" if run["manifest"] is None else run["manifest"]
    counts = [f"{name.replace('_', ' ')} {run[name]}" for name in COUNTED if name in run]
    facts = [f"{run['seconds']} s", run["mode"], run["status"], *counts]
    click.echo(f"  {number!s:>4}  {run['started_at']}  {', '.join(facts)}")
    if run["detail"]:
        click.echo(f"        {printable(run['detail'])}")


@click.command("status")
@home_option
@json_option
def verb(home: Path | None, as_json: bool) -> None:
    """Shows tables, last runs and versions, what is published and what the checks hold back."""
    settings = settings_of({"home": home})
    if not Home(settings.home).root.exists():
        raise no_record(settings.home)
    try:
        status = _status(settings)
    except (CodebookError, BrokenManifestError) as error:
        raise CommandError(str(error)) from error
    if as_json:
        click.echo(to_json(status))
    else:
        _tell(status)
