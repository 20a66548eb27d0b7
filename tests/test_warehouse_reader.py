"""The warehouse from Python: filters, dtypes, nothing changed by reading."""

from datetime import UTC, date, datetime

import duckdb
import pandas as pd
import pytest
from warehouse_made import stocked

from warehouse.contract import load_contract
from warehouse.layout import Home
from warehouse.reader import open_warehouse, read_events

CONTRACT = load_contract()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return stocked(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture
def warehouse(home: Home):
    with open_warehouse(home.root) as connection:
        yield connection


@pytest.mark.parametrize(
    ("filters", "statuses"),
    [
        ({}, ["occurred", "occurred", "planned"]),
        ({"event_type": "summit"}, ["occurred", "planned"]),
        ({"status": "planned"}, ["planned"]),
        ({"country": "RUS", "since": date(2024, 6, 19)}, ["occurred"]),
        ({"country": "PRK", "until": date(2024, 6, 2)}, ["occurred"]),
        ({"text": "TITLE T"}, ["occurred"]),
        ({"min_confidence": 0.9}, []),
        ({"limit": 1}, ["occurred"]),
        ({"as_of": datetime(2024, 6, 12, tzinfo=UTC)}, ["planned"]),
    ],
)
def test_read_events_filters(home, filters, statuses):
    assert sorted(read_events(home.root, **filters)["status"]) == statuses


def test_read_events_gives_proper_dtypes(home):
    dtypes = read_events(home.root).dtypes
    assert dtypes["event_id"] == pd.StringDtype(na_value=float("nan"))
    assert dtypes["weapon_count"] == pd.Int32Dtype()
    assert dtypes["date_start"].kind == "M"
    assert str(dtypes["first_reported_at"]) == "datetime64[us, UTC]"
    assert dtypes["range_km"] == "float64"
    assert list(dtypes.index) == [column.name for column in CONTRACT.tables["events"].columns]


def test_read_events_refuses_a_filter_it_does_not_know(home):
    with pytest.raises(TypeError, match="no such filter: colour"):
        read_events(home.root, colour="red")


def test_what_is_read_cannot_be_changed(warehouse):
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        warehouse.execute("DELETE FROM events")
