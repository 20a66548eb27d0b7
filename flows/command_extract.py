"""`summitry extract`: one JSON line for each article, in the order of the input."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from extract.jsonl import extraction_to_json
from extract.records import Article, Refusal
from extract.strict_yaml import CodebookError
from flows.attempt import attempt, codebook_of
from flows.command_options import (
    CommandError,
    codebook_option,
    jobs_option,
    quiet_option,
    settings_of,
)
from flows.executor import WorkerDiedError, open_executor
from flows.printable import printable
from flows.sources import discover, read_source

CHUNK = 50  # articles that go to a worker at a time


@dataclass(frozen=True, slots=True)
class Articles:
    """A few articles on their way to a worker."""

    articles: tuple[Article, ...]
    codebook: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """What became of a few articles: their output lines, and how many events are in them."""

    lines: tuple[str, ...]
    n_events: int


def extract_lines(chunk: Articles) -> Lines:
    """The output lines of a few articles; runs in a worker, which reads the codebook once."""
    codebook = codebook_of(chunk.codebook)
    found = [attempt(article, codebook) for article in chunk.articles]
    lines = (json.dumps(extraction_to_json(one), ensure_ascii=False) for one in found)
    return Lines(tuple(map(_harmless, lines)), sum(len(one.events) for one in found))


def _harmless(line: str) -> str:
    """The same JSON without C1 controls as they are, which some terminals obey."""
    return line if line.isascii() else line.translate(_CONTROLS)


_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x80, 0xA0)}


def _records(sources: Sequence[str]) -> Iterator[Article | Refusal]:
    files, refused = discover(sources)
    for refusal in refused:
        if refusal.reason == "missing" or not files:
            raise CommandError(f"{refusal.source}: {refusal.detail}")
    yield from refused
    for path, name in files:
        yield from read_source(path, name)


def _articles(records: Iterable[Article | Refusal], counts: Counter[str]) -> Iterator[Article]:
    """The articles among the records; a refusal goes to stderr."""
    for record in records:
        if isinstance(record, Article):
            counts["articles"] += 1
            yield record
        else:
            counts["refused"] += 1
            click.echo(printable(_refusal_line(record)), err=True)


def _refusal_line(refusal: Refusal) -> str:
    where = refusal.source or ""
    line = f":{refusal.line}" if refusal.line is not None else ""
    return f"refused: {where}{line}: {refusal.reason}: {refusal.detail}"


def _chunks(articles: Iterator[Article], size: int, extra: tuple[Path, ...]) -> Iterator[Articles]:
    while few := tuple(islice(articles, size)):
        yield Articles(few, extra)


@click.command("extract")
@click.argument("sources", metavar="FILE...", nargs=-1, required=True)
@jobs_option
@codebook_option
@click.option("--limit", type=click.IntRange(min=0), help="No more articles than this.")
@quiet_option
def verb(
    sources: tuple[str, ...],
    jobs: int | None,
    codebook: tuple[Path, ...],
    limit: int | None,
    quiet: bool,
) -> None:
    """Writes one JSON line for each article to stdout, also where nothing is found.

    FILE is a file, a folder or a pattern of any kind of source. What cannot be read is told on
    stderr. Nothing is stored.
    """
    settings = settings_of({"jobs": jobs, "codebook": codebook})
    counts: Counter[str] = Counter()
    articles = islice(_articles(_records(sources), counts), limit)
    # One process answers at once; only who asks for more waits for them to start.
    workers = 1 if jobs is None else settings.workers
    try:
        codebook_of(settings.codebook)
        with open_executor(workers) as executor:
            chunks = _chunks(articles, 1 if workers == 1 else CHUNK, settings.codebook)
            for done in executor.map(extract_lines, chunks):
                click.echo("\n".join(done.lines))
                counts["events"] += done.n_events
    except (CodebookError, WorkerDiedError) as error:
        raise CommandError(str(error)) from error
    if not quiet:
        click.echo(
            f"{counts['articles']} articles, {counts['events']} events, "
            f"{counts['refused']} records refused",
            err=True,
        )
