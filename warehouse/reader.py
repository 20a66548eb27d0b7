"""The warehouse from Python: a read-only DuckDB connection, events as a pandas DataFrame."""

from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import duckdb
import pandas as pd


class NoWarehouseError(Exception):
    """Raised by the readers when the home holds no published database."""


class EventFilters(TypedDict, total=False):
    """What `read_events` filters by; whatever is left out does not narrow."""

    event_type: str
    status: str
    country: str  # ISO 3166-1 alpha-3 of a party or host
    since: date  # events that may have been on this day or later
    until: date  # events that may have been on this day or earlier
    text: str  # words in headline, participants, place or names, case aside
    min_confidence: float
    as_of: datetime  # as known at that moment
    limit: int


def open_warehouse(home: Path | str) -> duckdb.DuckDBPyConnection:
    """A read-only connection to summitry.duckdb, time zone UTC; raises NoWarehouseError."""
    raise NotImplementedError


def read_events(home: Path | str, **filters: Unpack[EventFilters]) -> pd.DataFrame:
    """Events, the latest first, columns as in the contract; raises NoWarehouseError, TypeError."""
    raise NotImplementedError
