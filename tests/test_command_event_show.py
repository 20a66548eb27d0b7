"""`summitry events show ID` and `events --csv`."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from warehouse_made import stocked

from flows.command import main
from warehouse.reader import open_warehouse


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return stocked(tmp_path_factory.mktemp("record")).root


def events(home, *arguments):
    return CliRunner().invoke(main, ["events", *arguments, "--home", str(home)])


def test_an_event_is_shown_with_its_history_and_evidence(home):
    with open_warehouse(home) as warehouse:
        known = "SELECT alias_id, event_id FROM event_aliases JOIN events USING (event_id)"
        ((alias, event_id),) = warehouse.execute(f"{known} WHERE status = 'occurred'").fetchall()
    done = events(home, "show", event_id)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    known = lines.index("what was known when")
    assert lines[known + 1 : known + 3] == ["  2024-06-12  planned", "  2024-06-20  occurred"]
    assert "    https://example.org/a" in lines
    assert events(home, "show", alias).stdout == done.stdout
    story = json.loads(events(home, "show", event_id, "--json").stdout)
    assert [each["status"] for each in story["history"]] == ["planned", "occurred"]
    assert len(story["evidence"]) == 4


def test_an_id_that_no_event_has_is_one_clear_line(home):
    done = events(home, "show", "nothing")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no event nothing" in done.output


def test_csv_has_every_column_of_the_contract(home):
    rows = list(csv.DictReader(io.StringIO(events(home, "--csv", "--quiet").stdout)))
    assert sorted(row["status"] for row in rows) == ["occurred", "occurred", "planned"]
    assert rows[0]["is_disputed"] == "false"
