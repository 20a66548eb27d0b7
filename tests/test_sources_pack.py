"""What a fetch stored is read like any file, and is not trusted more than one."""

import base64
import gzip
import json

import pytest
from news_site import page

from extract.records import Article
from flows.source_bytes import Limits
from flows.source_pack import with_hints
from flows.sources import read_source

TEXT = "North Korea test-fired a short-range ballistic missile on Friday, state media said."
URL = "https://post.example/a"


def line(**fields):
    return json.dumps(fields).encode() + b"\n"


def stored(html, **more):
    body = base64.b64encode(html.encode() if isinstance(html, str) else html).decode()
    fixed = {"kind": "page", "key": URL, "by": URL, "url": URL, "hints": {}, "charset": None}
    return line(**{**fixed, "body": body, **more})


def read(tmp_path, content, limits=None):
    path = tmp_path / "a.pack.gz"
    path.write_bytes(gzip.compress(content))
    found = list(read_source(path, "a.pack.gz", limits or Limits()))
    articles = [each for each in found if isinstance(each, Article)]
    return articles, [(each.reason, each.source) for each in found if each not in articles]


def test_pages_items_and_refusals_are_read_and_the_rest_is_for_the_index(tmp_path):
    content = (
        line(kind="source", source=URL, by=URL, mark={}, pages=[])
        + line(kind="item", digest="00", fields={"title": "Item", "text": TEXT})
        + line(kind="refusal", reason="robots", detail="no", source=URL)
        + line(kind="refused_page", key=URL, by=URL)
        + line(kind="failed_page", key=URL, by=URL)
        + line(kind="item_refused", digest="00")
        + stored(page("Page", TEXT))
    )
    articles, refusals = read(tmp_path, content)
    assert [article.title for article in articles] == ["Item", "Page"]
    assert refusals == [("robots", URL)]


def test_a_page_is_refused_under_its_own_address(tmp_path):
    content = stored("<html></html>") + stored(b"\0\1\2" * 999) + stored("x" * 5000)
    _, refusals = read(tmp_path, content, Limits(record_bytes=4000))
    assert refusals == [("bad_html", URL), ("binary", URL), ("too_large", URL)]


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", None, "no-such-charset"])
def test_the_charset_of_the_server_counts_where_the_bytes_are_no_utf_8(tmp_path, charset):
    html = page("Page", f"{TEXT} “quoted”").replace("utf-8", "koi8-r")
    said = None if charset is None else charset
    (article,), _ = read(tmp_path, stored(html.encode("cp1252"), charset=said))
    assert ("“quoted”" in article.text) == (charset == "windows-1252")


@pytest.mark.parametrize(
    "content",
    [b"no json\n", b"[]\n", b"{}\n", line(kind="other"), line(kind="page"), line(kind="item"),
     stored("x", body="not base64!"), stored(page("P", TEXT), hints=3), line(kind="item", fields=3),
     line(kind="refusal", reason=3, detail="", source="")],
)  # fmt: skip
def test_what_no_fetch_writes_is_refused(tmp_path, content):
    articles, refusals = read(tmp_path, content + stored(page("Page", TEXT)))
    assert (articles, [reason for reason, _ in refusals]) == ([], ["bad_pack"])


def test_the_user_counts_before_the_page_and_the_page_before_the_feed():
    found = {"title": "Page", "published": None, "source": None, "host": "a.example", "text": ""}
    assert with_hints(found, {})["source"] == "a.example"
    assert with_hints(found, {"feed": "Feed"})["source"] == "Feed"
    named = {**found, "source": "Named"}
    assert with_hints(named, {"feed": "Feed"})["source"] == "Named"
    assert with_hints(named, {"feed": "Feed", "outlet": "Mine"})["source"] == "Mine"
    hinted = with_hints(named, {"title": "Item", "published": "2024-06-19"})
    assert (hinted["title"], hinted["published"]) == ("Item", "2024-06-19")
