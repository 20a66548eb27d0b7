"""The items of an RSS or Atom feed: with their text where the feed carries it, else with a link."""

import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
from feedparser.exceptions import CharacterEncodingOverride
from lxml import etree  # type: ignore[import-untyped]  # ships no types

from flows.decode import BinaryData, is_binary
from flows.source_bytes import BadSource, Limits, read_whole
from flows.source_date import parse_published
from flows.source_html import MARKUP_ERRORS, decode_page
from flows.source_markup import SAFE, fragment_text
from flows.source_record import Raw, RawRecord, refuse

FIRST_TAG = re.compile(r"<\s*([A-Za-z][\w:.-]*)")
BEGIN = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML may hold them
BEFORE = {"<!--": "-->", "<?": "?>", "<!": ">"}  # what may stand before the first element
LOST = re.compile(r"&(#?\w{0,31};?)")
KEPT = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
FEEDS = frozenset({"rss", "feed", "rdf:rdf", "atom:feed"})
SITEMAPS = frozenset({"urlset", "sitemapindex"})
# A text as short as this may be all of a wire item or only its teaser: the page tells.
FULL_TEXT = 800  # characters
CUT = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|&hellip;|read more|continue reading|full story|selengkapnya|"
    r"baca juga)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed; `text` is None where only its page can have it."""

    title: str | None
    link: str | None
    published: str | None  # ISO 8601
    text: str | None
    outlet: str | None  # where the feed says who wrote the item


@dataclass(frozen=True, slots=True)
class Feed:
    """The items of a feed, and what of it could not be read: (reason, detail)."""

    outlet: str | None
    items: tuple[Item, ...]
    problem: tuple[str, str] | None = None


def root_of(text: str) -> str:
    """The name of the first element of XML or HTML, in lower case; empty where there is none."""
    head, at = text[: 1 << 16], 0
    while at >= 0:
        at += len(head[at:]) - len(head[at:].lstrip("\ufeff \t\r\n"))
        opening = next((each for each in BEFORE if head.startswith(each, at)), None)
        if opening is None:
            found = FIRST_TAG.match(head, at)
            return found[1].lower() if found else ""
        end = head.find(BEFORE[opening], at)
        at = end + len(BEFORE[opening]) if end >= 0 else end
    return ""


def decode_xml(body: bytes) -> str:
    """The text of a feed or sitemap; raises BadSource `binary`."""
    try:
        if is_binary(body[:4096]) and b"\0" not in body[:4]:
            raise BinaryData("binary data, not text")
        return FORBIDDEN.sub("", decode_page(body))
    except BinaryData as error:
        raise BadSource("binary", str(error)) from None


def parse_feed(text: str, most: int, carries: str = "auto") -> Feed:
    """The items of a feed in its order.

    Raises BadSource `not_a_feed`, `too_many_items`, `bad_feed` where nothing can be made of it.

    `carries` says what the text of an item is: "feed" what the feed has, "page" that of its page,
    "auto" that of the feed where it is the whole.
    """
    root = root_of(text)
    if root not in FEEDS:
        what = f"begins with <{root}>" if root else "holds no element"
        raise BadSource("not_a_feed", f"neither RSS nor Atom: it {what}")
    begun, ended = len(BEGIN.findall(text)), len(END.findall(text))
    if begun > most:
        raise BadSource("too_many_items", f"{begun} items in the feed, at most {most}")
    try:
        return _feed(text, root, (begun, ended), carries)
    except MARKUP_ERRORS as error:
        raise BadSource("bad_feed", f"cannot be read: {type(error).__name__}") from None


def _feed(text: str, root: str, counted: tuple[int, int], carries: str) -> Feed:
    """The feed of a text in which so many items begin and end."""
    begun, ended = counted
    found = _parsed(text if is_sound(text) else mended(text))
    entries = list(found.entries)
    problem = None
    if f"</{root}" not in text.lower():
        entries = entries[:ended]  # the last one may be half a text
        problem = ("truncated", f"the feed breaks off after {len(entries)} whole items")
    elif len(entries) < begun:
        problem = ("bad_feed", f"{len(entries)} of {begun} items could be read: {_why(found)}")
    outlet = _line(found.feed.get("title"))
    return Feed(outlet, tuple(_item(entry, carries) for entry in entries), problem)


def is_sound(text: str) -> bool:
    """Whether a text is well-formed XML and not nested beyond all sense."""
    try:
        parser = etree.XMLParser(**SAFE)
        etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return False
    return True


def mended(text: str) -> str:
    """Broken XML as libxml2 understands it; feedparser itself takes 10 s for 2 MB of open tags."""
    parser = etree.XMLParser(recover=True, **SAFE)
    tree = etree.fromstring(LOST.sub(_spelled, text).encode("utf-8", "replace"), parser)
    return "" if tree is None else str(etree.tostring(tree, encoding="unicode"))


def _spelled(found: re.Match[str]) -> str:
    """An entity of HTML as its character; an ampersand that stands for itself as XML has it."""
    name = found[1]
    if name in KEPT:
        return found[0]
    character = unescape(found[0]) if name.endswith(";") else found[0]
    return escape(FORBIDDEN.sub("", character), quote=False)


def _parsed(text: str) -> Any:
    # A stream, because feedparser takes other things for an address or the name of a file.
    stream = BytesIO(text.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    return feedparser.parse(
        stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def _why(found: Mapping[str, Any]) -> str:
    fault = found.get("bozo_exception")
    if fault is None or isinstance(fault, CharacterEncodingOverride):
        return "the others have no place in a feed"
    return str(fault)


def _item(entry: dict[str, Any], carries: str) -> Item:
    text = None if carries == "page" else _text(entry)
    link = entry.get("link") or None
    if carries == "auto" and text is not None and link and not is_whole(text):
        text = None
    source = entry.get("source")
    outlet = _line(source.get("title")) if isinstance(source, Mapping) else None
    return Item(_line(entry.get("title")), link, _published(entry), text, outlet)


def _text(entry: Mapping[str, Any]) -> str | None:
    """The longest text that an item brings, None where it brings none."""
    bodies = [str(each.get("value") or "") for each in entry.get("content", [])]
    texts = [fragment_text(body) for body in (*bodies, str(entry.get("summary") or ""))]
    return max(texts, key=len) or None


def is_whole(text: str) -> bool:
    """Whether the text of an item looks like a whole article and not like its teaser."""
    return len(text) >= FULL_TEXT and CUT.search(text[-80:]) is None


def _line(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(unescape(fragment_text(value)).split()) or None


def _published(entry: dict[str, Any]) -> str | None:
    """When the item appeared; what feedparser understands and we do not is taken from it."""
    # dict.get: feedparser's own gives the one day for the other, with a warning
    for key in ("published", "updated", "created"):
        said = parse_published(dict.get(entry, key))
        if said is not None:
            return said
        parsed = dict.get(entry, f"{key}_parsed")
        if parsed is not None:
            return parse_published(datetime.fromtimestamp(timegm(parsed), UTC))
    return None


def read_feed(path: Path, name: str, limits: Limits) -> Raw:
    """The items of a feed file that carry their text; the others are refused as `not_fetched`.

    `summitry run` fetches their pages. Raises BadSource as `parse_feed` and `read_whole`.
    """
    feed = parse_feed(decode_xml(read_whole(path, limits)), limits.items)
    for item in feed.items:
        if item.text is None:
            detail = f"`summitry run` would fetch the page: {item.link or 'no link'}"
            yield refuse("not_fetched", detail, name)
        else:
            yield RawRecord(item_fields(item, feed.outlet))
    if feed.problem is not None:
        yield refuse(*feed.problem, name)


def item_fields(item: Item, outlet: str | None) -> dict[str, object]:
    """The fields of an article that a feed carries whole."""
    return {
        "title": item.title,
        "text": item.text,
        "published": item.published,
        "source": item.outlet or outlet,
        "url": item.link,
    }
