"""Shows on stderr how far a command has come, where a person looks on."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

# Called with the name of a step, how much of it is done, and how much there is (None: not known).
Report = Callable[[str, int, int | None], None]


def silent(step: str, done: int, total: int | None) -> None:
    """Shows nothing."""


def wants_progress(environ: Mapping[str, str]) -> bool:
    """Whether stderr is a terminal that can redraw a line."""
    return sys.stderr.isatty() and environ.get("TERM") != "dumb"


@contextmanager
def open_progress(quiet: bool) -> Iterator[Report]:
    """What to call with the progress made; it shows nothing if `quiet` or nobody looks on."""
    if quiet or not wants_progress(os.environ):
        yield silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)  # rich leaves colours out by itself where NO_COLOR is set
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bars:
        known = {}

        def report(step: str, done: int, total: int | None) -> None:
            if step not in known:
                known[step] = bars.add_task(step, total=total)
            bars.update(known[step], completed=done, total=total)

        yield report
