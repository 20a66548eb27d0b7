"""The first part of fetching: what is new in feeds, sitemaps and lists, and where they lead to."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flows.fetch_bring import Brought, Content, bring, hints_of, refusal_line, understand
from flows.fetch_error import FetchError
from flows.fetch_get import Response, clean_url
from flows.fetch_trip import Trip
from flows.fetch_unpack import unpack_gzip
from flows.source_bytes import BadSource, Limits, read_whole
from flows.source_list import Target
from flows.source_record import refuse
from flows.sources import FILES_ONLY, suffix_of

Mark = Mapping[str, Any]
FEED_TYPES = "application/rss+xml, application/atom+xml, application/xml, text/xml, */*;q=0.5"


async def visit_sources(trip: Trip) -> None:
    """Visits all sources, some at a time: a body is held from its visit to its reading."""
    at_once = asyncio.Semaphore(max(1, trip.limits.parallel))
    await asyncio.gather(*(_visit(trip, target, at_once) for target in trip.targets.values()))


async def _visit(trip: Trip, target: Target, at_once: asyncio.Semaphore) -> None:
    """Visits one source and all sitemaps it leads to."""
    async with at_once:
        trip.step("sources")
        if target.kind not in ("page", "any") or not _waits(trip, target):
            await _source(trip, target, target.name, 0)


def _waits(trip: Trip, target: Target) -> bool:
    """Whether the target is a page that is known or waits now: nothing else to do for it."""
    try:
        url = clean_url(target.name)
        refuse_file(url)
    except FetchError as error:
        _fail(trip, target, target.name, error)
        return True
    if trip.index.knows_page(url):
        trip.counts["known"] += 1
        return True
    if target.kind == "page":
        _keep(trip, target, url, {}, Brought(pages={url: hints_of(target.said)}))
        return True
    return False


def _unchanged(trip: Trip, target: Target, name: str, mark: Mark) -> list[str]:
    """The sitemaps that a source still leads to; what was refused of it stays refused."""
    trip.counts["unchanged"] += 1
    if mark.get("refused"):
        reason, detail = mark["refused"]
        trip.failed.append(refuse(reason, detail, name))
        trip.counts["failed"] += name == target.name
    return list(mark.get("sitemaps", ()))


async def _source(trip: Trip, target: Target, name: str, depth: int) -> None:
    if name in trip.visited:
        return
    trip.visited.add(name)
    mark = trip.index.mark_of(name)
    try:
        answer = await _answer(trip, target, name, mark)
        if answer is None:
            sitemaps = _unchanged(trip, target, name, mark)
        else:
            sitemaps = await _changed(trip, target, name, answer)
    except (FetchError, BadSource) as error:
        _fail(trip, target, name, error)
        return
    await asyncio.gather(*(_further(trip, target, url, depth + 1) for url in sitemaps))


async def _further(trip: Trip, target: Target, url: str, depth: int) -> None:
    """A sitemap that another one led to, unless there are too many of them."""
    trip.sitemaps[target.name] += 1
    if depth > trip.limits.depth:
        error = FetchError("too_deep", f"{url}: sitemaps lead to sitemaps {depth} times")
        _fail(trip, target, url, error)
    elif trip.sitemaps[target.name] > trip.limits.sitemaps:
        many = f"{url}: more than {trip.limits.sitemaps} sitemaps of one source"
        _fail(trip, target, url, FetchError("too_many_items", many))
    else:
        await _source(trip, replace(target, kind="sitemap"), url, depth)


async def _answer(trip: Trip, target: Target, name: str, mark: Mark) -> Response | None:
    """The content of a source, None where it is what it was; raises FetchError, BadSource."""
    if target.path is not None and name == target.name:
        limits = Limits(record_bytes=trip.limits.feed_bytes)
        answer = Response("", 200, {}, read_whole(target.path, limits))
    elif trip.is_over():
        raise FetchError("too_slow", "the time for fetching in one run is over", passing=True)
    else:
        answer = await trip.visitor.visit(
            clean_url(name),
            trip.limits.feed_bytes,
            {"Accept": FEED_TYPES, **conditions(mark)},
            target.manner,
        )
    same = answer.status == 304 or digest_of_body(answer.body) == mark.get("digest")
    return None if same else answer


async def _changed(trip: Trip, target: Target, name: str, answer: Response) -> list[str]:
    """Keeps what is new in a source; the sitemaps it leads to. Raises BadSource, FetchError."""
    try:
        async with trip.reading:
            content = await asyncio.to_thread(_understand, trip, target, answer)
    except (BadSource, FetchError) as error:
        # What was refused once is not read again until it changes.
        _fail(trip, target, name, error, mark_of(answer))
        return []
    if content is None:
        trip.keep_page(clean_url(name), target.name, hints_of(target.said), answer)
        return []
    brought = bring(content, target, answer.url or None, trip.index)
    _keep(trip, target, name, {**mark_of(answer), "sitemaps": brought.sitemaps}, brought)
    return brought.sitemaps


def _understand(trip: Trip, target: Target, answer: Response) -> Content:
    body = answer.body
    if body[:2] == b"\x1f\x8b":  # a file that is gzip itself, whatever its server says
        try:
            body = unpack_gzip(body, trip.limits.feed_bytes, trip.limits.ratio)
        except FetchError as error:
            raise BadSource(error.reason, error.detail) from None
    return understand(body, target, trip.limits)


def _keep(trip: Trip, target: Target, name: str, mark: Mark, brought: Brought) -> None:
    """Writes what a source brought, in one group with its mark: all of it or nothing."""
    pages = sorted(brought.pages.items())
    line = {"kind": "source", "source": name, "by": target.name, "mark": mark, "pages": pages}
    trip.packs.write([*brought.lines, line])
    trip.counts["known"] += brought.known
    trip.counts["items"] += sum(each["kind"] == "item" for each in brought.lines)
    trip.counts["refused"] += sum(each["kind"] == "refusal" for each in brought.lines)


def _fail(
    trip: Trip,
    target: Target,
    name: str,
    error: FetchError | BadSource,
    seen: Mark | None = None,
) -> None:
    """A source that cannot be read is told in every run, and recorded when that is news."""
    detail = error.detail.removeprefix(f"{name}: ")
    trip.failed.append(refuse(error.reason, detail, name))
    trip.counts["failed"] += name == target.name
    if isinstance(error, FetchError) and error.passing:
        return
    before, told = trip.index.mark_of(name), [error.reason, detail]
    mark = {**(before if seen is None else seen), "refused": told}
    if mark == before:
        return
    line = {"kind": "source", "source": name, "by": target.name, "mark": mark, "pages": []}
    if before.get("refused") == told:
        trip.packs.write([line])
    else:
        trip.packs.write([refusal_line(error.reason, detail, name), line])
        trip.counts["refused"] += 1


def refuse_file(url: str) -> None:
    """Raises FetchError for the address of a file that is no page, feed or sitemap by its name."""
    suffix = suffix_of(Path(urlsplit(url).path))
    if suffix in FILES_ONLY:
        raise FetchError("not_a_page", f"a {suffix} is not fetched: download it, name the file")


def conditions(mark: Mark) -> dict[str, str]:
    """The headers that ask for a source only if it changed since the last visit."""
    asked = {"If-None-Match": mark.get("etag"), "If-Modified-Since": mark.get("modified")}
    return {name: value for name, value in asked.items() if value}


def mark_of(answer: Response) -> dict[str, Any]:
    """What to keep of an answer, so that the same content is told the next time."""
    said = {"etag": answer.headers.get("etag"), "modified": answer.headers.get("last-modified")}
    return {**said, "digest": digest_of_body(answer.body)}


def digest_of_body(body: bytes) -> str:
    """What the bytes of a source are known by."""
    return hashlib.sha256(body).hexdigest()
