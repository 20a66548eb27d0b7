"""Articles from Parquet files, one article a row."""

import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extract.records import Refusal
from flows.source_bytes import BadSource, Limits
from flows.source_record import FIELDS, Raw, RawRecord, columns_missing, refuse

ROWS_AT_ONCE = 16  # one text that all rows share is a few bytes in the file, and 16 in memory


def read_parquet(path: Path, name: str, limits: Limits) -> Raw:
    """The records of a .parquet file; the columns that an article has no use for are not read.

    A row is refused as `too_large` or `bad_parquet`. Raises BadSource: `wrong_columns`,
    `bad_parquet` where the file is broken (after the rows before the break), `too_large`,
    `unreadable`.
    """
    row, size = 0, 0
    try:
        with pq.ParquetFile(path) as file:
            wanted = wanted_columns(file.schema_arrow)
            for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=list(wanted.values())):
                for record in read_batch(batch, wanted, limits, name, row):
                    row += 1
                    size += size_of(record)
                    if size > limits.source_bytes:
                        raise BadSource("too_large", f"more than {limits.source_bytes} characters")
                    yield record
    except OSError as error:
        if error.errno is not None:
            raise BadSource("unreadable", os.strerror(error.errno)) from None
        raise BadSource("bad_parquet", f"after row {row}: {error}") from None
    except (pa.ArrowException, ValueError) as error:
        raise BadSource("bad_parquet", f"after row {row}: {error}") from None


def wanted_columns(schema: pa.Schema) -> dict[str, str]:
    """The columns of the file by the field of the article that they fill; raises BadSource."""
    names = [column.strip().lower() for column in schema.names]
    wrong = columns_missing(names)
    if wrong is not None:
        raise BadSource("wrong_columns", wrong)
    wanted = {low: column for low, column in zip(names, schema.names, strict=True) if low in FIELDS}
    text = schema.field(wanted["text"]).type
    if not is_string(text):
        raise BadSource("wrong_columns", f"the column 'text' holds {text}, not strings")
    return wanted


def is_string(kind: pa.DataType) -> bool:
    """Whether a column of the type holds strings, plain or as a dictionary."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def read_batch(
    batch: pa.RecordBatch, wanted: dict[str, str], limits: Limits, name: str, row: int
) -> Iterator[RawRecord | Refusal]:
    """The records of some rows, `row` rows having gone before."""
    columns = {field: to_microseconds(batch.column(column)) for field, column in wanted.items()}
    for index in range(batch.num_rows):
        try:
            fields = {field: column[index].as_py() for field, column in columns.items()}
        except (ValueError, OverflowError) as error:  # bytes that are not UTF-8, the year 300,000
            yield refuse("bad_parquet", f"row {row + index + 1}: {error}", name)
            continue
        record = RawRecord(fields)
        if size_of(record) > limits.record_bytes:
            what = f"row {row + index + 1} has {size_of(record)} characters"
            yield refuse("too_large", what, name)
        else:
            yield record


def size_of(record: RawRecord | Refusal) -> int:
    """How many characters the record holds; a refusal holds none any more."""
    if isinstance(record, Refusal):
        return 0
    return sum(len(value) for value in record.fields.values() if isinstance(value, str))


def to_microseconds(column: pa.Array) -> pa.Array:
    """Timestamps as Python can hold them; all other columns as they are."""
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column
