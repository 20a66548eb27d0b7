"""An article from a saved web page."""

import logging
import re
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]  # ships no types
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from flows.decode import BinaryData, decode_bytes
from flows.source_bytes import BadSource, Limits, read_whole
from flows.source_page_date import VISIBLE, page_date
from flows.source_record import Raw, RawRecord

CHARSET = re.compile(
    rb"""(?:charset|encoding)=["' ]*((?:iso-?8859|windows|cp|koi8|gb|big5|euc|shift|tis)[\w-]*)""",
    re.IGNORECASE,
)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What finds the text takes time by the square of this: 3 s for 14,000 paragraphs, a minute for
# 390,000 cells of a table. The longest of 181 news pages has 1,600.
MOST_ELEMENTS = 30_000
# It logs what it cannot read; here that is a refusal, and nothing else belongs on the screen.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# trafilatura, feedparser and lxml document none of these, yet broken pages bring them about
MARKUP_ERRORS = (
    etree.LxmlError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def read_html(path: Path, name: str, limits: Limits) -> Raw:  # noqa: ARG001 -- as all readers
    """The one record of a page: title, text, day, outlet and canonical URL as the page gives them.

    Raises BadSource as `page_of` and `read_whole`.
    """
    yield RawRecord(with_outlet(page_of(read_whole(path, limits))))


def page_of(body: bytes, charset: str | None = None, base: str | None = None) -> dict[str, object]:
    """What a page says of its article; `charset` is what its server says, `base` where it lies.

    Raises BadSource: `binary`, `bad_html` where no article can be found.
    """
    try:
        page = decode_page(body, charset)
    except BinaryData as error:
        raise BadSource("binary", str(error)) from None
    try:
        fields = page_fields(page, base)
    except MARKUP_ERRORS as error:
        raise BadSource("bad_html", f"cannot be read: {type(error).__name__}") from None
    if fields is None:
        raise BadSource("bad_html", "no article text found in the page")
    return fields


def decode_page(page: bytes, charset: str | None = None) -> str:
    """The text of a page: UTF-8 where it is, else what its server or it declares, else a guess.

    Raises BinaryData.
    """
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        said = CHARSET.search(f"charset={charset}".encode("ascii", "replace")) if charset else None
        text = _declared(page, said or CHARSET.search(page[:4096])) or decode_bytes(page)
    else:
        text = decode_bytes(page)
    return XML_DECLARATION.sub("", text)  # it names an encoding that no longer is


def _declared(page: bytes, declared: re.Match[bytes] | None) -> str | None:
    """The text in the encoding that is declared, None if it is none we know."""
    if declared is None:
        return None
    encoding = declared[1].decode("ascii").lower()
    if encoding in ("iso-8859-1", "iso8859-1"):
        encoding = "cp1252"  # as browsers read it
    try:
        return page.decode(encoding, errors="replace")
    except LookupError:
        return None


def page_fields(page: str, base: str | None = None) -> dict[str, object] | None:
    """What the page says of its article, None where it has none."""
    tree = load_html(page)
    if tree is None:
        return None
    if sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise BadSource("too_large", f"more than {MOST_ELEMENTS} elements in one page")
    found = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_formatting=False,
        favor_precision=True,  # docs/sources.md has the figures
        date_extraction_params=VISIBLE,
    )
    if not isinstance(found, Document) or not found.text:
        return None
    return {
        "title": found.title,
        "text": found.text,
        "published": page_date(tree, found.url or base),
        "source": found.sitename,
        "host": found.hostname or site_of(base),
        "url": canonical(found.url, base),
    }


def with_outlet(fields: dict[str, object]) -> dict[str, object]:
    """The fields of a page with its host for an outlet that it does not name."""
    return {**fields, "source": fields["source"] or fields["host"]}


def canonical(declared: str | None, base: str | None) -> str | None:
    """The address a page gives as its own, where it is one of the site that the page came from."""
    if base is None or (declared and site_of(declared) == site_of(base)):
        return declared
    return base


def site_of(url: str | None) -> str | None:
    """The host of an address without "www."; None where it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
