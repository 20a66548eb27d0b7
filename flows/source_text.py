"""An article from a plain text file."""

from pathlib import Path

from flows.decode import BinaryData, decode_bytes
from flows.source_bytes import BadSource, Limits, read_whole
from flows.source_record import FIELDS, Raw, RawRecord

HEADER_KEYS = {key: key for key in FIELDS if key != "text"} | {"date": "published"}


def read_text(path: Path, name: str, limits: Limits) -> Raw:  # noqa: ARG001 -- as all readers
    """The one record of a .txt or .md file.

    The file may begin with a header: lines `Title: …`, `Date: …`, `Source: …`, `URL: …`,
    `Lang: …`, `Id: …` in any order, then a blank line. Where any line before the first blank one
    is something else, there is no header and all of it is text. Raises BadSource.
    """
    try:
        text = decode_bytes(read_whole(path, limits))
    except BinaryData as error:
        raise BadSource("binary", str(error)) from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    yield RawRecord(split_header(text))


def split_header(text: str) -> dict[str, object]:
    """The fields of the header, and `text`: what follows it, or all where there is none."""
    block, blank, body = text.partition("\n\n")
    header: dict[str, object] = {}
    for line in block.split("\n"):
        key, colon, value = line.partition(":")
        field = HEADER_KEYS.get(key.strip().lower())
        if not (blank and colon) or field is None or field in header:
            return {"text": text}
        header[field] = value.strip()
    return {**header, "text": body.lstrip("\n")}
