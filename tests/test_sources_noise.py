"""No bytes whatever make a reader raise, and every record is counted, be it noise."""

import csv
import gzip
import io
import json
import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from news_site import archived, atom, item, page, rss, sitemap

from extract.records import Article
from flows.fetch_bring import understand
from flows.fetch_limits import FetchLimits
from flows.source_bytes import BadSource, Limits
from flows.source_list import Target
from flows.sources import Tally, read_source

SENTENCE = "The envoys met in Oslo and signed a pact. Para utusan “setuju” dengan naskah itu.\n"
ROWS = [
    {
        "id": str(n),
        "title": "Satu é",
        "text": SENTENCE * (n % 4 + 1),
        "published": "2024-06-19",
        "source": "The Example",
        "lang": None if n % 2 else "en",
    }
    for n in range(20)
]


def valid_csv():
    out = io.StringIO()
    table = csv.DictWriter(out, list(ROWS[0]))
    table.writeheader()
    table.writerows(ROWS)
    return out.getvalue().encode()


def valid_parquet():
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), out)
    return out.getvalue()


PLAIN = {
    ".jsonl": "\n".join(map(json.dumps, ROWS)).encode(),
    ".csv": valid_csv(),
    ".txt": f"Title: A\nDate: 2024-01-02\n\n{SENTENCE * 9}".encode(),
    ".html": (
        "<!doctype html><html><head><meta charset=utf-8><title>Oslo pact</title>"
        "<meta property='article:published_time' content='2024-06-19T10:00:00+07:00'></head>"
        f"<body><article>{f'<p>{SENTENCE}</p>' * 9}</article></body></html>"
    ).encode(),
    ".rss": rss([item(f"/{n}", "Oslo", SENTENCE * (n * 9)) for n in range(5)]).encode(),
    ".atom": atom([(f"/{n}", "Oslo", SENTENCE * (n * 9)) for n in range(5)]).encode(),
    ".xml": sitemap([(f"https://a.example/{n}", "Oslo") for n in range(5)]).encode(),
    ".urls": b"https://a.example/1\n# no\nhttps://a.example/2\n",
    ".warc": b"".join(archived(page(f"Oslo {n}", SENTENCE * 9)) for n in range(4)),
}
VALID = PLAIN | {f"{end}.gz": gzip.compress(plain) for end, plain in PLAIN.items()}
VALID[".parquet"] = valid_parquet()
FETCHED = {"feed": PLAIN[".rss"], "sitemap": PLAIN[".xml"], "any": PLAIN[".atom"]}
TROUBLE = [b'"', b"\n", b"\r", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"[" * 200, b"\\ud800"]
TROUBLE += [b"<", b"<p>" * 200, b"]]>", b"&#55296;", b"NaN", b"1e999", b"\x80\x9d", b"text", b","]


def survive(path, data):
    """The file is read to its end, its records add up, and what it gave can be stored."""
    path.write_bytes(data)
    tally = Tally()
    limits = Limits(record_bytes=1 << 20, source_bytes=4 << 20)
    for outcome in read_source(path, path.name, limits=limits, tally=tally):
        if isinstance(outcome, Article):
            assert outcome.text.strip()
            assert "\0" not in outcome.text
            assert outcome.text.encode()
            assert outcome.published is None or outcome.published_at.tzinfo is not None
        else:
            assert outcome.step == "ingest"
            assert outcome.reason
            assert outcome.detail.isprintable()
            assert outcome.source == path.name
    assert tally.records == tally.articles + tally.refusals + tally.repeats


@pytest.mark.parametrize("suffix", VALID)
def test_a_million_bytes_of_noise_are_survived(tmp_path, suffix):
    noise = random.Random(suffix)
    printable = bytes(range(32, 127)) + b'\n\n"",,{}<>'
    for data in (noise.randbytes(600_000), bytes(noise.choices(printable, k=400_000))):
        packed = gzip.compress(data, 1) if suffix.endswith(".gz") else data
        survive(tmp_path / f"noise{suffix}", packed)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    suffix=st.sampled_from(sorted(VALID)),
    edits=st.lists(
        st.tuples(
            st.floats(0, 1, exclude_max=True),  # where in the file
            st.integers(0, 40),  # how many bytes go
            st.one_of(st.binary(max_size=8), st.sampled_from(TROUBLE)),  # what comes instead
        ),
        min_size=1,
        max_size=8,
    ),
    end=st.floats(0, 1),
)
def test_files_that_were_damaged_are_survived(tmp_path, suffix, edits, end):
    data = VALID[suffix]
    for where, gone, instead in edits:
        at = int(where * len(data))
        data = data[:at] + instead + data[at + gone :]
    if suffix.endswith(".gz"):
        data = data[: int(end * len(data))] if end < 0.5 else data
    survive(tmp_path / f"damaged{suffix}", data)


@settings(max_examples=150, deadline=None)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    ),
    key=st.sampled_from(["id", "url", "title", "published", "source", "lang", "text"]),
)
def test_any_value_in_any_field_is_survived(tmp_path_factory, value, key):
    path = tmp_path_factory.getbasetemp() / "field.jsonl"
    survive(path, json.dumps({"text": SENTENCE, key: value}).encode())


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(sorted(FETCHED)),
    edits=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.sampled_from(TROUBLE)),
        max_size=8,
    ),
    end=st.floats(0, 1),
)
def test_a_feed_or_sitemap_that_was_damaged_is_survived(kind, edits, end):
    data = FETCHED[kind]
    for where, gone, instead in edits:
        at = int(where * len(data))
        data = data[:at] + instead + data[at + gone :]
    target = Target("https://a.example/", kind)
    try:
        understand(data[: int(end * len(data))], target, FetchLimits())
    except BadSource as bad:
        assert bad.reason in ("not_a_feed", "binary", "too_many_items")
