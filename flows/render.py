"""Rows as a table for the terminal, as CSV or as JSON; every value as plain text."""

import csv
import json
import math
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.printable import printable

Row = Sequence[object]
WIDTH = 100  # columns where no terminal says how wide it is
GAP = 2  # columns of text between two columns of a table
NARROWEST = 9  # columns of text: with less to each, a row is told in lines instead


def plain(value: object) -> object:
    """The value as JSON has it: dates in ISO 8601, moments in UTC, what is no number as null."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case datetime():
            moment = value.astimezone(UTC) if value.tzinfo else value
            return moment.isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case dict():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case bytes():
            return value.hex()
        case _:
            return str(value)


def _cell(value: object) -> str:
    simple = plain(value)
    if simple is None:
        return ""
    return simple if isinstance(simple, str) else json.dumps(simple, ensure_ascii=False)


def write_csv(columns: Sequence[str], rows: Iterable[Row], stream: TextIO) -> None:
    """Writes CSV with a header; null is an empty cell, true and false are words."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)


def write_json(columns: Sequence[str], rows: Iterable[Row], stream: TextIO) -> None:
    """Writes one JSON array, one object a line."""
    before = "[\n"
    for row in rows:
        record = {name: plain(value) for name, value in zip(columns, row, strict=True)}
        stream.write(before + to_json(record))
        before = ",\n"
    stream.write("[]\n" if before == "[\n" else "\n]\n")


def to_json(record: object) -> str:
    """One line of JSON; what a terminal might obey is escaped, all other text is as it is."""
    line = json.dumps(record, ensure_ascii=False, default=plain)
    return line if line.isascii() else line.translate(_CONTROLS)


_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x80, 0xA0)}


def terminal_width() -> int:
    """Columns of the terminal on stdout; COLUMNS counts first, 100 where there is neither."""
    if os.environ.get("COLUMNS", "").isdigit():
        return int(os.environ["COLUMNS"])
    return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else WIDTH


def write_table(
    columns: Sequence[str], rows: Sequence[Row], stream: TextIO, flexible: str | None = None
) -> None:
    """Writes a table as wide as the terminal, or each row in lines where it cannot be that narrow.

    Only the column `flexible` is cut to what is left, if it is given; otherwise wide cells wrap.
    """
    width = terminal_width()
    if flexible is None and len(columns) * NARROWEST > width:
        stream.writelines(_in_lines(columns, rows))
        return
    cells = [[printable(_cell(_short(value))) for value in row] for row in rows]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for position, name in enumerate(columns):
        numbers = bool(rows) and all(_is_number(row[position]) for row in rows)
        table.add_column(
            Text(printable(name)),
            justify="right" if numbers else "left",
            no_wrap=flexible is not None or numbers,
            overflow="ellipsis" if flexible is not None else "fold",
        )
    if flexible is not None:
        _fit(table, columns, cells, columns.index(flexible), width)
    for row in cells:
        table.add_row(*map(Text, row))
    console = Console(file=stream, width=width)
    with console.capture() as drawn:
        console.print(table)
    # The last column is filled up with blanks, which only get in the way of who copies the table.
    stream.writelines(f"{line.rstrip()}\n" for line in drawn.get().rstrip("\n").split("\n"))
    stream.flush()  # what is said on stderr afterwards shall stand below the table


def _fit(
    table: Table, columns: Sequence[str], cells: Sequence[Sequence[str]], flexible: int, width: int
) -> None:
    """Gives every column what it needs, and one of them what is left."""
    needs = [
        max(cell_len(text) for text in (name, *(row[position] for row in cells)))
        for position, name in enumerate(columns)
    ]
    left = width - sum(needs) + needs[flexible] - GAP * (len(columns) - 1)
    needs[flexible] = max(left, NARROWEST)
    for column, need in zip(table.columns, needs, strict=True):
        column.width = need


def _short(value: object) -> object:
    return round(value, 6) if isinstance(value, float) else value  # 0.1 + 0.2 is 0.3 to people


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _in_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Each row as a block of lines, name and value."""
    widest = max(len(name) for name in columns)
    for number, row in enumerate(rows, start=1):
        yield f"{'' if number == 1 else chr(10)}row {number}\n"
        for name, value in zip(columns, row, strict=True):
            yield f"  {printable(name):<{widest}}  {printable(_cell(value))}\n"
