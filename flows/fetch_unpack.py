"""Bytes as they were before a server packed them, never more of them than the limits allow."""

import zlib
from collections.abc import Iterator

from flows.fetch_error import FetchError

GRACE_BYTES = 1 << 20  # so much is unpacked from anything, whatever the ratio
PIECE = 1 << 16
EITHER = zlib.MAX_WBITS | 32  # gzip or zlib, told by its first bytes
RAW = -zlib.MAX_WBITS  # what some servers send as "deflate"


class Unpacker:
    """Takes the body of a response piece by piece and gives what was packed in it.

    Raises FetchError: `bad_encoding`, `too_large`, `bomb` as soon as it is sure, `truncated`.
    """

    def __init__(self, encoding: str, most: int, ratio: int) -> None:
        self.is_packed = encoding.strip().lower() not in ("", "identity")
        if self.is_packed and encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
            raise FetchError("bad_encoding", f"packed in a way nobody asked for: {encoding}")
        self._stream = zlib.decompressobj(EITHER)
        self._most, self._ratio = most, ratio
        self._read = self._given = 0

    def unpack(self, chunk: bytes) -> Iterator[bytes]:
        """What the next bytes of the body hold."""
        self._read += len(chunk)
        if not self.is_packed:
            yield self._counted(chunk)
            return
        if self._read == len(chunk) and _is_raw(chunk):
            self._stream = zlib.decompressobj(RAW)
        while chunk:
            if self._stream.eof:  # a gzip file may have several members; zeros may follow them
                chunk = chunk.lstrip(b"\0")
                if not chunk:
                    return
                self._stream = zlib.decompressobj(EITHER)
            try:
                piece = self._stream.decompress(chunk, PIECE)
            except zlib.error as error:
                raise FetchError("bad_encoding", f"cannot be unpacked: {error}") from None
            yield self._counted(piece)
            chunk = self._stream.unconsumed_tail or self._stream.unused_data

    def finish(self) -> None:
        """Makes sure that the packed stream came to its end; raises FetchError `truncated`."""
        if self.is_packed and self._read and not self._stream.eof:
            detail = f"the packed body breaks off after {self._given} bytes"
            raise FetchError("truncated", detail, passing=True)

    def _counted(self, piece: bytes) -> bytes:
        self._given += len(piece)
        if self._given > self._most:
            raise FetchError("too_large", f"more than {self._most} bytes")
        if self.is_packed and self._given > max(GRACE_BYTES, self._ratio * self._read):
            raise FetchError("bomb", f"unpacks to more than {self._ratio} times its size")
        return piece


def _is_raw(head: bytes) -> bool:
    """Whether bytes are deflate without gzip's or zlib's own first bytes."""
    gzip = head[:2] == b"\x1f\x8b"
    zlib_head = len(head) > 1 and head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    return not (gzip or zlib_head) and len(head) > 1


def unpack_gzip(body: bytes, most: int, ratio: int) -> bytes:
    """A gzip file held in memory, unpacked; raises FetchError as Unpacker."""
    unpacker = Unpacker("gzip", most, ratio)
    unpacked = b"".join(unpacker.unpack(body))
    unpacker.finish()
    return unpacked
