"""What the parts of one run's fetching share: who is asked, what is kept, what is counted."""

import asyncio
import base64
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.records import Refusal
from flows.fetch_error import FetchError
from flows.fetch_get import Response
from flows.fetch_index import Index
from flows.fetch_limits import FetchLimits
from flows.fetch_pack import PackWriter
from flows.fetch_visit import Visitor
from flows.progress import Report
from flows.source_list import Target
from flows.source_warc import PAGES, charset_in


@dataclass(slots=True)
class Trip:
    """The fetching of one run, on its way."""

    targets: Mapping[str, Target]  # by name
    index: Index
    packs: PackWriter
    limits: FetchLimits
    visitor: Visitor
    report: Report
    pages_left: int | None  # pages to fetch at most
    began: float = field(default_factory=time.monotonic)
    failed: list[Refusal] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    visited: set[str] = field(default_factory=set)  # sources and sitemaps
    sitemaps: Counter[str] = field(default_factory=Counter)  # that each source led to
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)  # two at once would gain nothing

    def is_over(self) -> bool:
        """Whether the time for fetching in one run is used up."""
        return time.monotonic() - self.began > 60 * self.limits.minutes

    def step(self, what: str) -> None:
        """Counts a step and shows it."""
        self.counts[what] += 1
        self.report("fetching", self.counts["sources"] + self.counts["asked"], None)

    def keep_page(self, key: str, by: str, hints: Mapping[str, Any], answer: Response) -> None:
        """Keeps a page as it came; raises FetchError where it is none."""
        media, _, rest = answer.headers.get("content-type", "text/html").partition(";")
        if media.strip().lower() not in PAGES:
            raise FetchError("not_a_page", f"it is {media.strip()[:100] or 'of no type'}")
        if len(answer.body) > self.limits.page_bytes:
            raise FetchError("too_large", f"more than {self.limits.page_bytes} bytes")
        line = {"kind": "page", "key": key, "by": by, "url": answer.url, "hints": dict(hints)}
        body = base64.b64encode(answer.body).decode("ascii")
        self.packs.write([{**line, "charset": charset_in(rest), "body": body}])
        self.counts["pages"] += 1
