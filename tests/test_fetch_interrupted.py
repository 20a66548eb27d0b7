"""A run that is killed while it fetches loses nothing and brings nothing twice."""

import os
import signal
import time

import pytest
from fetch_made import packs, record, start_run
from news_site import Site, item, page, rss

TEXT = "North Korea test-fired a short-range ballistic missile on Friday, state media said."
LONG = "<p>" + f"{TEXT} It was heard on the coast.</p><p>" * 12 + "</p>"
PAGES = 12
PACED = {"SUMMITRY_FETCH_DELAY": "0.05"}


def wait_until(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def site():
    with Site() as running:
        for n in range(PAGES):
            running.put(f"/{n}", page(f"Launch {n}", f"{TEXT} It was number {n}."))
        running.put("/8", status=404)
        links = [item(f"/{n}", f"Launch {n}") for n in range(PAGES)]
        running.put("/rss", rss([*links, item(None, "Full", LONG)]), kind="application/rss+xml")
        yield running


@pytest.fixture(scope="module")
def undisturbed(site, tmp_path_factory):
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    program = start_run(home, site.address + "/rss")
    assert program.wait() == 0, program.stderr.read()
    return record(home)


def finish(home, site, undisturbed):
    """Runs until it is done and compares the record."""
    program = start_run(home, site.address + "/rss")
    assert program.wait() == 0, program.stderr.read()
    assert record(home) == undisturbed


@pytest.mark.parametrize("asked", [1, 2, 6, PAGES + 2])
def test_killed_while_it_fetches_the_record_is_the_same(site, undisturbed, tmp_path, asked):
    home, before = tmp_path / "home", len(site.asked)
    program = start_run(home, site.address + "/rss", **PACED)
    wait_until(lambda: len(site.asked) >= before + asked)
    os.killpg(program.pid, signal.SIGKILL)
    program.wait()
    finish(home, site, undisturbed)


def test_killed_after_the_fetch_no_page_is_fetched_again(site, undisturbed, tmp_path):
    home = tmp_path / "home"
    program = start_run(home, site.address + "/rss")
    wait_until(lambda: len(packs(home)) == 2)  # what the feed brought, and the pages
    os.killpg(program.pid, signal.SIGKILL)
    program.wait()
    assert not (home / "CURRENT.json").exists()
    before = len(site.paths())
    finish(home, site, undisturbed)
    assert site.paths()[before:] == ["/rss"]


def test_a_pack_that_was_not_entered_is_entered_by_the_next_run(site, undisturbed, tmp_path):
    """As if the program had died between putting the pack in its place and entering it."""
    home = tmp_path / "home"
    program = start_run(home, site.address + "/rss")
    assert program.wait() == 0
    for left in (home / "fetched").glob("index.sqlite*"):
        left.unlink()
    before = len(site.paths())
    finish(home, site, undisturbed)
    assert site.paths()[before:] == ["/rss"]


def test_ctrl_c_keeps_the_pages_that_were_fetched(site, undisturbed, tmp_path):
    home, before = tmp_path / "home", len(site.paths())
    program = start_run(home, site.address + "/rss", **PACED)
    wait_until(lambda: len(site.paths()) >= before + 6)
    program.send_signal(signal.SIGINT)
    assert program.wait(timeout=30) == 130
    assert "interrupted; the next run takes up what is left" in program.stderr.read()
    fetched = len(site.paths())
    finish(home, site, undisturbed)
    assert len(site.paths()) - fetched <= 1 + PAGES - 4  # the feed, and what had not come
