"""What a run did, as counts, as lines for people and as Markdown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import pyarrow.parquet as pq

from flows.plan import Plan
from warehouse.batches import find_batch
from warehouse.layout import Home
from warehouse.manifests import Extracted, Input, read_current


@dataclass(frozen=True, slots=True)
class RunReport:
    """Counts of one run; `manifest` is the number of the manifest in force after it."""

    manifest: int
    files_new: int
    files_known: int
    files_unreadable: int
    articles_stored: int
    records_refused: int  # what could not be read as an article
    batches_extracted: int
    event_mentions: int
    refusals: dict[str, int]  # reason -> how many, ingest and extraction
    batches_outdated: int  # stored articles that another version or codebook read
    seconds: dict[str, float]  # step -> duration

    @property
    def share_refused(self) -> float:
        """The share of what was read that could not be read as an article, 0 to 1."""
        read = self.articles_stored + self.records_refused
        return self.records_refused / read if read else 0.0

    @property
    def nothing_new(self) -> bool:
        """Whether the warehouse held all of it already."""
        return not self.files_new and not self.batches_extracted


def report_of(
    home: Home,
    plan: Plan,
    inputs: tuple[Input, ...],
    extractions: tuple[Extracted, ...],
    seconds: Mapping[str, float],
) -> RunReport:
    """The report of a run that has been published."""
    refusals = [each.refusals for each in inputs if each.refusals]
    return RunReport(
        manifest=read_current(home).number,
        files_new=len(inputs),
        files_known=plan.n_known,
        files_unreadable=len(plan.unreadable),
        articles_stored=sum(each.articles_stored for each in inputs),
        records_refused=sum(each.articles_refused for each in inputs),
        batches_extracted=len(extractions),
        event_mentions=sum(_rows(home, each.mentions) for each in extractions),
        refusals=count_reasons(home, [*refusals, *(each.refusals for each in extractions)]),
        batches_outdated=plan.n_outdated,
        seconds={step: round(passed, 2) for step, passed in seconds.items()},
    )


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
    lines = [_count(report.files_new, "new file") + known]
    if not report.nothing_new:
        stored = _count(report.articles_stored, "article")
        refused = _count(report.records_refused, "record")
        mentions = _count(report.event_mentions, "event mention")
        refusals = _count(sum(report.refusals.values()), "refusal")
        lines += [f"{stored} stored, {refused} refused", f"{mentions}, {refusals}"]
    if report.files_unreadable:
        lines.append(f"{_count(report.files_unreadable, 'file')} could not be opened")
    if report.batches_outdated:
        batches = _count(report.batches_outdated, "batch", "batches")
        lines.append(f"{batches} read by another extractor or codebook; --full-refresh reads again")
    return lines


def _count(number: int, one: str, more: str | None = None) -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"


def as_markdown(report: RunReport) -> str:
    """The report as a page: counts, refusals by reason, timings."""
    counts = {name: value for name, value in asdict(report).items() if isinstance(value, int)}
    parts = [
        "# Summitry run",
        _table("what", counts),
        "## Refusals",
        _table("reason", report.refusals),
    ]
    return "\n\n".join([*parts, "## Seconds", _table("step", report.seconds)]) + "\n"


def _table(head: str, rows: Mapping[str, float]) -> str:
    lines = [f"| {name.replace('_', ' ')} | {value} |" for name, value in rows.items()]
    return "\n".join([f"| {head} | |", "| --- | ---: |", *lines])
