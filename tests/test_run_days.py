"""Backfill: a run that takes only the articles of some days."""

import json
from datetime import date

import pytest
from tiny_news import LAUNCH, PACT, WEATHER, command, write_news

from flows.plan import Days
from warehouse.database import open_read_only
from warehouse.layout import Home


def report(home, news, *options):
    done = command("run", news, "--direct", "--home", home, "--jobs", 1, "--json", *options)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def ids(home):
    with open_read_only(Home(home).database) as connection:
        return [row[0] for row in connection.table("articles").project("article_id").fetchall()]


def test_days_are_taken_one_after_the_other_and_then_the_rest(tmp_path):
    home, news = tmp_path / "home", write_news(tmp_path / "a.jsonl", [LAUNCH, PACT, WEATHER])
    may = report(home, news, "--since", "2024-05-01", "--until", "2024-05-31")
    assert (may["articles_stored"], may["articles_passed"]) == (1, 2)
    assert ids(home) == ["launch"]
    again = report(home, news, "--since", "2024-05-01", "--until", "2024-05-31")
    assert (again["files_new"], again["files_known"]) == (0, 1)
    june = report(home, news, "--since", "2024-06-01")
    assert june["articles_stored"] == 1
    rest = report(home, news)
    assert (rest["articles_stored"], rest["articles_repeated"], rest["articles_passed"]) == (
        1,
        2,
        0,
    )
    assert sorted(ids(home)) == ["launch", "pact", "weather"]


@pytest.mark.parametrize(
    ("days", "day", "taken"),
    [
        (Days(), None, True),
        (Days(date(2024, 5, 1)), None, False),  # unknown is not inside
        (Days(date(2024, 5, 1)), date(2024, 5, 1), True),
        (Days(None, date(2024, 5, 1)), date(2024, 5, 2), False),
        (Days(date(2024, 5, 1), date(2024, 5, 3)), date(2024, 5, 3), True),
    ],
)
def test_both_ends_are_inside(days, day, taken):
    assert days.hold(day) is taken


def test_a_day_that_is_none_is_a_matter_of_usage(tmp_path):
    done = command("run", write_news(tmp_path / "a.jsonl"), "--since", "June")
    assert done.exit_code == 2
    assert "'June' does not match the format" in done.stderr
