"""Feeds as they are found in the wild give their items, and say what they lost."""

import pytest
from news_site import atom, item, page, rss, sitemap

from flows.source_bytes import BadSource
from flows.source_feed import decode_xml, is_whole, parse_feed
from flows.source_markup import fragment_text
from flows.source_sitemap import parse_sitemap
from flows.sources import read_source

LONG = "Para menteri duduk satu meja dan membahas naskah “baru” itu sampai malam. " * 20


def feed_of(text, most=100, carries="auto"):
    return parse_feed(text, most, carries)


def test_an_item_gives_title_link_day_and_text():
    feed = feed_of(rss([item("https://a.example/1", "Uji &amp; coba", f"<p>{LONG}</p>")]))
    (found,) = feed.items
    assert (feed.outlet, found.title) == ("Harbour Post", "Uji & coba")
    assert found.link == "https://a.example/1"
    assert found.published == "2024-06-19T10:00:00+07:00"  # as precise as it was written
    assert found.text == LONG.strip()


def test_atom_and_rss_1_are_read_as_well():
    (entry,) = feed_of(atom([("https://a.example/1", "Entri", LONG)])).items
    assert (entry.title, entry.published) == ("Entri", "2024-06-19T03:00:00+00:00")
    rdf = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Old</title></channel><item><title>One</title>"
        "<link>https://a.example/1</link><dc:date>2024-06-19</dc:date></item></rdf:RDF>"
    )
    (one,) = feed_of(rdf).items
    assert (one.title, one.link, one.published) == ("One", "https://a.example/1", "2024-06-19")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (LONG, True),
        (LONG[:300], False),  # may be all there is: the page tells
        (LONG + " …", False),
        (LONG + " [...]", False),
        (LONG + " Read more", False),
        (LONG + " Baca Selengkapnya »", False),
    ],
)
def test_a_teaser_is_not_taken_for_the_article(text, whole):
    assert is_whole(text) is whole
    (found,) = feed_of(rss([item("https://a.example/1", "A", text)])).items
    assert (found.text is not None) is whole


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "UTF-8"),
        ("cp1252", "windows-1252"),
        ("cp1252", "ISO-8859-1"),
        ("cp1252", "UTF-8"),  # declared wrongly
        ("utf-8", "ISO-8859-1"),
        ("utf-16", "UTF-16"),
    ],
)
def test_the_encoding_is_found_whatever_is_declared(encoding, declared):
    written = rss([item(None, "A", f"{LONG} “quoted”")]).replace("UTF-8", declared)
    (found,) = feed_of(decode_xml(written.encode(encoding))).items
    assert found.text.count("“baru”") == 20


def test_characters_that_no_xml_may_hold_cost_nothing():
    written = rss([item(None, "A", LONG), item(None, "B", LONG)]).replace("A", "A\x08\x0b", 1)
    feed = feed_of(decode_xml(written.encode()))
    assert [found.title for found in feed.items] == ["A", "B"] and feed.problem is None


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes():
    broken = rss([item(None, "A & B", LONG), item(None, "C", LONG)]).replace("&amp; B", "& B <b>")
    feed = feed_of(broken)
    assert len(feed.items) == 2
    assert feed.problem is None


@pytest.mark.parametrize("cut", [200, 1000, 1600])
def test_a_feed_that_breaks_off_gives_its_whole_items_and_says_so(cut):
    written = rss([item(None, f"No {n}", LONG) for n in range(5)])
    feed = feed_of(written[:-cut])
    assert feed.problem[0] == "truncated"
    assert [found.title for found in feed.items] == [f"No {n}" for n in range(len(feed.items))]
    assert 2 < len(feed.items) < 5 or cut == 200
    assert all(found.text.endswith("malam.") for found in feed.items)


@pytest.mark.parametrize("text", ["", "hello", page("A", "B"), '{"items": []}', sitemap([])])
def test_what_is_no_feed_is_refused(text):
    with pytest.raises(BadSource) as caught:
        feed_of(text)
    assert caught.value.reason == "not_a_feed"


def test_a_feed_of_too_many_items_is_not_even_parsed():
    with pytest.raises(BadSource) as caught:
        feed_of(rss(item(f"/{n}", "x") for n in range(100_000)), most=5000)
    assert (caught.value.reason, caught.value.detail[:6]) == ("too_many_items", "100000")


def test_extract_reads_what_a_feed_file_carries_and_says_what_it_does_not(tmp_path):
    path = tmp_path / "a.rss"
    path.write_text(rss([item(None, "A", LONG), item("https://a.example/1", "B")]))
    article, refusal = read_source(path, "a.rss")
    assert (article.title, refusal.reason) == ("A", "not_fetched")
    (tmp_path / "b.urls").write_text("https://a.example/1\n# no\n")
    (refusal,) = read_source(tmp_path / "b.urls", "b.urls")
    assert (refusal.reason, "https://a.example/1" in refusal.detail) == ("not_fetched", True)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain", "plain"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("a<br>b &amp; c", "a\nb & c"),
        ("<script>alert(1)</script>x<style>y</style>", "x"),
        ("<b>bold</b> and <!-- no --> <i>more</i>", "bold and more"),
        ("<p>5 &lt; 6</p>", "5 < 6"),
        ("", ""),
        ("<", "<"),
    ],
)
def test_markup_gives_what_a_reader_sees(markup, text):
    assert fragment_text(markup) == text


def test_a_sitemap_that_breaks_off_gives_what_stood_before():
    written = sitemap([(f"https://a.example/{n}", f"No {n}") for n in range(500)])
    found = parse_sitemap(written[: len(written) // 2], 1000)
    assert found.problem[0] == "truncated"
    assert 200 < len(found.pages) < 300
    assert found.pages[0].title == "No 0" and found.pages[0].outlet == "Harbour Post"


def test_a_sitemap_of_too_many_addresses_is_refused():
    with pytest.raises(BadSource) as caught:
        parse_sitemap(sitemap((f"https://a.example/{n}", "") for n in range(101)), 100)
    assert caught.value.reason == "too_many_items"
