"""Articles from tables: CSV, one article a row."""

import csv
from collections.abc import Iterator
from pathlib import Path

from extract.records import Refusal
from flows.decode import BinaryData, as_utf8, decode_bytes, is_binary
from flows.source_bytes import BadSource, Limits, Line, read_chunks, split_lines
from flows.source_record import Raw, RawRecord, columns_missing, refuse

DELIMITERS = ",;\t|"  # Excel writes semicolons where the comma is the decimal sign


class RowTooLarge(Exception):  # noqa: N818 -- named for what was found
    """Raised by `RowLines` inside the csv reader, where a row outgrows the limit."""


class RowLines:
    """The decoded lines of a table as the csv reader asks for them, one row at a time.

    It knows where the row began and how large it has become; `skip_row` passes over the rest of a
    row that is too large.
    """

    def __init__(self, lines: Iterator[Line], limit: int) -> None:
        self.lines = lines
        self.limit = limit
        self.first: int | None = None  # the line on which the current row began
        self.size = 0
        self.quotes = 0
        self.ahead: list[str] = []

    def __iter__(self) -> "RowLines":
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.first = self.first or line.number
        self.quotes += line.quotes
        self.size += len(line.content or b"") + 1
        if line.content is None or self.size > self.limit:
            raise RowTooLarge
        if is_binary(line.content):
            raise BinaryData("binary data, not text")
        # the csv reader takes a carriage return for the end of a row, and refuses a NUL
        text = decode_bytes(line.content).rstrip("\r").replace("\0", "")
        return text.replace("\r", " ") + "\n"

    def begin_row(self) -> None:
        """Forget the row before: the next line is the first of its row."""
        self.first, self.size, self.quotes = None, 0, 0

    def skip_row(self) -> None:
        """Pass over the lines up to the one that closes the quote the row left open."""
        while self.quotes % 2:
            line = next(self.lines, None)
            if line is None:
                return
            self.quotes += line.quotes


def read_csv(path: Path, name: str, limits: Limits) -> Raw:
    """The records of a .csv file, also gzipped, whose first row names the columns.

    A row is refused as `too_large`, `bad_csv` (quotes, number of cells) or `binary`. Raises
    BadSource: `wrong_columns` where there is no column `text`, and as `split_lines`.
    """
    lines = split_lines(as_utf8(read_chunks(path, limits)), limits.record_bytes)
    rows = RowLines(lines, limits.record_bytes)
    columns, delimiter = read_columns(rows)
    # never reached before our own limit, which also counts what lies outside of a cell
    csv.field_size_limit(max(csv.field_size_limit(), limits.record_bytes + 1))
    reader = csv.reader(rows, delimiter=delimiter, strict=True)
    while True:
        rows.begin_row()
        record = read_row(reader, rows, columns, name)
        if record is None:
            return
        if isinstance(record, Refusal) or record.fields:
            yield record


def read_columns(rows: RowLines) -> tuple[list[str], str]:
    """The names of the columns, and the delimiter that finds `text` among them."""
    try:
        head = next(rows, "")
    except (RowTooLarge, BinaryData):
        raise BadSource("binary", "the first line is no row of column names", 1) from None
    found: list[str] = []
    for delimiter in DELIMITERS:
        try:
            cells = next(csv.reader([head], delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue  # the next delimiter may fit; if none does, the columns are refused below
        names = [cell.strip().strip("\ufeff").lower() for cell in cells]
        if columns_missing(names) is None:
            return names, delimiter
        found = max(found, names, key=len)
    raise BadSource("wrong_columns", columns_missing(found) or "", 1)


def read_row(
    reader: Iterator[list[str]], rows: RowLines, columns: list[str], name: str
) -> RawRecord | Refusal | None:
    """The record of the next row, with no fields for a blank line; None at the end."""
    try:
        cells = next(reader)
    except StopIteration:
        return None
    except RowTooLarge:
        first = rows.first
        rows.skip_row()
        return refuse("too_large", "the row is larger than a record may be", name, first)
    except BinaryData as error:
        first = rows.first
        rows.skip_row()
        return refuse("binary", str(error), name, first)
    except csv.Error as error:
        return refuse("bad_csv", str(error), name, rows.first)
    if not cells:
        return RawRecord({}, rows.first)
    if len(cells) != len(columns):
        wanted = f"{len(cells)} cells in a table of {len(columns)} columns"
        return refuse("bad_csv", wanted, name, rows.first)
    return RawRecord(dict(zip(columns, cells, strict=True)), rows.first)
