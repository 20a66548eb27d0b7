"""Fetched pages whose text may not stay: forgotten ones, and those of outlets without text."""

import pytest
from fetch_made import QUICK, packs, refused, report, rows
from news_site import Site, page
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
