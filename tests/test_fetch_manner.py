"""Fetching is polite: it asks for what changed, obeys, pauses, and leaves alone what is broken."""

import time

import pytest
from fetch_made import FEED, LONG, OPEN, TEXT, fetched
from news_site import Site, item, page, rss

from flows.fetch_limits import FetchLimits
from warehouse.layout import Home


@pytest.fixture
def site():
    with Site() as running:
        yield running


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "home")
    made.create()
    return made


def test_a_feed_is_asked_for_only_if_it_changed(site, home):
    feed = site.put("/rss", rss([item(None, "Full", LONG)]), kind=FEED,
                    headers={"Last-Modified": "Wed, 19 Jun 2024 03:00:00 GMT"})  # fmt: skip
    fetched(home, feed)
    fetched(home, feed)
    (_, first), (_, second) = [asked for asked in site.asked if asked[0] == "/rss"]
    assert "if-none-match" not in first
    assert second["if-none-match"].startswith('"')
    assert second["if-modified-since"] == "Wed, 19 Jun 2024 03:00:00 GMT"


def test_who_asks_says_who_it_is(site, home):
    fetched(home, site.put("/a", page("A", TEXT)))
    assert {headers["user-agent"] for _, headers in site.asked} == {OPEN.user_agent}
    assert "summitry" in OPEN.user_agent


def test_robots_txt_is_asked_once_and_obeyed_unless_the_user_says_otherwise(tmp_path, site, home):
    rules = f"User-agent: summitry\nDisallow: /closed\nAllow: /\nSitemap: {site.address}/s\n"
    site.put("/robots.txt", rules, kind="text/plain")
    closed, free = (site.put(path, page(path, TEXT)) for path in ("/closed/a", "/free"))
    brought = fetched(home, closed, free)
    assert [refusal.reason for refusal in brought.failed] == ["robots"]
    assert site.paths() == ["/free"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    listed = tmp_path / "sources.toml"
    listed.write_text(f'[[source]]\npage = "{closed}"\nrobots = false\n')
    assert fetched(home, listed).counts["pages"] == 1


def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone_for_now(site, home):
    site.put("/robots.txt", status=503)
    url = site.put("/a", page("A", TEXT))
    assert [refusal.reason for refusal in fetched(home, url).failed] == ["http_status"]
    assert site.paths() == []
    site.put("/robots.txt", status=404)
    assert fetched(home, url).counts["pages"] == 1


def test_a_host_is_given_its_pause_and_others_are_not_held_up(site, home):
    with Site() as other:
        urls = [
            there.put(f"/{n}", page(f"Page {n}", TEXT)) for there in (site, other) for n in range(3)
        ]
        limits = FetchLimits(allow_private=True, delay=0.3, robots=False)
        began = time.monotonic()
        assert fetched(home, *urls, limits=limits).counts["pages"] == 6
        assert 0.6 <= time.monotonic() - began < 1.5  # three at each host, two pauses


def test_what_fails_in_passing_is_tried_again(site, home):
    answers = iter([503, 500])

    class Flaky(dict):
        def get(self, path, default=None):
            if path == "/a" and (status := next(answers, None)):
                return type(default)(b"", status=status, headers={"Retry-After": "0"})
            return super().get(path, default)

    url = site.put("/a", page("A", TEXT))
    site.answers = Flaky(site.answers)
    limits = FetchLimits(allow_private=True, delay=0.0, backoff=0.01, tries=3)
    assert fetched(home, url, limits=limits).counts["pages"] == 1
    assert site.paths() == ["/a"] * 3


def test_a_host_that_fails_and_fails_is_left_alone_and_its_pages_wait(site, home, tmp_path):
    names = tmp_path / "names.urls"
    names.write_text("".join(f"{site.address}/{n}\n" for n in range(50)))
    for n in range(50):
        site.put(f"/{n}", page(f"Page {n}", TEXT))
    site.down = True
    limits = FetchLimits(allow_private=True, delay=0.0, backoff=0.01, tries=1, robots=False)
    brought = fetched(home, names, limits=limits)
    assert brought.counts["waiting"] == 50 and len(site.asked) == 3
    site.down = False
    assert fetched(home, names, limits=limits).counts["pages"] == 50


def test_broken_pages_keep_no_good_ones_waiting(site, home, tmp_path):
    names = tmp_path / "names.urls"
    names.write_text("".join(f"{site.address}/{n:02}\n" for n in range(9)))
    for n in range(9):
        site.put(f"/{n:02}", page(f"Page {n}", TEXT), status=503 if n < 6 else 200)
    limits = FetchLimits(allow_private=True, delay=0.0, backoff=0.01, tries=1)
    assert fetched(home, names, limits=limits).counts["pages"] == 0  # three failures in a row
    assert fetched(home, names, limits=limits).counts["pages"] == 0  # the other three
    assert fetched(home, names, limits=limits).counts["pages"] == 3
