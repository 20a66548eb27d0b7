"""Articles from what a fetch brought: pages, items that a feed carried whole, refusals."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extract.records import Refusal
from flows.decode import escaped
from flows.source_bytes import BadSource, Limits, read_chunks, split_lines
from flows.source_html import page_of
from flows.source_record import Raw, RawRecord, refuse

PACK = ".pack.gz"
ROOM = 4  # a page is escaped as base64, its hints come on top


def read_pack(path: Path, name: str, limits: Limits) -> Raw:  # noqa: ARG001 -- as all readers
    """The records of a pack, each refusal under the address or file it is about.

    Raises BadSource: `bad_pack` for a line that no fetch writes, and as `split_lines`.
    """
    for line in split_lines(read_chunks(path, limits), ROOM * limits.record_bytes):
        try:
            fields = json.loads(line.content or b"")
            record = record_of(fields, limits)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadSource("bad_pack", f"not what a fetch writes: {error}", line.number) from None
        if record is not None:
            yield record


def record_of(line: Mapping[str, Any], limits: Limits) -> RawRecord | Refusal | None:
    """What one line brings; None for what only the index of the fetch needs."""
    match line["kind"]:
        case "item":
            return RawRecord(dict(line["fields"]))
        case "refusal":
            reason, source = (escaped(line[key], limit=4096) for key in ("reason", "source"))
            return refuse(reason, line["detail"], source)
        case "page":
            return _page(line, limits)
        case "source" | "item_refused" | "refused_page" | "failed_page":
            return None
        case kind:
            raise ValueError(f"an unknown kind of line: {kind}")


def _page(line: Mapping[str, Any], limits: Limits) -> RawRecord | Refusal:
    body = base64.b64decode(line["body"], validate=True)
    try:
        if len(body) > limits.record_bytes:
            raise BadSource("too_large", f"more than {limits.record_bytes} bytes in one record")
        fields = page_of(body, line["charset"], line["url"])
    except BadSource as bad:
        return refuse(bad.reason, bad.detail, escaped(line["url"], limit=4096))
    return RawRecord(with_hints(fields, dict(line["hints"])))


def with_hints(fields: Mapping[str, object], hints: Mapping[str, Any]) -> dict[str, object]:
    """The fields of a page with what led to it said of it: the item of a feed, the user.

    The user's outlet counts before the page's, that before the feed's name; title and day of
    the feed count before those that were found in the page.
    """
    return {
        **fields,
        "title": hints.get("title") or fields["title"],
        "published": hints.get("published") or fields["published"],
        "source": hints.get("outlet") or fields["source"] or hints.get("feed") or fields["host"],
        "lang": hints.get("lang"),
    }
