"""Files to articles batches: what a run stores, and what of it cannot be read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from extract.records import Article, Refusal
from flows.plan import EVERY_DAY, Bounds, Days, File, cut_short
from flows.source_record import NOTHING_SAID
from flows.sources import read_source
from flows.textless import NOTHING_WITHHELD, Withheld, identity, store_textless, textless_name
from warehouse.batches import Batch, batch_name, write_articles, write_refusals
from warehouse.forget import keys_of
from warehouse.layout import Home
from warehouse.manifests import Input

# Raised whenever the same bytes would now be read as other articles: what a dead run left behind
# is then not taken for work that is done.
INGEST_VERSION = "2"
GROUP_BYTES = 1 << 24  # so much at least goes to a worker at a time, if there is so much
GROUP_FILES = 500
FORGOTTEN = "an article that was forgotten on request came again; it was not read"


@dataclass(frozen=True, slots=True)
class IngestJob:
    """Files for one worker."""

    root: Path
    files: tuple[File, ...]
    chunk_size: int
    ingested_at: datetime
    limit: int | None = None  # articles to store at most
    withheld: Withheld = NOTHING_WITHHELD
    days: Days = EVERY_DAY
    forgotten: frozenset[str] = frozenset()  # keys of articles that are not to be read again


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
    """Store the articles of some files and what could not be read; runs in a worker.

    Small files share a batch, which the first of them names: thousands of batches of one article
    would cost every later reader more than the articles themselves.
    """
    home, reader = Home(job.root), _Reader(job)
    articles = islice(reader.articles(), job.limit)
    bounds = [str(job.chunk_size), str(job.limit), identity(job.withheld), str(job.days)]
    bounds += sorted(job.forgotten)
    parts = (INGEST_VERSION, *bounds, *_identity(job.files))
    batches: list[Batch] = []
    textless: list[Batch] = []
    while chunk := list(islice(articles, job.chunk_size)):
        if kept := [article for article in chunk if not job.withheld.covers(article)]:
            name = batch_name("articles", str(len(batches)), *parts)
            batches.append(write_articles(home, name, kept, job.ingested_at))
        if bare := [article for article in chunk if job.withheld.covers(article)]:
            name = textless_name(len(textless), *parts)
            textless.append(store_textless(home, name, bare, job.withheld, job.ingested_at))
    refusals = None
    if reader.refusals:
        refusals = write_refusals(home, batch_name("refused", *parts), reader.refusals).name
    inputs = [_input(file, reader, job.days) for file in reader.begun]
    if job.limit is not None and sum(reader.stored.values()) == job.limit:
        inputs[-1] = replace(inputs[-1], sha256=cut_short(inputs[-1].sha256, job.limit))
    names, bare_names = (tuple(batch.name for batch in each) for each in (batches, textless))
    inputs[0] = replace(
        inputs[0], articles=names + bare_names, without_text=bare_names, refusals=refusals
    )
    return tuple(inputs)


def _identity(files: Iterable[File]) -> Iterator[str]:
    for file in files:
        yield from (file.sha256, file.name)
        yield from (
            (file.said.outlet or "", file.said.lang or "") if file.said != NOTHING_SAID else ()
        )


def _input(file: File, reader: "_Reader", days: Days) -> Input:
    return Input(
        sha256=Bounds(days=days).key_of(file.sha256),
        name=file.name,
        articles=(),
        refusals=None,
        articles_stored=reader.stored[file],
        articles_refused=reader.refused[file],
        articles_passed=reader.passed[file],
    )


class _Reader:
    """Reads files one after the other; knows how far it came and what each file held."""

    def __init__(self, job: IngestJob) -> None:
        self.job = job
        self.begun: list[File] = []
        self.stored: Counter[File] = Counter()
        self.refused: Counter[File] = Counter()
        self.passed: Counter[File] = Counter()
        self.refusals: list[Refusal] = []

    def articles(self) -> Iterator[Article]:
        """The articles of all files; refusals are put aside."""
        for file in self.job.files:
            self.begun.append(file)
            for record in read_source(file.path, file.name, said=file.said):
                if isinstance(record, Article) and self._is_forgotten(record):
                    # without a word on which article it is
                    record = Refusal("ingest", "forgotten", FORGOTTEN, source=file.name)
                if isinstance(record, Article) and not self.job.days.hold(record.published_on):
                    self.passed[file] += 1
                elif isinstance(record, Article):
                    self.stored[file] += 1
                    yield record
                else:
                    self.refused[file] += 1
                    self.refusals.append(record)

    def _is_forgotten(self, article: Article) -> bool:
        return not self.job.forgotten.isdisjoint(keys_of(article.article_id, article.url))
