"""The pages of a WARC become articles; where the file breaks off, that is said."""

import gzip
import zlib

import pytest
from news_site import answered as answer
from news_site import archived, page
from news_site import recorded as record

from flows.source_bytes import Limits
from flows.sources import read_source

TEXT = "North Korea test-fired a short-range ballistic missile on Friday, state media said."


def news(number):
    return archived(page(f"Launch {number}", TEXT), f"https://post.example/{number}")


INFO = record(b"software: a crawler\r\n", kind="warcinfo", media="application/warc-fields")
REQUEST = record(b"GET / HTTP/1.1\r\n\r\n", kind="request")


def read(tmp_path, content, name="a.warc", limits=None):
    path = tmp_path / name
    path.write_bytes(content)
    found = list(read_source(path, name, limits or Limits()))
    articles = [each for each in found if hasattr(each, "text")]
    return articles, [(each.reason, each.detail) for each in found if each not in articles]


@pytest.mark.parametrize("packed", [False, True])
def test_pages_become_articles_and_the_crawl_does_not(tmp_path, packed):
    parts = [INFO, REQUEST, news(1), news(2)]
    content = b"".join(map(gzip.compress, parts)) if packed else b"".join(parts)
    articles, refusals = read(tmp_path, content, "a.warc.gz" if packed else "a.warc")
    assert [article.title for article in articles] == ["Launch 1", "Launch 2"]
    assert [article.url for article in articles] == [f"https://post.example/{n}" for n in (1, 2)]
    assert {article.source for article in articles} == {"post.example"}
    assert all(TEXT in article.text for article in articles) and refusals == []


def test_every_way_of_packing_a_page_is_unpacked(tmp_path):
    body = page("Launch", TEXT).encode()
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:100], body[100:], b""))
    blocks = [
        answer(gzip.compress(body), extra="Content-Encoding: gzip\r\n"),
        answer(zlib.compress(body), extra="Content-Encoding: deflate\r\n"),
        answer(body, extra="Content-Encoding: gzip\r\n"),  # unpacked by the crawler, header kept
        answer(chunked, extra="Transfer-Encoding: chunked\r\n"),
        answer(body, extra="Transfer-Encoding: chunked\r\n"),  # put together by the crawler
    ]
    urls = [f"https://post.example/{n}" for n in range(len(blocks))]
    content = b"".join(record(block, url) for block, url in zip(blocks, urls, strict=True))
    articles, refusals = read(tmp_path, content)
    assert ([article.url for article in articles], refusals) == (urls, [])
    assert {article.text for article in articles} == {articles[0].text}


def test_a_page_kept_without_its_answer_is_read(tmp_path):
    block = page("Launch", TEXT).encode()
    (article,), refusals = read(tmp_path, record(block, kind="resource", media="text/html"))
    assert (article.title, refusals) == ("Launch", [])


@pytest.mark.parametrize(
    ("block", "kind", "reason", "said"),
    [
        (answer("no", status="404 Not Found"), "response", "not_a_page", "status 404"),
        (answer("", status="301 Moved"), "response", "not_a_page", "status 301"),
        (answer(b"\x89PNG", "image/png"), "response", "not_a_page", "image/png"),
        (answer("<html></html>"), "response", "bad_html", "no article text"),
        (answer("no"), "revisit", "not_a_page", "revisit"),
        (b"nonsense", "response", "not_a_page", "status"),
        (answer(b"\x1f\x8bno", extra="Content-Encoding: gzip\r\n"), "response", "bad_encoding", ""),
        (answer(b"?", extra="Content-Encoding: br\r\n"), "response", "bad_encoding", "br"),
    ],
)
def test_a_record_that_is_no_page_is_refused_by_name(tmp_path, block, kind, reason, said):
    articles, refusals = read(tmp_path, record(block, kind=kind) + news(1))
    assert [article.title for article in articles] == ["Launch 1"]
    ((found, detail),) = refusals
    assert found == reason and said in detail and detail.startswith("https://post.example/a: ")


def test_a_bomb_in_a_record_is_refused(tmp_path):
    body = gzip.compress(b"\0" * (64 << 20))
    articles, refusals = read(
        tmp_path, record(answer(body, extra="Content-Encoding: gzip\r\n")) + news(1)
    )
    assert len(articles) == 1 and [reason for reason, _ in refusals] == ["bomb"]


def test_a_record_over_the_limit_is_passed_over_and_the_next_one_read(tmp_path):
    large = record(answer("x" * 100_000))
    articles, refusals = read(tmp_path, large + news(1), limits=Limits(record_bytes=50_000))
    assert len(articles) == 1 and [reason for reason, _ in refusals] == ["too_large"]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("share", [0.33, 0.55, 0.77, 0.95])
def test_where_a_file_breaks_off_that_is_its_last_refusal(tmp_path, packed, share):
    parts = [news(n) for n in range(10)]
    whole = b"".join(map(gzip.compress, parts)) if packed else b"".join(parts)
    cut = whole[: int(share * len(whole))]
    articles, refusals = read(tmp_path, cut, "a.warc.gz" if packed else "a.warc")
    assert [reason for reason, _ in refusals] == ["truncated"]
    assert len(articles) in (int(share * 10), int(share * 10) - 1)


@pytest.mark.parametrize("cut", [5, 40, 200])
def test_a_break_in_the_head_of_a_record_is_seen_too(tmp_path, cut):
    articles, refusals = read(tmp_path, news(1) + news(2)[:cut])
    assert len(articles) == 1
    assert [reason for reason, _ in refusals] in (["truncated"], ["bad_warc"])


@pytest.mark.parametrize(
    "content",
    [
        b"hello\n" * 100,
        news(1) + b"garbage\r\n\r\n" + news(2),
        record(answer("x"), length="-5"),
        record(answer("x"), length="12a"),
        record(answer("x"), length=""),
        b"WARC/1.0\r\n" + b"A: b\r\n" * 100_000,
        b"WARC/1.0\r\nA: " + b"b" * 1_000_000,
        b"\0" * 1_000_000,
    ],
    ids=["text", "between", "negative", "letters", "none", "headers", "header", "zeros"],
)
def test_what_is_no_warc_says_so(tmp_path, content):
    _, refusals = read(tmp_path, content)
    assert [reason for reason, _ in refusals] in (["bad_warc"], ["truncated"])
