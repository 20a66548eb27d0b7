"""What a reader hands over: the fields of one record as they arrived, and where they stood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.records import Refusal
from flows.decode import escaped

FIELDS = ("id", "url", "title", "published", "source", "lang", "text")  # all others are ignored


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of all articles of a source: it counts before what they say."""

    outlet: str | None = None
    lang: str | None = None


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record before its article: values of whatever type the file had, its line if it has."""

    fields: Mapping[str, object]
    line: int | None = None


Raw = Iterator[RawRecord | Refusal]


def refuse(
    reason: str,
    detail: str,
    name: str,
    line: int | None = None,
    article_id: str | None = None,
) -> Refusal:
    """The refusal of one record, or of a whole source, its detail safe to print."""
    return Refusal(
        step="ingest",
        reason=reason,
        detail=escaped(detail),
        article_id=article_id,
        source=name,
        line=line,
    )


def columns_missing(found: list[str]) -> str | None:
    """What to say of a table whose columns cannot make an article; None where they can."""
    if found.count("text") == 1:
        return None
    names = ", ".join(found[:20]) + ", …" * (len(found) > 20)
    what = "two columns are called" if "text" in found else "no column is called"
    return f"{what} 'text'; the columns are: {names or 'none'}"
