"""What a server sends ends as article or as refusal with its reason, and the run goes on."""

import gzip

import pytest
from fetch_made import refused, report, rows
from news_site import (
    Site,
    bomb,
    broken_off,
    closed_port,
    drip,
    endless,
    item,
    page,
    rss,
    sitemap,
    sitemap_index,
)

TEXT = "North Korea test-fired a short-range ballistic missile on Friday, state media said."
FEED = "application/rss+xml"
LONG = "<p>" + f"{TEXT} It was heard on the coast.</p><p>" * 12 + "</p>"
LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
SMALL = {
    "SUMMITRY_FETCH_SECONDS": "1",
    "SUMMITRY_FETCH_TRIES": "1",
    "SUMMITRY_FETCH_PAGE_BYTES": str(1 << 20),
    "SUMMITRY_FETCH_FEED_BYTES": str(16 << 20),
    "SUMMITRY_FETCH_PATIENCE": "1",
    "SUMMITRY_MAX_REFUSED": "1",
}


def put_hostile(site: Site) -> dict[str, str]:
    """Sources that misbehave, each with the reason it is refused for."""
    loop = site.put("/loop", status=302, headers={"Location": "/loop"})
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed\n", kind="text/plain")
    deep = [site.put(f"/deep{n}.xml", sitemap_index([f"{site.address}/deep{n + 1}.xml"]))
            for n in range(4)]  # fmt: skip
    return {
        site.put("/endless", endless): "too_large",
        site.put("/fifty", page("Launch", TEXT) + " " * (50 << 20)): "too_large",
        site.put("/bomb", bomb(), headers={"Content-Encoding": "gzip"}): "bomb",
        site.put("/odd", b"abc", headers={"Content-Encoding": "br"}): "bad_encoding",
        site.put("/notgzip", b"<html>", headers={"Content-Encoding": "gzip"}): "bad_encoding",
        loop: "too_many_redirects",
        site.put("/inside", status=302, headers={"Location": "file:///etc/passwd"}): "bad_url",
        site.put("/gone", status=410): "http_status",
        site.put("/closed/a", page("Closed", TEXT)): "robots",
        site.put("/picture", b"\x89PNG\r\n\x1a\n\0\0", kind="image/png"): "binary",
        site.put("/pdf", b"%PDF-1.7 and so on", kind="application/pdf"): "not_a_page",
        site.put("/empty", ""): "bad_html",
        f"{site.address}/news.warc.gz": "not_a_page",
        site.put("/bomb.xml.gz", bomb(), kind="application/gzip"): "bomb",
        site.put("/cut.xml.gz", gzip.compress(rss([]).encode())[:-12], kind=FEED): "truncated",
        deep[0]: "",  # it is the one that is too deep which is refused
        f"{site.address}/deep3.xml": "too_deep",
        site.put("/many", rss(item(f"/{n}", "x") for n in range(100_000)), kind=FEED):
            "too_many_items",
        site.put("/cut", rss([item("", "Whole", LONG), item("", "Half", LONG)])[:-1200], kind=FEED):
            "truncated",
        site.put("/map", sitemap([(f"{site.address}/lost", "A")])[:-9], kind=FEED): "truncated",
    }  # fmt: skip


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """One run over all of them, with two good sources in between."""
    home = tmp_path_factory.mktemp("hostile") / "home"
    with Site() as site, Site() as slow:
        expected = put_hostile(site)
        good = site.put("/good", rss([item(None, "Whole, too", LONG)]), kind=FEED)
        after = site.put("/after", page("Launch", TEXT))
        passing = {
            slow.put("/drip", drip): "too_slow",
            f"http://127.0.0.1:{closed_port()}/": "unreachable",
        }
        sources = [url for url in expected if not url.endswith("/deep3.xml")]
        told = report(home, good, *sources, *passing, after, **SMALL)
        feeds = home.parent / "sources.toml"
        html = site.put("/html.rss", page("Launch", TEXT), kind=FEED)
        feeds.write_text(f'[[source]]\nfeed = "{html}"\n')
        expected[html] = "not_a_feed"
        again = report(home, good, *sources, feeds, after, **SMALL)
        return home, expected, passing, told, again


def test_each_source_is_refused_for_its_reason(done):
    home, expected, _, _, _ = done
    found = {source: reason for reason, source in refused(home)}
    wanted = {url: reason for url, reason in expected.items() if reason}
    assert {url: found.get(url) for url in wanted} == wanted


def test_the_good_sources_among_them_are_read(done):
    titles = [title for (title,) in rows(done[0], "articles", "title")]
    assert {"Whole", "Whole, too", "Launch"} <= set(titles)
    assert "Half" not in titles  # the feed broke off in the middle of its text


def test_what_fails_in_passing_is_told_and_not_recorded(done):
    home, _, passing, told, _ = done
    for url in passing:
        assert any(line.startswith(f"{url}: ") for line in told["unreadable"])
        assert url not in [source for _, source in refused(home)]


def test_a_second_run_tells_again_and_records_nothing_twice(done):
    home, _, _, _, again = done
    assert [line for line in again["unreadable"] if "/fifty: " in line]
    assert again["refusals"] == {"not_a_feed": 1}
    sources = [source for _, source in refused(home)]
    assert len(sources) == len(set(sources))


@pytest.mark.parametrize("feed", [LAUGHS + rss([item("/a", "&i;")]).partition("?>")[2]])
def test_entities_are_not_blown_up(tmp_path, feed):
    path = tmp_path / "laughs.xml"
    path.write_text(feed.replace("&amp;i;", "&i;" * 50))
    told = report(tmp_path / "home", path)
    assert told["articles_stored"] == 0
    assert sum(told["refusals"].values()) == 1  # a link with nothing to start from
    bad = tmp_path / "map.xml"
    bad.write_text(
        LAUGHS.replace("rss", "urlset", 1) + "<urlset><url><loc>&i;</loc></url></urlset>"
    )
    assert report(tmp_path / "home", bad)["articles_stored"] == 0


def test_an_external_entity_reaches_no_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the code is 1234")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    feed = tmp_path / "a.rss"
    feed.write_text(
        doctype + rss([item(None, "A", LONG + "CODE")]).partition("?>")[2].replace("CODE", "&x;")
    )
    report(tmp_path / "home", feed)
    assert not [text for (text,) in rows(tmp_path / "home", "articles", "text") if "1234" in text]


def test_a_page_that_breaks_off_is_tried_again_and_at_last_refused(tmp_path):
    with Site() as site:
        cut = site.put("/cut", broken_off, headers={"Content-Length": "5000"})
        names = tmp_path / "pages.urls"
        names.write_text(f"# one\n{cut}\n")
        home, patient = tmp_path / "home", {"SUMMITRY_FETCH_PATIENCE": "2"}
        first = report(home, names, **patient)
        assert (first["fetched"]["waiting"], first["refusals"]) == (1, {})
        second = report(home, names, **patient)
        assert (second["fetched"]["waiting"], second["refusals"]) == (0, {"unreachable": 1})
        before = len(site.paths())
        report(home, names, **patient)
        assert len(site.paths()) == before
