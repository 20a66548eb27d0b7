"""All fetching of one run: first the sources, then the pages that they lead to."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from extract.records import Refusal
from flows.fetch_address import Resolve, resolve_name
from flows.fetch_bring import refusal_line
from flows.fetch_error import FetchError
from flows.fetch_get import Getter
from flows.fetch_index import Index, Waiting, open_index
from flows.fetch_limits import FetchLimits
from flows.fetch_pack import PackWriter
from flows.fetch_sources import visit_sources
from flows.fetch_trip import Trip
from flows.fetch_visit import Visitor
from flows.progress import Report
from flows.source_list import Target
from warehouse.layout import Home

READERS = 1  # of sources, beside those who look up names
COUNTED = ["sources", "unchanged", "failed", "items", "pages", "known", "refused", "waiting"]
PAGE_TYPES = "text/html, application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the fetching of a run did.

    `failed` says which sources could not be read this time. `counts`: sources, of them unchanged
    and failed; items (articles that feeds carried), pages, known (items and pages
    of changed sources that were fetched before), refused, waiting (pages left for the next run).
    """

    failed: tuple[Refusal, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def in_vain(self) -> bool:
        """Whether no source at all could be read."""
        return self.counts.get("failed", 0) == self.counts.get("sources", 0) > 0


def fetch(
    targets: Sequence[Target],
    home: Home,
    limits: FetchLimits,
    report: Report,
    most_pages: int | None = None,
    resolve: Resolve = resolve_name,
) -> Fetched:
    """Fetch what is new from the targets into packs; hold the lock of the home.

    Never raises for what a server does. Raises BrokenIndexError, OSError of the home.
    """
    if not targets:
        return Fetched()
    with open_index(home) as index, PackWriter(home, index.enter) as packs:
        return asyncio.run(_fetch(targets, index, packs, limits, report, most_pages, resolve))


async def _fetch(
    targets: Sequence[Target],
    index: Index,
    packs: PackWriter,
    limits: FetchLimits,
    report: Report,
    most_pages: int | None,
    resolve: Resolve,
) -> Fetched:
    by_name = {target.name: target for target in targets}
    # Names are looked up in threads: a slow answer must not keep the others waiting.
    threads = ThreadPoolExecutor(limits.parallel + READERS)
    asyncio.get_running_loop().set_default_executor(threads)
    async with Getter(limits, resolve) as getter:
        visitor = Visitor(getter, limits)
        trip = Trip(by_name, index, packs, limits, visitor, report, most_pages)
        await visit_sources(trip)
        packs.close_pack()  # so that the pages they led to wait in the index
        hosts = index.hosts_waiting(trip.targets)
        await asyncio.gather(*(_visit_pages(trip, host) for host in hosts))
    packs.close_pack()
    trip.counts["waiting"] = index.count_waiting(trip.targets)
    failed = sorted(trip.failed, key=lambda each: (each.source or "", each.detail))
    return Fetched(tuple(failed), {name: trip.counts[name] for name in COUNTED})


async def _visit_pages(trip: Trip, host: str) -> None:
    """Fetches the waiting pages of a host one after the other, as long as it answers."""
    seen: set[str] = set()
    for page in trip.index.waiting(host, trip.targets):
        if page.url in seen:
            continue
        if trip.is_over() or trip.pages_left == 0 or trip.visitor.is_down(page.url):
            return
        if trip.pages_left is not None:
            trip.pages_left -= 1
        trip.step("asked")
        manner = trip.targets[page.source].manner
        most, asked = trip.limits.page_bytes, {"Accept": PAGE_TYPES}
        try:
            answer = await trip.visitor.visit(page.url, most, asked, manner)
            trip.keep_page(page.url, page.source, page.hints, answer)
        except FetchError as error:
            seen.add(page.url)
            _refuse_page(trip, page, error)


def _refuse_page(trip: Trip, page: Waiting, error: FetchError) -> None:
    """A page that failed in passing waits for another run, at last it is refused."""
    mark = {"key": page.url, "by": page.source}
    if error.passing and page.tries + 1 < trip.limits.patience:
        trip.packs.write([{"kind": "failed_page", **mark}])
        return
    detail = error.detail.removeprefix(f"{page.url}: ")
    refusal = refusal_line(error.reason, detail, page.url)
    trip.packs.write([refusal, {"kind": "refused_page", **mark}])
    trip.counts["refused"] += 1
