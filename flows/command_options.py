"""The options that several verbs share, and the error that a verb ends with."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from flows.settings import Settings, load_settings

Verb = TypeVar("Verb", bound=Callable[..., Any])

NOT_GOOD = 3  # the checks failed, or too much was refused
LOCKED = 75  # EX_TEMPFAIL of sysexits.h: try again later
DIRECTORY = click.Path(file_okay=False, path_type=Path)


class CommandError(click.ClickException):
    """Raised by a verb that cannot go on: one line that says what to do, and the exit code."""

    def __init__(self, line: str, code: int = 1) -> None:
        super().__init__(line)
        self.code = code


def home_option(verb: Verb) -> Verb:
    """Adds --home."""
    return click.option(
        "--home", type=DIRECTORY, help="Where the record is kept. [default: ./summitry-home]"
    )(verb)


def jobs_option(verb: Verb) -> Verb:
    """Adds --jobs."""
    return click.option(
        "--jobs", "-j", type=click.IntRange(min=0), help="Worker processes; 0: one per core."
    )(verb)


def codebook_option(verb: Verb) -> Verb:
    """Adds --codebook."""
    return click.option(
        "--codebook",
        multiple=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder of your own that extends the codebook; may be repeated.",
    )(verb)


def checks_option(verb: Verb) -> Verb:
    """Adds --checks."""
    return click.option(
        "--checks",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A checks.yml of your own over the built-in checks.",
    )(verb)


def wait_option(verb: Verb) -> Verb:
    """Adds --wait."""
    return click.option(
        "--wait", type=click.FloatRange(min=0), help="Seconds to wait for another run."
    )(verb)


def quiet_option(verb: Verb) -> Verb:
    """Adds --quiet."""
    return click.option("--quiet", "-q", is_flag=True, help="No progress, no summary.")(verb)


def json_option(verb: Verb) -> Verb:
    """Adds --json."""
    return click.option("--json", "as_json", is_flag=True, help="JSON on stdout, for machines.")(
        verb
    )


def settings_of(flags: Mapping[str, object]) -> Settings:
    """The settings in force here and now; raises SettingsError."""
    return load_settings(
        {name: None if value == () else value for name, value in flags.items()},
        os.environ,
        Path.cwd(),
    )
