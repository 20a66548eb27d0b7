"""Fetched pages whose text may not stay: forgotten ones, and those of outlets without text."""

import base64
import gzip
import json

import pytest
from fetch_made import LONG, QUICK, packs, refused, report, rows, run
from news_site import Site, item, page, rss
from tiny_news import command

TEXT = (
    "North Korea test-fired a short-range ballistic missile on Friday, the Xylophone agency said."
)


@pytest.fixture
def site():
    with Site() as running:
        yield running


def test_a_fetched_page_that_is_forgotten_is_in_no_pack_and_is_not_read_again(tmp_path, site):
    home, url = tmp_path / "home", site.put("/one", page("One", TEXT))
    assert report(home, url)["articles_stored"] == 1
    (address,) = [row[0] for row in rows(home, "articles", "url")]
    assert len(packs(home)) == 1
    done = command("forget", address, "--home", home, **QUICK)
    assert done.exit_code == 0, done.output
    assert packs(home) == []
    assert rows(home, "articles", "url") == []
    saved = tmp_path / "one.html"
    link = f'<link rel="canonical" href="{address}">'
    saved.write_text(page("One", TEXT).replace("<head>", f"<head>{link}"))
    report(home, saved)
    assert rows(home, "articles", "url") == []
    assert refused(home) == [("forgotten", str(saved))]


def test_pages_of_outlets_without_text_are_gone_when_the_run_ends(tmp_path, site):
    home, url = tmp_path / "home", site.put("/one", page("One", TEXT))
    assert report(home, url, "--no-text")["articles_stored"] == 1
    assert rows(home, "articles", "text") == [(None,)]
    assert packs(home) == []


def in_packs(home, word):
    """Whether a word stands in what was fetched, pages unpacked, or in the index of it."""
    index = (home / "fetched" / "index.sqlite").read_bytes()
    return word.encode() in index or any(word in told for told in told_in(home))


def told_in(home):
    """The lines of all packs, with the body of a page as text."""
    for path in packs(home):
        for line in gzip.decompress(path.read_bytes()).splitlines():
            yield line.decode() + base64.b64decode(json.loads(line).get("body", "")).decode()


def test_a_pack_that_no_run_has_read_is_left_without_the_article(tmp_path, site):
    home, checks = tmp_path / "home", tmp_path / "checks.yml"
    checks.write_text("freshness: {then: stop, max_hours: 1}\n")
    url = site.put("/xylophone", page("One", TEXT))
    saved = tmp_path / "one.html"
    link = f'<link rel="canonical" href="{url}">'
    saved.write_text(page("One", TEXT).replace("<head>", f"<head>{link}"))
    assert report(home, saved)["articles_stored"] == 1
    site.put("/two", page("Two", "The harbour was quiet, its clerk said."))
    links = [item("/xylophone", "Xylophone"), item("/two", "Two")]
    feed = site.put("/rss", rss(links), kind="application/rss+xml")
    assert run(home, feed, "--checks", checks).exit_code == 3
    assert command("publish", "--discard", "--home", home).exit_code == 0
    assert in_packs(home, "ylophone")
    assert command("forget", url, "--home", home).exit_code == 0
    assert not in_packs(home, "ylophone")
    asked = site.paths()
    changed = rss([*links, item("/xylophone", "Xylophone, whole", LONG)])
    site.put("/rss", changed, kind="application/rss+xml")
    assert report(home, feed)["articles_stored"] == 1
    assert rows(home, "articles", "title") == [("Two",)]
    assert site.paths() == [*asked, "/rss"]
    assert not any("Xylophone agency" in told for told in told_in(home))


def test_fetched_articles_of_other_days_are_passed_over_and_can_be_forgotten(tmp_path, site):
    home, url = tmp_path / "home", site.put("/one", page("One", TEXT))
    old = item("/two", "Two", published="Wed, 19 Jun 2013 10:00:00 +0700")
    site.put("/two", page("Two", "The harbour was quiet, its clerk said."))
    feed = site.put("/rss", rss([item("/one", "One"), old]), kind="application/rss+xml")
    told = report(home, feed, "--since", "2024-01-01")
    assert (told["articles_stored"], told["articles_passed"]) == (1, 1)
    told = report(home, feed, "--since", "2024-01-01")
    assert (told["articles_stored"], told["files_known"]) == (0, 0)
    assert len(packs(home)) == 2
    assert command("forget", url, "--home", home).exit_code == 0
    assert packs(home) == []


def test_what_was_discarded_and_not_kept_is_fetched_again(tmp_path, site):
    home, checks = tmp_path / "home", tmp_path / "checks.yml"
    checks.write_text("freshness: {then: stop, max_hours: 1}\n")
    url = site.put("/one", page("One", TEXT))
    assert run(home, url, "--no-text", "--checks", checks).exit_code == 3
    assert packs(home) == []
    assert command("publish", "--discard", "--home", home).exit_code == 0
    assert report(home, url, "--no-text")["articles_stored"] == 1
    assert site.paths() == ["/one", "/one"]
