"""`summitry codebook check`: whether the codebook is sound, and whether its examples hold."""

from pathlib import Path

import click

from extract.load import load_codebook
from extract.strict_yaml import CodebookError
from flows.command_options import DIRECTORY, CommandError, json_option, settings_of
from flows.render import to_json


@click.group("codebook")
def verb() -> None:
    """Looks after the codebook: the rules and names that extraction uses."""


@verb.command("check")
@click.argument("directory", type=DIRECTORY, required=False)
@json_option
def check(directory: Path | None, as_json: bool) -> None:
    """Reads the codebook, extended by DIRECTORY, and says what is wrong with it, or its size."""
    extra = (*settings_of({}).codebook, *([directory] if directory else []))
    for folder in extra:
        if not folder.exists():
            raise CommandError(f"{folder}: no such file or folder")
    try:
        codebook = load_codebook(extra)
    except CodebookError as error:
        raise CommandError(str(error)) from error
    told = {
        "event_types": sorted(codebook.event_types),
        "languages": sorted(codebook.languages),
        "examples": sum(len(kind.examples) for kind in codebook.event_types.values()),
        "fingerprint": codebook.fingerprint,
    }
    if as_json:
        click.echo(to_json(told))
        return
    click.echo(
        f"sound: {', '.join(codebook.event_types)} in {', '.join(sorted(codebook.languages))}; "
        f"{told['examples']} examples; fingerprint {codebook.fingerprint}"
    )
