"""Articles from the web pages of a WARC file, as Common Crawl and archives keep them.

Read by hand: the libraries stop in silence where a file breaks off, and fail in ways that cannot
be caught, or fill the memory, on files that are broken on purpose (docs/sources.md).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path

from flows.fetch_error import FetchError
from flows.fetch_unpack import Unpacker
from flows.source_bytes import BadSource, Limits, read_chunks
from flows.source_html import page_of, with_outlet
from flows.source_record import Raw, RawRecord, refuse

HEAD_BYTES = 1 << 16  # of a record or of an answer in it
RATIO = 200  # unpacked over packed
PAGES = frozenset({"text/html", "application/xhtml+xml"})
ABOUT = frozenset({"warcinfo", "request", "metadata", "continuation"})  # tell of the crawl


class Bytes:
    """A stream of chunks, read line by line or in lengths."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held, self._at = b"", 0

    def line(self) -> bytes:
        """The next line with its newline, or its first HEAD_BYTES; empty at the end."""
        end = self._held.find(b"\n", self._at) + 1
        while not end and len(self._held) - self._at < HEAD_BYTES and self._more():
            end = self._held.find(b"\n", self._at) + 1
        end = end or min(len(self._held), self._at + HEAD_BYTES)
        line, self._at = self._held[self._at : end], end
        return line

    def pieces(self, length: int) -> Iterator[bytes]:
        """The next `length` bytes piece by piece, fewer where the stream ends before."""
        while length > 0 and (self._at < len(self._held) or self._more()):
            piece = self._held[self._at : self._at + length]
            self._at += len(piece)
            length -= len(piece)
            yield piece

    def _more(self) -> bool:
        chunk = next(self._chunks, b"")
        self._held, self._at = self._held[self._at :] + chunk, 0
        return bool(chunk)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a WARC; `block` is None where it was not wanted or is over the limit."""

    headers: Mapping[str, str]  # names in lower case
    length: int
    block: bytes | None

    @property
    def kind(self) -> str:
        """response, resource, request, ..."""
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """The address it was fetched from."""
        return self.headers.get("warc-target-uri", "").strip("<> ")


def read_warc(path: Path, name: str, limits: Limits) -> Raw:
    """The pages of a .warc or .warc.gz; records that tell of the crawl are no articles.

    A record is refused as `not_a_page`, `too_large`, `bad_html` and what unpacking gives. Raises
    BadSource after the records before a break: `truncated`, `bad_warc`, and as `read_chunks`.
    """
    for record in records(Bytes(read_chunks(path, limits)), limits.record_bytes):
        if record.kind in ABOUT:
            continue
        try:
            yield RawRecord(_page(record, limits.record_bytes))
        except (BadSource, FetchError) as bad:
            yield refuse(bad.reason, f"{record.url}: {bad.detail}", name)


def records(stream: Bytes, most: int) -> Iterator[Record]:
    """The records of a stream; raises BadSource `bad_warc`, `truncated`."""
    seen = 0
    while version := _begin(stream):
        if not version.startswith(b"WARC/"):
            raise BadSource("bad_warc", f"after {seen} records comes none: {version[:40]!r}")
        headers = _headers(stream, seen)
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            raise BadSource("bad_warc", f"record {seen + 1} does not say how long it is")
        wanted = headers.get("warc-type", "").lower() not in ABOUT and int(length) <= most
        parts, size = [], 0
        for piece in stream.pieces(int(length)):
            size += len(piece)
            parts += [piece] if wanted else []
        if size < int(length):
            raise BadSource("truncated", f"the WARC breaks off in record {seen + 1}")
        seen += 1
        yield Record(headers, int(length), b"".join(parts) if wanted else None)


def _begin(stream: Bytes) -> bytes:
    """The first line of the next record, empty at the end."""
    while (line := stream.line()) and not line.strip():
        pass
    return line


def _headers(stream: Bytes, seen: int) -> dict[str, str]:
    lines: list[bytes] = []
    size = 0
    while (line := stream.line()).strip():
        size += len(line)
        if size > HEAD_BYTES:
            raise BadSource("bad_warc", f"the head of record {seen + 1} does not end")
        lines.append(line)
    if not line:
        raise BadSource("truncated", f"the WARC breaks off in the head of record {seen + 1}")
    return parsed_headers(b"".join(lines))


def parsed_headers(head: bytes) -> dict[str, str]:
    """Header lines by name in lower case; of two with one name the first counts."""
    found = BytesHeaderParser(policy=compat32).parsebytes(head)
    pairs = [(name.lower(), " ".join(str(value).split())) for name, value in found.items()]
    return dict(reversed(pairs))


def _page(record: Record, most: int) -> dict[str, object]:
    """The fields of the page in a record; raises BadSource, FetchError."""
    if record.block is None:
        raise BadSource("too_large", f"{record.length} bytes, at most {most} in one record")
    kind = record.headers.get("content-type", "")
    if record.kind == "resource":
        return _article(record.block, kind, record.url)
    if record.kind != "response" or not kind.startswith("application/http"):
        raise BadSource("not_a_page", f"a {record.kind or 'nameless'} record: {kind or 'no type'}")
    head, _, body = record.block.replace(b"\r\n\r\n", b"\n\n", 1).partition(b"\n\n")
    status, _, rest = head.partition(b"\n")
    code = status.split()[1:2]
    if code != [b"200"]:
        raise BadSource("not_a_page", f"status {b''.join(code).decode('ascii', 'replace')}")
    headers = parsed_headers(rest)
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = unchunked(body)
    unpacker = Unpacker(headers.get("content-encoding", ""), most, RATIO)
    if unpacker.is_packed and body[:1] in b"<\n\r ":
        unpacked = body  # most crawlers store what they unpacked and keep the header
    else:
        unpacked = b"".join(unpacker.unpack(body))
        unpacker.finish()
    return _article(unpacked, headers.get("content-type", "text/html"), record.url)


def _article(body: bytes, kind: str, url: str) -> dict[str, object]:
    media, _, rest = kind.partition(";")
    if media.strip().lower() not in PAGES:
        raise BadSource("not_a_page", f"it is {media.strip() or 'of no type'}")
    return with_outlet(page_of(body, charset_in(rest), url or None))


def charset_in(parameters: str) -> str | None:
    """The charset among the parameters of a content type, None where there is none."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None


def unchunked(body: bytes) -> bytes:
    """A body that was sent in chunks, put together; a body that was not comes back as it is."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at)
        size = body[at:end].split(b";")[0].strip()
        if end < 0 or not size or len(size) > 8 or size.strip(b"0123456789abcdefABCDEF"):
            return b"".join(parts) if parts else body
        length = int(size, 16)
        if not length:
            return b"".join(parts)
        parts.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1
