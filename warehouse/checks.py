"""Checks of a record before it is published: what is measured, and what a failure means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from warehouse.contract import load_contract
from warehouse.database import sql

KINDS: Mapping[str, frozenset[str]] = {  # kind -> its keys besides kind and then
    "freshness": frozenset({"max_hours"}),
    "volume": frozenset({"runs", "after", "min_share", "max_share"}),
    "refusals": frozenset({"step", "reason", "max_share", "at_least"}),
    "nulls": frozenset({"table", "column", "max_share", "at_least"}),
    "unique": frozenset({"table"}),
    "references": frozenset({"table", "column", "to"}),
    "evidence": frozenset(),
}
NEEDED: Mapping[str, frozenset[str]] = {  # kind -> keys that it cannot do without
    "freshness": frozenset({"max_hours"}),
    "volume": frozenset({"runs"}),
    "refusals": frozenset({"step", "max_share"}),
    "nulls": frozenset({"table", "column", "max_share"}),
    "references": frozenset({"table", "column", "to"}),
}
OUTCOMES = ("stop", "warn", "ignore")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its kind says which of the other fields it has."""

    name: str
    kind: str
    then: str  # stop, warn or ignore
    table: str | None = None
    column: str | None = None
    to: str | None = None  # table.column that holds what the column refers to
    step: str | None = None
    reason: str | None = None
    min_share: float | None = None
    max_share: float | None = None
    max_hours: float | None = None
    at_least: float | None = None  # rows, below which a share says nothing
    runs: float | None = None  # how many earlier runs to compare with
    after: float | None = None  # how many there must be


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed: its name, what that means, and one line for people."""

    check: str
    then: str  # stop or warn
    detail: str


@dataclass(frozen=True, slots=True)
class Guard:
    """The checks of one publication, and the moment that freshness counts from."""

    checks: tuple[Check, ...] = ()
    now: datetime | None = None


UNGUARDED = Guard()


def examine(
    connection: duckdb.DuckDBPyConnection, guard: Guard, published: int
) -> tuple[Finding, ...]:
    """What of a finished database fails the checks, in their order.

    The connection is that of `build_database`; `published` is the number of the manifest that is
    published now: what later runs brought is what is new.
    """
    connection.execute("SET VARIABLE published = $1::INTEGER", [published])
    connection.execute("SET VARIABLE now = $1::TIMESTAMPTZ", [guard.now])
    made = [check for check in guard.checks if check.then != "ignore"]
    details = [(check, _failure(connection, check)) for check in made]
    return tuple(Finding(check.name, check.then, told) for check, told in details if told)


def stops(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings keeps a record from being published."""
    return any(finding.then == "stop" for finding in findings)


def _failure(connection: duckdb.DuckDBPyConnection, check: Check) -> str | None:
    """What is wrong, in one line; None where the check passes or has nothing to measure."""
    match check.kind:
        case "freshness":
            return _freshness(connection, check)
        case "volume":
            return _volume(connection, check)
        case "refusals":
            what = f"of the records read were refused: {check.reason or f'step {check.step}'}"
            values = {"step": check.step, "reason": check.reason}
            return _share(_one(connection, "check_refusals", values), check, what)
        case "nulls":
            what = f"of the rows of {check.table} have no {check.column}"
            counts = f"count(*) - count({check.column}), count(*)"
            rows = connection.table(str(check.table)).aggregate(counts).fetchall()
            return _share(rows[0], check, what)
        case "unique":
            return _unique(connection, check)
        case "references":
            return _references(connection, check)
        case "evidence":
            wrong, first = _one(connection, "check_evidence")
            said = f"{wrong} sentences are not what stands in their article, as in {first}"
            return said if wrong else None
        case _:
            raise ValueError(f"no such kind of check: {check.kind}")


def _one(
    connection: duckdb.DuckDBPyConnection, script: str, values: dict[str, Any] | None = None
) -> tuple[Any, ...]:
    rows = connection.execute(sql(script), values).fetchall()
    return tuple(rows[0])


def _freshness(connection: duckdb.DuckDBPyConnection, check: Check) -> str | None:
    articles, hours = _one(connection, "check_freshness")
    if not articles or check.max_hours is None:
        return None
    if hours is None:
        return "no article has a date of publication"
    limit = f"more than {check.max_hours:g}"
    return (
        f"the newest article is {hours:.0f} hours old, {limit}" if hours > check.max_hours else None
    )


def _volume(connection: duckdb.DuckDBPyConnection, check: Check) -> str | None:
    values = {"runs": int(check.runs or 0)}
    stored, usual, runs = _one(connection, "check_volume", values)
    if stored is None or not usual or runs < (check.after or 1):
        return None
    share = stored / usual
    said = f"{stored} new articles, usual are {usual:g} (median of {runs} runs)"
    if check.min_share is not None and share < check.min_share:
        return f"{said}: less than {check.min_share:g} of it"
    if check.max_share is not None and share > check.max_share:
        return f"{said}: more than {check.max_share:g} times it"
    return None


def _share(counted: tuple[Any, ...], check: Check, what: str) -> str | None:
    part, whole = counted
    if not whole or part < (check.at_least or 0) or check.max_share is None:
        return None
    if part / whole <= check.max_share:
        return None
    return f"{part / whole:.1%} {what} ({part} of {whole}), more than {check.max_share:.1%}"


def _unique(connection: duckdb.DuckDBPyConnection, check: Check) -> str | None:
    tables = load_contract().tables
    for table in [tables[check.table]] if check.table else tables.values():
        key = ", ".join(table.key)
        repeated = f"count(*) - count(DISTINCT ({key}))"
        number = connection.table(table.name).aggregate(repeated).fetchall()[0][0]
        if number:
            return f"{number} rows of {table.name} repeat the key {key} of another"
    return None


def _references(connection: duckdb.DuckDBPyConnection, check: Check) -> str | None:
    table, _, column = (check.to or "").partition(".")
    referring = connection.table(str(check.table)).project(f"{check.column} AS found")
    known = connection.table(table).project(f"{column} AS found")
    told = referring.filter("found IS NOT NULL").set_alias("told")
    dangling = told.join(known.set_alias("known"), "found", how="anti")
    number = dangling.aggregate("count(*)").fetchall()[0][0]
    if not number:
        return None
    return f"{number} rows of {check.table} have a {check.column} that {check.to} does not have"
