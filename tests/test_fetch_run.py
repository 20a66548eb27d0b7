"""Addresses as sources of a run: what is new is fetched once, politely, and becomes articles."""

import gzip
import json
import os
import time

import pytest
from fetch_made import FEED, LONG, QUICK, TEXT, packs, refused, report, rows, run
from news_site import Site, atom, item, page, rss, sitemap, sitemap_index
from tiny_news import LAUNCH, write_news


@pytest.fixture
def site():
    with Site() as running:
        yield running


def test_every_kind_of_source_can_be_mixed(tmp_path, site):
    one = site.put("/one.html", page("One", TEXT))
    full = site.put(
        "/rss", rss([item(one, "One, says the feed"), item("/f", "Full", LONG)]), kind=FEED
    )
    other = site.put(
        "/atom", atom([(site.address + "/e", "Entri", LONG)]), kind="application/atom+xml"
    )
    for name in ("two", "three", "four", "five"):
        site.put(f"/{name}", page(name.title(), f"{TEXT} It was number {name}."))
    plain = site.put("/map.xml", sitemap([(f"{site.address}/two", "Two")]), kind="text/xml")
    packed = gzip.compress(sitemap([(f"{site.address}/three", "Three")]).encode())
    index = site.put(
        "/index.xml", sitemap_index([site.put("/map.xml.gz", packed, kind="application/gzip")])
    )
    names = tmp_path / "names.urls"
    names.write_text(f"# a comment\n\n{site.address}/four\n")
    news = write_news(tmp_path / "news.jsonl", [LAUNCH])
    feed_file = tmp_path / "saved.rss"
    feed_file.write_text(rss([item(None, "Saved", LONG), item(f"{site.address}/five#top", "Five")]))
    told = report(tmp_path / "home", full, other, plain, index, names, news, feed_file)
    assert refused(tmp_path / "home") == []
    found = rows(tmp_path / "home", "articles", "title, source, url, published_at::DATE::VARCHAR")
    assert [(title, source) for title, source, _, _ in found] == [
        ("Entri", "Kabar Teluk"),
        ("Five", "Harbour Post"),
        ("Four", "127.0.0.1"),
        ("Full", "Harbour Post"),
        (LAUNCH["title"], LAUNCH["source"]),
        ("One, says the feed", "Harbour Post"),
        ("Saved", "Harbour Post"),
        ("Three", "Harbour Post"),
        ("Two", "Harbour Post"),
    ]
    assert {day for *_, day in found} == {"2024-06-19", "2024-05-18", None}
    assert f"{site.address}/five" in [url for _, _, url, _ in found]
    assert told["fetched"]["items"] == 3 and told["fetched"]["pages"] == 5


def test_nothing_is_fetched_or_stored_twice(tmp_path, site):
    site.put("/a", page("A", TEXT))
    feed = site.put("/rss", rss([item("/a", "A"), item(None, "Full", LONG)]), kind=FEED)
    first = report(tmp_path / "home", feed)
    before = packs(tmp_path / "home")
    second = report(tmp_path / "home", feed)
    assert (first["articles_stored"], second["articles_stored"]) == (2, 0)
    assert second["fetched"]["unchanged"] == 1 and second["manifest"] == 1
    assert site.paths() == ["/rss", "/a", "/rss"]
    site.put("/b", page("B", f"{TEXT} Again."))
    site.put("/rss", rss([item("/b", "B"), item("/a", "A"), item(None, "Full", LONG)]), kind=FEED)
    third = report(tmp_path / "home", feed)
    assert third["articles_stored"] == 1
    assert (third["fetched"]["known"], third["fetched"]["pages"]) == (2, 1)
    assert site.paths() == ["/rss", "/a", "/rss", "/rss", "/b"]
    assert set(before) < set(packs(tmp_path / "home"))


def test_pages_over_the_limit_wait_for_the_next_run(tmp_path, site):
    feed = site.put("/rss", rss([item(f"/{n}", f"No {n}") for n in range(5)]), kind=FEED)
    for n in range(5):
        site.put(f"/{n}", page(f"No {n}", f"{TEXT} It was number {n}."))
    first = report(tmp_path / "home", feed, "--limit", 2)
    assert (first["articles_stored"], first["fetched"]["waiting"]) == (2, 3)
    assert report(tmp_path / "home", feed)["articles_stored"] == 3


def test_a_page_that_moved_is_known_by_where_it_lies(tmp_path, site):
    head = f'<link rel="canonical" href="{site.address}/lasting">'
    site.put("/new", page("Moved", TEXT, head=head))
    old = site.put("/old", status=301, headers={"Location": "/new"})
    report(tmp_path / "home", old)
    assert rows(tmp_path / "home", "articles", "url") == [(site.address + "/lasting",)]


def test_a_page_may_not_pass_for_one_of_another_site(tmp_path, site):
    head = '<link rel="canonical" href="https://agency.example/real">'
    url = site.put("/a", page("Claim", TEXT, head=head))
    report(tmp_path / "home", url)
    assert rows(tmp_path / "home", "articles", "url") == [(url,)]


def test_what_the_user_says_of_a_source_counts_first(tmp_path, site):
    feed = site.put("/rss", rss([item("/a", "A"), item(None, "Full", LONG)]), kind=FEED)
    site.put("/a", page("A", TEXT, head='<meta property="og:site_name" content="Imitation">'))
    write_news(tmp_path / "news.jsonl", [{"id": "n", "text": TEXT, "source": "Nobody"}])
    listed = tmp_path / "sources.toml"
    listed.write_text(
        f'[defaults]\nlang = "en"\n[[source]]\nfeed = "{feed}"\noutlet = "Mine"\n'
        '[[source]]\nfiles = "*.jsonl"\noutlet = "Shelf"\n'
    )
    report(tmp_path / "home", listed)
    found = rows(tmp_path / "home", "articles", "source, lang")
    assert found == [("Mine", "en"), ("Mine", "en"), ("Shelf", "en")]


@pytest.mark.parametrize(
    ("text", "expected"), [("feed", "teaser"), ("page", "page"), ("auto", "page")]
)
def test_a_source_says_where_its_texts_are(tmp_path, site, text, expected):
    feed = site.put("/rss", rss([item("/a", "A", f"<p>{TEXT} A teaser.</p>")]), kind=FEED)
    site.put("/a", page("A", f"{TEXT} From the page."))
    listed = tmp_path / "sources.toml"
    listed.write_text(f'[[source]]\nfeed = "{feed}"\ntext = "{text}"\n')
    report(tmp_path / "home", listed)
    ((found,),) = rows(tmp_path / "home", "articles", "text")
    assert ("From the page" in found) == (expected == "page")


def test_saved_feeds_and_lists_have_options_too(tmp_path, site):
    (tmp_path / "saved.rss").write_text(rss([item(None, "Short", f"<p>{TEXT}</p>")]))
    (tmp_path / "names.urls").write_text(site.put("/a", page("A", TEXT)) + "\n")
    listed = tmp_path / "sources.toml"
    listed.write_text(
        '[[source]]\nfeed = "saved.rss"\ntext = "feed"\noutlet = "Shelf"\n'
        '[[source]]\npages = "names.urls"\noutlet = "Names"\n'
    )
    told = report(tmp_path / "home", listed)
    assert told["fetched"]["sources"] == 2 and told["files_new"] == 0
    assert rows(tmp_path / "home", "articles", "source, title") == [
        ("Names", "A"),
        ("Shelf", "Short"),
    ]
    again = report(tmp_path / "home", listed)
    assert again["fetched"]["unchanged"] == 2 and site.paths() == ["/a"]


def test_where_two_feeds_lead_to_a_page_the_first_by_name_tells_of_it(tmp_path, site):
    site.put("/a", page("A", TEXT))
    feeds = [site.put(f"/{n}", rss([item("/a", f"As {n} has it")]), kind=FEED) for n in "yxz"]
    report(tmp_path / "home", *feeds)
    assert rows(tmp_path / "home", "articles", "title") == [("As x has it",)]


def test_a_dry_run_asks_nobody(tmp_path, site):
    url = site.put("/a", page("A", TEXT))
    done = run(tmp_path / "home", url, "--dry-run")
    assert f"would ask {url}" in done.stdout
    assert site.asked == [] and not (tmp_path / "home").exists()
    told = json.loads(run(tmp_path / "home", url, "--dry-run", "--json").stdout)
    assert told["addresses"] == [url]


def test_a_run_in_which_nothing_could_be_reached_fails_in_one_line(tmp_path, site):
    site.down = True
    done = run(tmp_path / "home", site.address + "/rss")
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {site.address}/rss: ")
    assert done.stderr.endswith("; nothing was done\n")
    assert QUICK["SUMMITRY_FETCH_TRIES"] == "2"


def test_what_was_fetched_goes_when_it_is_old_and_in_the_record(tmp_path, site):
    site.put("/a", page("A", TEXT))
    feed = site.put("/rss", rss([item("/a", "A"), item(None, "Full", LONG)]), kind=FEED)
    report(tmp_path / "home", feed)
    week, old = packs(tmp_path / "home"), time.time() - 8 * 86400
    os.utime(week[0], (old, old))
    report(tmp_path / "home", feed)
    assert packs(tmp_path / "home") == week[1:]
    told = report(tmp_path / "home", feed, SUMMITRY_FETCH_KEEP_DAYS="0")
    assert (packs(tmp_path / "home"), told["articles_stored"]) == ([], 0)
    assert site.paths().count("/a") == 1  # the index still knows it
    assert len(rows(tmp_path / "home", "articles", "text")) == 2


def test_a_feed_that_is_down_is_told_while_the_others_are_read(tmp_path, site):
    feed = site.put("/rss", rss([item(None, "Full", LONG)]), kind=FEED)
    with Site() as other:
        other.down = True
        lost = other.address + "/rss"
        for _ in range(2):  # the second time there is nothing new, and that is no failure
            told = report(tmp_path / "home", feed, lost)
            assert [line.partition(": ")[0] for line in told["unreadable"]] == [lost]
        other.put("/rss", rss([item(None, "Late", LONG)]), kind=FEED)
        other.down = False
        told = report(tmp_path / "home", feed, lost)
        assert (told["articles_stored"], told["unreadable"]) == (1, [])


def test_a_damaged_index_is_one_line_and_can_be_made_anew(tmp_path, site):
    site.put("/a", page("A", TEXT))
    feed = site.put("/rss", rss([item("/a", "A"), item(None, "Full", LONG)]), kind=FEED)
    report(tmp_path / "home", feed)
    index = tmp_path / "home" / "fetched" / "index.sqlite"
    index.write_bytes(b"not a database" * 100)
    done = run(tmp_path / "home", feed)
    assert done.exit_code == 1 and "index.sqlite" in done.stderr
    index.unlink()
    asked = len(site.paths())
    again = report(tmp_path / "home", feed)
    assert again["fetched"]["unchanged"] == 1 and again["articles_stored"] == 0
    assert site.paths()[asked:] == ["/rss"]  # the packs told what had been fetched
