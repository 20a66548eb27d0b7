"""`summitry evaluate`: how far what is extracted agrees with what people found."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from extract.jsonl import extraction_to_json
from extract.records import Article
from extract.strict_yaml import CodebookError
from flows.attempt import attempt, codebook_of
from flows.command_options import CommandError, codebook_option, json_option, settings_of
from flows.evaluate import GoldError, evaluate_files, evaluation_to_json, format_evaluation
from flows.evaluate_resolution import evaluate_resolution, format_resolution, resolution_to_json
from flows.render import to_json
from flows.sources import read_source

FILE = click.Path(dir_okay=False, path_type=Path)


def _predict(gold: Path, codebook: tuple[Path, ...], target: Path) -> None:
    """Writes what the extractor finds in the gold articles, a line each."""
    names = codebook_of(codebook)
    with target.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        for record in read_source(gold, str(gold)):
            if not isinstance(record, Article):  # half a gold file would give half a figure
                where = f"{gold}:{record.line}" if record.line else f"{gold}"
                raise CommandError(f"{where}: {record.reason}: {record.detail}")
            found = extraction_to_json(attempt(record, names))
            stream.write(json.dumps(found, ensure_ascii=False) + "\n")


def _judge_resolution(gold: Path, codebook: tuple[Path, ...], as_json: bool) -> None:
    try:
        found = evaluate_resolution(gold, codebook_of(codebook))
    except (CodebookError, GoldError, OSError) as error:
        raise CommandError(str(error)) from error
    click.echo(to_json(resolution_to_json(found)) if as_json else format_resolution(found))


@click.command("evaluate")
@click.argument("gold", type=FILE)
@click.argument("predicted", type=FILE, required=False)
@codebook_option
@click.option(
    "--resolution", is_flag=True, help="Judge how mentions of one happening become one event."
)
@click.option("--faults", type=click.IntRange(min=0), default=0, help="Show so many differences.")
@json_option
def verb(
    gold: Path,
    predicted: Path | None,
    codebook: tuple[Path, ...],
    resolution: bool,
    faults: int,
    as_json: bool,
) -> None:
    """Prints how PREDICTED (lines of `summitry extract`) agrees with GOLD, event by event.

    Without PREDICTED the articles of GOLD are extracted now.
    """
    settings = settings_of({"codebook": codebook})
    if resolution:
        if predicted is not None:
            raise click.UsageError("--resolution takes GOLD alone")
        _judge_resolution(gold, settings.codebook, as_json)
        return
    try:
        with TemporaryDirectory() as folder:
            made = Path(folder) / "predicted.jsonl"
            if predicted is None:
                _predict(gold, settings.codebook, made)
            evaluation = evaluate_files(gold, predicted or made)
    except (CodebookError, GoldError) as error:
        raise CommandError(str(error)) from error
    if as_json:
        click.echo(to_json(evaluation_to_json(evaluation)))
    else:
        click.echo(format_evaluation(evaluation, faults))
