"""What a run did, as counts, as lines for people and as Markdown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

import pyarrow.parquet as pq

from flows.plan import Plan
from flows.source_pack import PACK
from warehouse.batches import find_batch
from warehouse.layout import Home
from warehouse.manifests import Extracted, Input, read_current
from warehouse.publish import Publication

STATUS = {
    "done": "Published.",
    "degraded": "Published, with warnings.",
    "held": "Held back: a check failed, nothing was published, what was read is kept.",
    "accepted": "Published in spite of a check that failed.",
}


@dataclass(frozen=True, slots=True)
class RunReport:
    """Counts of one run; `manifest` is the number of the manifest in force after it."""

    manifest: int
    files_new: int
    files_known: int
    unreadable: tuple[str, ...]  # files that could not be opened, and why
    articles_stored: int
    articles_repeated: int  # held before: same id, same text
    records_refused: int  # what could not be read as an article, or came under the id of another
    batches_extracted: int
    event_mentions: int
    events_new: int  # events that articles of this run told of first
    refusals: dict[str, int]  # reason -> how many, ingest and extraction
    batches_outdated: int  # stored articles that another version or codebook read
    seconds: dict[str, float]  # step -> duration
    status: str = "done"  # done; degraded: published with a warning; held: not published
    runs_released: tuple[int, ...] = ()  # held back before, published with this run
    articles_passed: int = 0  # of other days than were asked for
    batches_without_text: int = 0  # read by another one, and not to be read again
    checks: tuple[str, ...] = ()  # what failed the checks, "stop volume: 3 new articles, ..."
    fetched: dict[str, int] = field(default_factory=dict)  # see `flows.fetch.Fetched`

    @property
    def share_refused(self) -> float:
        """The share of what was read that could not be read as an article, 0 to 1."""
        read = self.articles_stored + self.articles_repeated + self.records_refused
        return self.records_refused / read if read else 0.0

    @property
    def nothing_new(self) -> bool:
        """Whether the warehouse held all of it already."""
        read = self.articles_stored + self.articles_repeated + self.records_refused
        return not (self.files_new or self.batches_extracted or read)


@dataclass(frozen=True, slots=True)
class Work:
    """What a run stored."""

    inputs: tuple[Input, ...]
    extractions: tuple[Extracted, ...]
    fetched: Mapping[str, int] = field(default_factory=dict)  # see `flows.fetch.Fetched`

    def __bool__(self) -> bool:
        """Whether it stored anything."""
        return bool(self.inputs or self.extractions)


def report_of(
    home: Home,
    plan: Plan,
    work: Work,
    publication: Publication,
    seconds: Mapping[str, float],
) -> RunReport:
    """The report of a run that has been published, or held back."""
    inputs, extractions = work.inputs, work.extractions
    refusals = [each.refusals for each in inputs if each.refusals]
    counts = Counter(publication.counts if work else {})
    return RunReport(
        manifest=read_current(home).number,
        files_new=sum(not each.name.endswith(PACK) for each in inputs),
        files_known=plan.n_known,
        unreadable=tuple(f"{each.source}: {each.detail}" for each in plan.unreadable),
        articles_stored=counts["articles_stored"],
        articles_repeated=counts["articles_repeated"],
        records_refused=counts["articles_refused"],
        batches_extracted=len(extractions),
        event_mentions=sum(_rows(home, each.mentions) for each in extractions),
        events_new=counts["events"],
        refusals=count_reasons(home, [*refusals, *(each.refusals for each in extractions)]),
        batches_outdated=plan.n_outdated,
        seconds={step: round(passed, 2) for step, passed in seconds.items()},
        fetched=dict(work.fetched),
        runs_released=_released(work, publication, read_current(home).number),
        articles_passed=sum(each.articles_passed for each in inputs),
        batches_without_text=plan.n_unreadable,
        status=publication.status,
        checks=tuple(f"{each.then} {each.check}: {each.detail}" for each in publication.findings),
    )


def _released(work: Work, publication: Publication, this: int) -> tuple[int, ...]:
    return tuple(number for number in publication.runs if not work or number != this)


def _rows(home: Home, mentions: str) -> int:
    batch = find_batch(home, "mentions", mentions)
    return batch.rows if batch else 0


def count_reasons(home: Home, batches: Iterable[str]) -> dict[str, int]:
    """How many refusals of each reason are in some refusals batches, the most frequent first."""
    counts: Counter[str] = Counter()
    for name in batches:
        column = pq.read_table(home.batch("refusals", name), columns=["reason"])["reason"]
        counts.update(column.to_pylist())
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def as_lines(report: RunReport) -> list[str]:
    """The report for people, a few short lines."""
    known = f", {report.files_known} known already" if report.files_known else ""
    lines = fetched_lines(report)
    if not report.fetched or report.files_new or report.files_known:
        lines.append(counted(report.files_new, "new file") + known)
    if not report.nothing_new:
        stored = counted(report.articles_stored, "article")
        refused = counted(report.records_refused, "record")
        repeated = f", {report.articles_repeated} held before" if report.articles_repeated else ""
        mentions = counted(report.event_mentions, "event mention")
        events = counted(report.events_new, "new event")
        refusals = counted(sum(report.refusals.values()), "refusal")
        lines += [
            f"{stored} stored{repeated}, {refused} refused",
            f"{mentions}, {events}, {refusals}",
        ]
    if report.articles_passed:
        lines.append(
            f"{counted(report.articles_passed, 'article')} of other days or none passed over"
        )
    lines += [f"not read: {told}" for told in report.unreadable]
    if report.runs_released:
        numbers = ", ".join(map(str, report.runs_released))
        lines.append(f"published as well: what run {numbers} stored")
    warned = [told for told in report.checks if told.startswith("warn ")]
    lines += [f"check: {told.removeprefix('warn ')}" for told in warned]
    if report.batches_outdated:
        batches = counted(report.batches_outdated, "batch", "batches")
        lines.append(f"{batches} read by another extractor or codebook; --full-refresh reads again")
    if report.batches_without_text:
        batches = counted(report.batches_without_text, "batch", "batches")
        lines.append(f"{batches} keep what another found: their text was not kept")
    return lines


def fetched_lines(report: RunReport) -> list[str]:
    """What was fetched, in a line; none where no source was an address."""
    if not report.fetched:
        return []
    counts = Counter(report.fetched)
    asked = f"{counted(counts['sources'], 'source')} asked ({counts['unchanged']} unchanged)"
    pages = counted(counts["pages"], "page")
    waiting = f", {counted(counts['waiting'], 'page')} left for the next run" * (
        counts["waiting"] > 0
    )
    return [f"{asked}, {pages} and {counted(counts['items'], 'feed item')} fetched{waiting}"]


def counted(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun: "1 file", "2 files"."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def as_markdown(report: RunReport) -> str:
    """The report as a page: counts, refusals by reason, timings."""
    whole = {name: value for name, value in asdict(report).items() if isinstance(value, int)}
    counts = {name.replace("_", " "): value for name, value in whole.items()}
    # A reason stays as `summitry refusals --reason` wants it.
    reasons = {f"`{reason}`": count for reason, count in report.refusals.items()}
    parts = ["# Summitry run", f"**{STATUS[report.status]}**", *_checks(report)]
    parts += [_table("what", counts), "## Refusals", _table("reason", reasons)]
    return "\n\n".join([*parts, "## Seconds", _table("step", report.seconds)]) + "\n"


def _checks(report: RunReport) -> list[str]:
    lines = "\n".join(f"- {told}" for told in report.checks)
    return ["## Checks that failed", lines, "## Counts"] if lines else []


def _table(head: str, rows: Mapping[str, float]) -> str:
    lines = [f"| {name} | {value} |" for name, value in rows.items()]
    return "\n".join([f"| {head} | |", "| --- | ---: |", *lines])
