import io
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from flows.printable import printable
from flows.render import plain, to_json, write_csv, write_json, write_table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Résumé of “talks”", "Résumé of “talks”"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b2J", "\\x9b2J"),
        ("bell\x07", "bell\\x07"),
        ("two\nlines\tand a tab\r", "two lines and a tab "),
        ("\u202eturned", "\\u202eturned"),
    ],
)
def test_news_cannot_command_the_terminal(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (float("nan"), None),
        (date(2024, 6, 19), "2024-06-19"),
        (datetime(2024, 6, 19, 12, tzinfo=UTC), "2024-06-19T12:00:00Z"),
        (datetime(2024, 6, 19, 12, tzinfo=timezone(timedelta(hours=7))), "2024-06-19T05:00:00Z"),
        ([date(2024, 1, 1)], ["2024-01-01"]),
        (b"\x01", "01"),
    ],
)
def test_values_become_what_json_has(value, expected):
    assert plain(value) == expected


def test_json_is_one_valid_array_a_record_a_line():
    stream = io.StringIO()
    write_json(["a", "b"], [(1, "x"), (None, "é")], stream)
    assert stream.getvalue() == '[\n{"a": 1, "b": "x"},\n{"a": null, "b": "é"}\n]\n'
    empty = io.StringIO()
    write_json(["a"], [], empty)
    assert json.loads(empty.getvalue()) == []


def test_json_holds_no_control_character_and_means_the_same():
    line = to_json({"title": "a\x9bb\x1b"})
    assert "\x9b" not in line and "\x1b" not in line
    assert json.loads(line) == {"title": "a\x9bb\x1b"}


def test_csv_has_empty_cells_for_null_and_quotes_lines():
    stream = io.StringIO()
    write_csv(["a", "b"], [(None, "x\ny"), (True, 1.5)], stream)
    assert stream.getvalue() == 'a,b\n,"x\ny"\ntrue,1.5\n'


def test_only_the_flexible_column_is_cut(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    stream = io.StringIO()
    write_table(["date", "what"], [("2024-06-19", "word " * 30)], stream, flexible="what")
    lines = stream.getvalue().splitlines()
    assert len(lines) == 3
    assert lines[2].startswith("2024-06-19  word") and lines[2].endswith("…")
    assert max(map(len, lines)) <= 60


def test_more_columns_than_fit_become_lines(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    stream = io.StringIO()
    write_table([f"c{n}" for n in range(9)], [list(range(9))], stream)
    assert stream.getvalue().startswith("row 1\n  c0  0\n  c1  1\n")
