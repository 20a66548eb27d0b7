"""Articles from JSON Lines, one object a line."""

import json
from pathlib import Path

from extract.records import Refusal
from flows.decode import BinaryData, as_utf8, decode_bytes
from flows.source_bytes import Limits, Line, read_chunks, split_lines
from flows.source_record import Raw, RawRecord, refuse


def read_json_lines(path: Path, name: str, limits: Limits) -> Raw:
    """The records of a .jsonl or .ndjson file, also gzipped; blank lines are no records.

    A line is refused as `too_large`, `binary`, `bad_json` or `not_an_object`. Raises BadSource
    after the lines before a break.
    """
    for line in split_lines(as_utf8(read_chunks(path, limits)), limits.record_bytes):
        record = read_json_line(line, name)
        if record is not None:
            yield record


def read_json_line(line: Line, name: str) -> RawRecord | Refusal | None:
    """The record of one line, None for a blank one."""
    if line.content is None:
        return refuse("too_large", "the line is larger than a record may be", name, line.number)
    try:
        text = decode_bytes(line.content).strip("\ufeff \t\r\n\0")
        if not text:
            return None
        value = json.loads(text)
    except BinaryData as error:
        return refuse("binary", str(error), name, line.number)
    except RecursionError:
        return refuse("bad_json", "nested too deeply", name, line.number)
    except ValueError as error:  # JSONDecodeError, and numbers of more than 4,300 digits
        return refuse("bad_json", str(error), name, line.number)
    if not isinstance(value, dict):
        return refuse("not_an_object", "the line is JSON, but not an object", name, line.number)
    return RawRecord(value, line.number)
