"""What is unpacked is what was packed, in whatever pieces it comes, or it is refused."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetch_error import FetchError
from flows.fetch_unpack import Unpacker, unpack_gzip

RAW = -zlib.MAX_WBITS
PACKERS = {
    "": lambda body: body,
    "identity": lambda body: body,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": lambda body: zlib.compress(body, wbits=RAW),
}


def unpack(encoding, pieces, most=1 << 20, ratio=200):
    unpacker = Unpacker(encoding, most, ratio)
    parts = [part for piece in pieces for part in unpacker.unpack(piece)]
    unpacker.finish()
    return b"".join(parts)


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=5000), st.integers(2, 999))
def test_pieces_do_not_matter(encoding, body, size):
    packed = PACKERS[encoding](body)
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert unpack(encoding, pieces) == body


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.integers(2, 50))
def test_a_gzip_of_several_members_is_one_body(parts, size):
    packed = b"".join(map(gzip.compress, parts)) + b"\0" * 8
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert unpack("gzip", pieces) == b"".join(parts)


@pytest.mark.parametrize("cut", [1, 4, 9, 30])
def test_a_stream_that_breaks_off_is_seen(cut):
    with pytest.raises(FetchError) as caught:
        unpack("gzip", [gzip.compress(bytes(range(256)) * 4)[:-cut]])
    assert (caught.value.reason, caught.value.passing) == ("truncated", True)


@pytest.mark.parametrize(
    ("body", "most", "ratio", "reason"),
    [
        (b"\0" * (20 << 20), 1 << 30, 200, "bomb"),
        (b"\0" * (20 << 20), 1 << 20, 2000, "too_large"),
        (b"\0" * (1 << 20), 1 << 30, 2, None),  # the first MiB is unpacked from anything
    ],
)
def test_a_bomb_stops_where_it_is_sure(body, most, ratio, reason):
    if reason is None:
        assert unpack_gzip(gzip.compress(body), most, ratio) == body
        return
    with pytest.raises(FetchError) as caught:
        unpack_gzip(gzip.compress(body), most, ratio)
    assert caught.value.reason == reason


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br", "compress"])
def test_what_nobody_asked_for_is_refused(encoding):
    with pytest.raises(FetchError) as caught:
        Unpacker(encoding, 1, 1)
    assert caught.value.reason == "bad_encoding"
