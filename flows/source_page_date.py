"""When a web page says that its article appeared."""

import re
from copy import deepcopy
from typing import Any

from trafilatura.metadata import extract_metadata

from flows.source_date import parse_published

# Names under which pages declare the day of publication in their head, the clearest first.
DECLARATIONS = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "og:pubdate",
    "article.published",
    "content_publisheddate",
    "originalpublicationdate",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.issued",
    "dc.date",
    "date",
)
LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?:/|$)")
SCRIPTS = "//script[@type='application/ld+json']/text()"
STAMPED = "//time[@itemprop='datePublished' or @pubdate]/@datetime"
# A date in a paragraph is part of the story, one in a footer is of the site.
ELSEWHERE = "//p | //footer | //aside | //nav | //script | //style"
VISIBLE = {
    "extensive_search": False,  # no guess from any number that looks like a date
    "original_date": True,  # the day it appeared, not the day it was touched last
    "max_date": "2125-12-31",  # else today: the same page must read the same tomorrow
}


def page_date(tree: Any, url: str | None) -> str | None:
    """The ISO date or moment, None where the page does not say.

    What the page declares for machines comes first (head, linked data, a stamped time element),
    then the day in its address, then a date that stands outside of the running text.
    """
    for written in declared_dates(tree):
        published = parse_published(written)
        if published is not None:
            return published
    address = IN_ADDRESS.search(url or "")
    if address is not None:
        return parse_published("/".join(address.groups()))
    rest = deepcopy(tree)
    for element in rest.xpath(ELSEWHERE):
        if element.getparent() is not None:
            element.drop_tree()
    return parse_published(extract_metadata(rest, date_config=VISIBLE).date)


def declared_dates(tree: Any) -> list[str]:
    """All days of publication that the page declares, in the order of trust."""
    found: list[tuple[int, str]] = []
    for meta in tree.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name.lower() in DECLARATIONS:
            found.append((DECLARATIONS.index(name.lower()), meta.get("content")))
    head = [written for _, written in sorted(found)]
    linked = [str(d) for script in tree.xpath(SCRIPTS) for d in LINKED_DATA.findall(str(script))]
    return head + linked + [str(stamp) for stamp in tree.xpath(STAMPED)]
