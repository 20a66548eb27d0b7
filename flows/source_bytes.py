"""The bytes of a source, whole or line by line, never more in memory than the limits allow."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

CHUNK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a record and a source may be; beyond that they are refused as `too_large`."""

    record_bytes: int = 16 << 20  # one line, one table row, one page: a long book is 2 MiB
    items: int = 5000  # of one feed
    source_bytes: int = 32 << 30  # of one source once decompressed: stops a gzip bomb


class BadSource(Exception):  # noqa: N818 -- it is named for what it says, like Refusal
    """Raised by the readers where a source ends before its end; `read_source` makes it a refusal.

    `reason` is the word of the refusal, `detail` one line for people, `line` 1-based or None.
    """

    def __init__(self, reason: str, detail: str, line: int | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.line = line


class Line(NamedTuple):
    """One physical line without its newline; `content` is None where it was over the limit."""

    number: int  # 1-based
    content: bytes | None
    quotes: int  # how many '"' it held: all that a table needs to know of a line too large to keep


def read_chunks(path: Path, limits: Limits) -> Iterator[bytes]:
    """The decompressed bytes of a file piece by piece.

    Raises BadSource: `unreadable` (the system's words), `bad_gzip`, `truncated`, `too_large`.
    """
    seen = 0
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            # read1, not read: what was decompressed before a break must still arrive
            while chunk := stream.read1(CHUNK_BYTES):
                seen += len(chunk)
                if seen > limits.source_bytes:
                    raise BadSource("too_large", f"more than {limits.source_bytes} bytes")
                yield chunk
    except EOFError:
        raise BadSource("truncated", f"the gzip stream breaks off after {seen} bytes") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise BadSource("bad_gzip", f"broken gzip after {seen} bytes: {error}") from None
    except OSError as error:
        raise BadSource("unreadable", error.strerror or str(error)) from None


def read_whole(path: Path, limits: Limits) -> bytes:
    """The decompressed bytes of a file that is one record; raises BadSource as `read_chunks`."""
    parts: list[bytes] = []
    size = 0
    for chunk in read_chunks(path, limits):
        size += len(chunk)
        if size > limits.record_bytes:
            raise BadSource("too_large", f"more than {limits.record_bytes} bytes in one record")
        parts.append(chunk)
    return b"".join(parts)


def split_lines(chunks: Iterator[bytes], limit: int) -> Iterator[Line]:
    """The lines of a byte stream; one longer than `limit` bytes is passed over unread.

    A stream that breaks off raises after the lines before the break; the broken line is not among
    them, and BadSource names its number.
    """
    kept: list[bytes] = []
    number, size, quotes = 1, 0, 0
    try:
        for chunk in chunks:
            *ended, rest = chunk.split(b"\n")
            for piece in ended:
                size, quotes = size + len(piece), quotes + piece.count(b'"')
                content = b"".join([*kept, piece]) if size <= limit else None
                yield Line(number, content, quotes)
                number, kept, size, quotes = number + 1, [], 0, 0
            size, quotes = size + len(rest), quotes + rest.count(b'"')
            kept = [*kept, rest] if size <= limit else []
    except BadSource as bad:
        bad.line = number
        raise
    if size:
        yield Line(number, b"".join(kept) if size <= limit else None, quotes)
