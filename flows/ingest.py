"""Files to articles batches: what a run stores, and what of it cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from extract.records import Article, Refusal
from flows.plan import File
from flows.sources import read_source
from warehouse.batches import Batch, batch_name, write_articles, write_refusals
from warehouse.layout import Home
from warehouse.manifests import Input

# Raised whenever the same bytes would now be read as other articles: what a dead run left behind
# is then not taken for work that is done.
INGEST_VERSION = "1"
GROUP_BYTES = 1 << 24  # so much at least goes to a worker at a time, if there is so much
GROUP_FILES = 200


@dataclass(frozen=True, slots=True)
class IngestJob:
    """Files for one worker."""

    root: Path
    files: tuple[File, ...]
    chunk_size: int
    ingested_at: datetime
    limit: int | None = None  # articles to store at most


def group_files(files: Iterable[File]) -> Iterator[tuple[File, ...]]:
    """The files in their order, as groups that keep a worker busy for a while."""
    group: list[File] = []
    for file in files:
        group.append(file)
        if len(group) == GROUP_FILES or sum(each.size for each in group) >= GROUP_BYTES:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def ingest_files(job: IngestJob) -> tuple[Input, ...]:
    """Store the articles of some files and what could not be read; runs in a worker."""
    inputs: list[Input] = []
    for file in job.files:
        left = None if job.limit is None else job.limit - sum(i.articles_stored for i in inputs)
        if left == 0:
            break
        inputs.append(_ingest_file(job, file, left))
    return tuple(inputs)


def _ingest_file(job: IngestJob, file: File, limit: int | None) -> Input:
    home, refused = Home(job.root), list[Refusal]()
    articles = islice(_articles(read_source(file.path, file.name), refused), limit)
    parts = (INGEST_VERSION, file.sha256, file.name, str(job.chunk_size), str(limit))
    batches: list[Batch] = []
    while chunk := list(islice(articles, job.chunk_size)):
        name = batch_name("articles", *parts, str(len(batches)))
        batches.append(write_articles(home, name, chunk, job.ingested_at))
    stored = sum(batch.rows for batch in batches)
    name = batch_name("refused", *parts)
    return Input(
        # A file that was cut short is not known as a whole: without the limit it is read again.
        sha256=file.sha256 if stored != limit else f"{file.sha256}:{limit}",
        name=file.name,
        articles=tuple(batch.name for batch in batches),
        refusals=write_refusals(home, name, refused).name if refused else None,
        articles_stored=stored,
        articles_refused=len(refused),
    )


def _articles(records: Iterable[Article | Refusal], refused: list[Refusal]) -> Iterator[Article]:
    """The articles among the records; the refusals are put aside."""
    for record in records:
        if isinstance(record, Article):
            yield record
        else:
            refused.append(record)
