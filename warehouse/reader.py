"""The warehouse from Python: a read-only DuckDB connection, events as a pandas DataFrame."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypedDict, Unpack

import duckdb
import pandas as pd
import pyarrow as pa

from warehouse.contract import load_contract
from warehouse.database import open_read_only, sql
from warehouse.layout import Home

NO_LIMIT = 2**62
NULLABLE = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


class NoWarehouseError(Exception):
    """Raised by the readers when the home holds no published database."""


class EventFilters(TypedDict, total=False):
    """What `read_events` filters by; whatever is left out does not narrow."""

    event_type: str
    status: str
    country: str  # ISO 3166-1 alpha-3 of a participant
    since: date  # events that may have been on this day or later; undated ones are left out
    until: date  # events that may have been on this day or earlier; undated ones are left out
    text: str  # words in headline, participants, place or names, case aside
    min_confidence: float
    as_of: datetime  # as known at that moment, with time zone
    limit: int


def open_warehouse(home: Path | str) -> duckdb.DuckDBPyConnection:
    """A read-only connection to summitry.duckdb, time zone UTC; raises NoWarehouseError.

    It keeps the state it was opened on: open again to see what later runs publish.
    """
    path = Home(Path(home)).database
    if not path.exists():
        raise NoWarehouseError(f"{path}: no such file, nothing was published there yet")
    return open_read_only(path)


def read_events(home: Path | str, **filters: Unpack[EventFilters]) -> pd.DataFrame:
    """Events, the latest first, columns as in the contract; raises NoWarehouseError, TypeError.

    Text is `str`, whole numbers are `Int32`, dates `datetime64`, moments `datetime64` in UTC; what
    is unknown is missing, never 0 or "".
    """
    unknown = sorted(set(filters) - set(EventFilters.__annotations__))
    if unknown:
        raise TypeError(f"no such filter: {', '.join(unknown)}")
    values = {**dict.fromkeys(EventFilters.__annotations__), "limit": NO_LIMIT, **filters}
    moment = values.pop("as_of")
    with open_warehouse(home) as connection:
        connection.execute("SET VARIABLE moment = $1::TIMESTAMPTZ", [moment])
        connection.execute(sql("known_events_as_of" if moment else "known_events"))
        found = connection.sql(sql("read_events"), params=values).to_arrow_table()
    typed = found.cast(load_contract().tables["events"].arrow)
    frame: pd.DataFrame = typed.to_pandas(types_mapper=NULLABLE.get, date_as_object=False)
    return frame


def resting_on(
    connection: duckdb.DuckDBPyConnection, given_ids: Collection[str]
) -> tuple[int, ...]:
    """Counts of these articles, their mentions, events that no other tells of, copies elsewhere."""
    return tuple(connection.execute(sql("resting_on"), {"ids": list(given_ids)}).fetchall()[0])


def read_story(connection: duckdb.DuckDBPyConnection, event_id: str) -> dict[str, Any] | None:
    """One event as dictionaries: `event`, and the lists `participants`, `history`, `evidence`.

    `event_id` may be one that was merged away; None where no event has or had it.
    """
    parts = {}
    for part in ("event", "participants", "history", "evidence"):
        rows = connection.execute(sql(f"story_{part}"), {"event_id": event_id})
        names = [column[0] for column in rows.description or ()]
        parts[part] = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    return {**parts, "event": parts["event"][0]} if parts["event"] else None
