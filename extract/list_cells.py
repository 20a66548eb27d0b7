"""The rows of a name list, every cell checked: what is wrong is an error with file and line."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path

from extract.list_schema import Schema
from extract.strict_yaml import CodebookError, read_rows

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
STATE = re.compile(r"[A-Z]{3}")
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
ENTITIES = ("person", "organisation", "place", "weapon", "agreement", "summit")
Known = Mapping[str, Collection[str]]  # column: what it can name
Rule = Callable[[str], str | None]  # a cell in, what is wrong with it out


def read_list(path: Path, schema: Schema, known: Known) -> list[dict[str, str]]:
    """The rows of a list, none where the file is not there."""
    if not path.exists():
        return []
    rows = []
    seen: dict[tuple[str, ...], tuple[int, str]] = {}  # key, or what rows share: line and value
    for line, row in read_rows(path, schema.columns):
        wrong = _wrong_cell(row, schema, known) or _wrong_row(row, schema)
        wrong = wrong or _wrong_beside(row, schema, seen)
        if wrong is not None:
            raise CodebookError(f"{path}: line {line}: {wrong}")
        seen[_key(row, schema)] = (line, "")
        if schema.same is not None:
            seen[(row[schema.same[0]],)] = (line, row[schema.same[1]])
        rows.append(row)
    return rows


def _key(row: Mapping[str, str], schema: Schema) -> tuple[str, ...]:
    return ("", *(row[column] for column in schema.key))


def _wrong_cell(row: Mapping[str, str], schema: Schema, known: Known) -> str | None:
    """What is wrong with the first wrong cell of a row, with its column; None if all are right."""
    for column, cell in row.items():
        wrong = RULES.get(column, _anything)(cell) if cell else None
        if not cell.strip() and column in schema.filled:
            wrong = "must not be empty"
        elif column in schema.choices and cell not in schema.choices[column]:
            wrong = f"unknown value {cell!r}; known are {', '.join(schema.choices[column])}"
        elif wrong is None and column in schema.refers:
            wrong = _unknown(column, cell, known)
        if wrong is not None:
            return f"{column}: {wrong}"
    return None


def _wrong_row(row: Mapping[str, str], schema: Schema) -> str | None:
    """What is wrong between the cells of a row."""
    if schema.either and not any(row[column] for column in schema.either):
        return f"{' or '.join(schema.either)} must be filled"
    if schema.order is not None:
        first, last = (row[column] for column in schema.order)
        shared = min(len(first), len(last))  # 2019 may end what began in 2019-05
        if last[:shared] < first[:shared]:
            return f"{schema.order[1]}: {last} lies before {schema.order[0]}, {first}"
    return None


def _wrong_beside(
    row: Mapping[str, str], schema: Schema, seen: Mapping[tuple[str, ...], tuple[int, str]]
) -> str | None:
    """What is wrong between a row and those above it."""
    if _key(row, schema) in seen:
        line, _ = seen[_key(row, schema)]
        words = " ".join(filter(None, (row[column] for column in schema.key)))
        return f"{schema.key[0]}: {words!r} stands in line {line} already"
    if schema.same is None:
        return None
    shared, column = schema.same
    line, value = seen.get((row[shared],), (0, row[column]))
    if value != row[column]:
        return f"{column}: {row[shared]!r} is {value!r} in line {line}, {row[column]!r} here"
    return None


def _unknown(column: str, cell: str, known: Known) -> str | None:
    """Which name of the cell no list has; several stand between bars."""
    lists = LISTS.get(column, f"{column}s.csv")
    missing = [name for name in cell.split("|") if name and name not in known[column]]
    return f"{missing[0]!r} is not in gazetteers/{lists}" if missing else None


LISTS = {
    "country": "countries.csv",
    "parties": "countries.csv",
    "forum": "organisations.csv, nor in summits.csv",
}


def _anything(_cell: str) -> str | None:
    return None


def _entity(cell: str) -> str | None:
    return None if ID.fullmatch(cell) else f"{cell!r} is no id: lower-case ASCII with hyphens"


def _state(cell: str) -> str | None:
    return None if STATE.fullmatch(cell) else f"{cell!r} is no ISO 3166-1 alpha-3 code"


def _degrees(most: int) -> Rule:
    def rule(cell: str) -> str | None:
        try:
            right = abs(float(cell)) <= most
        except ValueError:
            right = False
        return None if right else f"{cell!r} is no number of degrees from -{most} to {most}"

    return rule


def _year(cell: str) -> str | None:
    return None if len(cell) == 4 and cell.isdigit() else f"{cell!r} is no year"


def _day(cell: str) -> str | None:
    return None if is_day(cell) else f"{cell!r} is not YYYY-MM-DD, YYYY-MM or YYYY"


def is_day(text: str) -> bool:
    """Whether the text is a day, a month or a year of the calendar."""
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _pattern(cell: str) -> str | None:
    try:
        re.compile(cell)
    except re.error as error:
        return f"{cell!r} is no regular expression: {error}"
    return None


RULES: dict[str, Rule] = {
    **dict.fromkeys(ENTITIES, _entity),
    "country": _state,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "year": _year,
    "start": _day,
    "end": _day,
    "pattern": _pattern,
}
