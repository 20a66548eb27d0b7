"""What a source brings: items that carry their text, and pages that are yet to be fetched."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.fetch_error import FetchError
from flows.fetch_get import clean_url
from flows.fetch_index import Index, digest_of
from flows.fetch_limits import FetchLimits
from flows.fetch_pack import Line
from flows.source_bytes import BadSource
from flows.source_feed import (
    FEEDS,
    SITEMAPS,
    Feed,
    Item,
    decode_xml,
    item_fields,
    parse_feed,
    root_of,
)
from flows.source_list import Target
from flows.source_record import Said
from flows.source_sitemap import Sitemap, parse_sitemap
from flows.source_urls import addresses_in

Hints = Mapping[str, Any]
Content = Feed | Sitemap | tuple[str, ...] | None  # None: a web page


@dataclass(slots=True)
class Brought:
    """New lines for a pack, new pages that wait, further sitemaps, and how much was known."""

    lines: list[Line] = field(default_factory=list)
    pages: dict[str, Hints] = field(default_factory=dict)
    sitemaps: list[str] = field(default_factory=list)
    known: int = 0
    digests: set[str] = field(default_factory=set)


def understand(body: bytes, target: Target, limits: FetchLimits) -> Content:
    """What the bytes of a source are, by what they hold and what the user called it.

    Raises BadSource: `not_a_feed`, `too_many_items`, `binary`.
    """
    if target.path is not None and ".urls" in target.path.suffixes[-2:]:
        return tuple(addresses_in(body, limits.items))
    text = decode_xml(body)
    root = root_of(text)
    if root in FEEDS and target.kind != "sitemap":
        return parse_feed(text, limits.items, target.text)
    if root in SITEMAPS and target.kind != "feed":
        return parse_sitemap(text, limits.items)
    if target.kind == "any":
        return None
    what = f"begins with <{root}>" if root else "holds no element"
    raise BadSource("not_a_feed", f"neither feed nor sitemap, as it was called: it {what}")


def bring(content: Feed | Sitemap | tuple[str, ...], target: Target, base: str | None,
          index: Index) -> Brought:  # fmt: skip
    """What of a source's content is new; `base` is the address it came from."""
    brought = Brought()
    if isinstance(content, Feed):
        for item in content.items:
            _bring_item(brought, item, content.outlet, target, base, index)
    elif isinstance(content, Sitemap):
        for place in content.pages:
            said = {"title": place.title, "published": place.published, "feed": place.outlet}
            _bring_page(brought, place.url, said, target, base, index)
        brought.sitemaps += _clean(content.sitemaps, brought, target, base)
    else:
        for address in content:
            _bring_page(brought, address, {}, target, base, index)
    problem = None if isinstance(content, tuple) else content.problem
    if problem is not None:
        brought.lines.append(refusal_line(*problem, target.name))
    return brought


def refusal_line(reason: str, detail: str, source: str) -> Line:
    """The line of a refusal."""
    return {"kind": "refusal", "reason": reason, "detail": detail, "source": source}


def hints_of(said: Said, of_page: Hints | None = None) -> Hints:
    """What is known of a page before it is fetched; without what is unknown."""
    hints = {**(of_page or {}), "outlet": said.outlet, "lang": said.lang}
    return {key: value for key, value in hints.items() if value is not None}


def _bring_item(
    brought: Brought, item: Item, outlet: str | None, target: Target, base: str | None, index: Index
) -> None:
    """An item that carries its text becomes a line, another a page that waits."""
    if item.text is None and item.link:
        hints = {"title": item.title, "published": item.published, "feed": item.outlet or outlet}
        _bring_page(brought, item.link, hints, target, base, index)
        return
    fields = item_fields(item, outlet)
    url = _link(item.link, base)
    fields["url"] = url
    if url is not None and index.is_forgotten(url):
        brought.known += 1
        return
    said = {"source": target.said.outlet, "lang": target.said.lang}
    fields.update({key: value for key, value in said.items() if value is not None})
    digest = digest_of(*(_text(fields[key]) for key in ("url", "source", "title", "text")))
    if digest in brought.digests or index.knows_item(bytes.fromhex(digest)):
        brought.known += 1
        return
    brought.digests.add(digest)
    if item.text is None:
        name = f"the item {item.title!r}" if item.title else "an item"
        refused = refusal_line("empty_text", f"{name} has neither text nor link", target.name)
        brought.lines += [refused, {"kind": "item_refused", "digest": digest}]
    else:
        brought.lines.append({"kind": "item", "digest": digest, "fields": fields})


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _link(link: str | None, base: str | None) -> str | None:
    """The absolute address of an item; what cannot be fetched is still where it says it lies."""
    try:
        return clean_url(link, base) if link else None
    except FetchError:
        return None


def _bring_page(
    brought: Brought, link: str, said: Hints, target: Target, base: str | None, index: Index
) -> None:
    try:
        url = clean_url(link, base)
    except FetchError as error:
        digest = digest_of("bad_url", target.name, link)
        if digest in brought.digests or index.knows_item(bytes.fromhex(digest)):
            brought.known += 1
        else:
            brought.digests.add(digest)
            refused = refusal_line(error.reason, error.detail, target.name)
            brought.lines += [refused, {"kind": "item_refused", "digest": digest}]
        return
    brought.known += url in brought.pages or index.knows_page(url)
    if url not in brought.pages and not index.has_page(url):
        brought.pages[url] = hints_of(target.said, said)


def _clean(
    urls: Iterable[str], brought: Brought, target: Target, base: str | None
) -> Iterator[str]:
    for url in urls:
        try:
            yield clean_url(url, base)
        except FetchError as error:
            brought.lines.append(refusal_line(error.reason, error.detail, target.name))
