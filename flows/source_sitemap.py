"""The addresses of a sitemap, with what a news sitemap says of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from flows.source_bytes import BadSource
from flows.source_date import parse_published
from flows.source_html import MARKUP_ERRORS
from flows.source_markup import SAFE

PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Place:
    """One address of a sitemap."""

    url: str
    title: str | None = None
    published: str | None = None  # ISO 8601
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Pages, or further sitemaps, and what of it could not be read: (reason, detail)."""

    pages: tuple[Place, ...] = ()
    sitemaps: tuple[str, ...] = ()
    problem: tuple[str, str] | None = None


def parse_sitemap(text: str, most: int) -> Sitemap:
    """The addresses of a sitemap or sitemap index in its order; raises BadSource `too_many_items`.

    What stands before a break is kept, the break is the `problem`: `truncated` or `bad_feed`.
    """
    pages: list[Place] = []
    sitemaps: list[str] = []
    problem = None
    try:
        for kind, place in _entries(text.encode("utf-8", "replace")):
            if kind == "url":
                pages.append(place)
            else:
                sitemaps.append(place.url)
            if len(pages) + len(sitemaps) > most:
                raise BadSource("too_many_items", f"more than {most} addresses in the sitemap")
    except MARKUP_ERRORS as error:
        ended = "</urlset" in text or "</sitemapindex" in text
        detail = f"the sitemap cannot be read to its end: {error}"
        problem = ("bad_feed" if ended else "truncated", detail)
    return Sitemap(tuple(pages), tuple(sitemaps), problem)


def _entries(content: bytes) -> Iterator[tuple[str, Place]]:
    """The entries one by one, each forgotten once it is read; raises XMLSyntaxError at a break."""
    parser = etree.XMLPullParser(events=("end",), **SAFE)
    for start in range(0, len(content), PIECE):
        parser.feed(content[start : start + PIECE])
        for _, element in parser.read_events():
            kind = _name(element)
            if kind in ("url", "sitemap"):
                place = _place(element)
                if place is not None:
                    yield kind, place
                element.clear(keep_tail=False)
    parser.close()


def _place(element: Any) -> Place | None:
    """The address of one entry, None where it names none."""
    said = {_name(child): (child.text or "").strip() for child in element.iter()}
    if not said.get("loc"):
        return None
    return Place(
        url=said["loc"],
        title=" ".join(said.get("title", "").split()) or None,
        # `lastmod` is when the page was touched, which is no day of publication
        published=parse_published(said.get("publication_date")),
        outlet=said.get("name") or None,
    )


def _name(element: Any) -> str:
    """The name of an element without its namespace, declared or not; empty for comments."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""
