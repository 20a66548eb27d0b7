"""Where articles come from: files, folders and globs, each read to articles and refusals."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from glob import has_magic, iglob
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from extract.records import Article, Refusal
from flows.article import article_from
from flows.decode import escaped
from flows.source_bytes import BadSource, Limits
from flows.source_feed import read_feed
from flows.source_html import read_html
from flows.source_json import read_json_lines
from flows.source_pack import PACK, read_pack
from flows.source_parquet import read_parquet
from flows.source_record import NOTHING_SAID, Raw, RawRecord, Said, refuse
from flows.source_table import read_csv
from flows.source_text import read_text
from flows.source_urls import read_address_list
from flows.source_warc import read_warc

Reader = Callable[[Path, str, Limits], Raw]

PARQUET: dict[str, Reader] = {".parquet": read_parquet}
# What leads to addresses; `summitry run` fetches them, and only what they carry can be read here.
LEADING: dict[str, Reader] = {
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".urls": read_address_list,
}
GZIPPABLE: dict[str, Reader] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".txt": read_text,
    ".md": read_text,
    ".warc": read_warc,
    **LEADING,
}
READERS = GZIPPABLE | PARQUET | {f"{suffix}.gz": read for suffix, read in GZIPPABLE.items()}
READERS |= {PACK: read_pack}
FETCHED = frozenset({*LEADING, *(f"{suffix}.gz" for suffix in LEADING)})
# As large as they may be: whoever wants them downloads them with a tool that is made for it.
FILES_ONLY = frozenset({*PARQUET, ".warc", ".warc.gz", ".jsonl", ".jsonl.gz", ".csv", ".csv.gz"})
SUPPORTED = f"{', '.join(GZIPPABLE)} (each also .gz), {', '.join(PARQUET)}"
DEFAULT_LIMITS = Limits()


class Source(NamedTuple):
    """A file to read, and the name it goes by: as it was given, safe to print."""

    path: Path
    name: str


@dataclass(slots=True)
class Tally:
    """What became of the records of one or more sources: filled while `read_source` reads.

    `records == articles + refusals + repeats` at every moment. What ends a source early (a gzip
    stream that breaks off, columns that do not fit) counts as one record, refused.
    """

    records: int = 0
    articles: int = 0
    refusals: int = 0
    repeats: int = 0  # same id and same text as an article before it in the same source
    unread_dates: int = 0  # articles kept without the day their source wrote in an unknown way
    unread_languages: int = 0  # articles whose language was detected, what they said being unknown


def discover(patterns: Sequence[str]) -> tuple[list[Source], list[Refusal]]:
    """The files that paths, folders and globs stand for, and refusals for what is no source.

    Patterns keep their order, what a glob matches is sorted; a folder gives all files
    below it, sorted by path, hidden ones (a leading dot) left out. A file that is named twice is
    read once, under its first name. Refused are `missing`, `empty_folder`, `unknown_format`,
    `not_a_file` (a pipe, a link to a folder inside a folder) and `unreadable` (no permission).
    """
    sources: dict[str, Source] = {}
    refusals: list[Refusal] = []
    for pattern in patterns:
        for found in _expand(pattern):
            if isinstance(found, Refusal):
                refusals.append(found)
            else:
                sources.setdefault(os.path.realpath(found.path), found)
    return list(sources.values()), refusals


def read_source(
    path: Path,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    tally: Tally | None = None,
    said: Said = NOTHING_SAID,
) -> Iterator[Article | Refusal]:
    """The articles of a file, and a refusal for each record that is none, in the order of the file.

    Never raises for what a file holds, and holds one record of it at a time, besides two hashes
    for each article. A record with the id and the text of one before it is left out and counted
    in `tally.repeats`; one with the id but another text is refused as `id_conflict`.
    """
    tally = tally if tally is not None else Tally()
    texts: dict[bytes, bytes] = {}  # digest of id -> digest of text
    for record in _records(path, name, limits):
        outcome = _judge(_with(record, said), name, texts, tally)
        tally.records += 1
        if outcome is None:
            tally.repeats += 1
            continue
        if isinstance(outcome, Article):
            tally.articles += 1
        else:
            tally.refusals += 1
        yield outcome


def _records(path: Path, name: str, limits: Limits) -> Raw:
    """The raw records of a file; what ends it early is its last refusal."""
    read = READERS.get(suffix_of(path))
    if read is None:
        yield _unknown_format(name)
        return
    try:
        yield from read(path, name, limits)
    except BadSource as bad:
        yield refuse(bad.reason, bad.detail, name, bad.line)


def _with(record: RawRecord | Refusal, said: Said) -> RawRecord | Refusal:
    """The record with what the user says of its source in place of what it says itself."""
    if isinstance(record, Refusal) or said == NOTHING_SAID:
        return record
    fields = {"source": said.outlet, "lang": said.lang}
    counts = {key: value for key, value in fields.items() if value is not None}
    return replace(record, fields={**record.fields, **counts})


def _judge(
    record: RawRecord | Refusal, name: str, texts: dict[bytes, bytes], tally: Tally
) -> Article | Refusal | None:
    """The article of a record or its refusal; None for a repeat."""
    if isinstance(record, Refusal):
        return record
    outcome = article_from(record, name)
    if isinstance(outcome, Refusal):
        return outcome
    article = outcome.article
    key, text = _digest(article.article_id), _digest(article.text)
    if key not in texts:
        texts[key] = text
        tally.unread_dates += "published" in outcome.unread
        tally.unread_languages += "lang" in outcome.unread
        return article
    if texts[key] == text:
        return None
    detail = f"an article before it has the id {article.article_id} and another text"
    return refuse("id_conflict", detail, name, record.line, article.article_id)


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


def suffix_of(path: Path) -> str:
    """The end of the file's name that says how to read it: ".jsonl", ".csv.gz"."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return "".join(suffixes[-2:]) if suffixes[-1:] == [".gz"] else "".join(suffixes[-1:])


def _unknown_format(name: str) -> Refusal:
    return refuse("unknown_format", f"not a format that can be read; these can: {SUPPORTED}", name)


def _expand(pattern: str) -> Iterator[Source | Refusal]:
    """What one pattern stands for; a path that exists is never taken for a glob."""
    if os.path.lexists(pattern):
        yield from _path(Path(pattern))
        return
    # Path.glob takes no absolute pattern before Python 3.13
    matches = sorted(iglob(pattern, recursive=True)) if has_magic(pattern) else []  # noqa: PTH207
    if not matches:
        what = "no file matches" if has_magic(pattern) else "no such file or folder"
        yield refuse("missing", what, _name(pattern))
    for match in matches:
        yield from _path(Path(match))


def _path(path: Path) -> Iterator[Source | Refusal]:
    """A file as a source or its refusal; a folder as all that is below it."""
    name = _name(path.as_posix())
    if path.is_dir():
        yield from _folder(path)
    elif not path.is_file():
        yield refuse("not_a_file", "neither a folder nor a file with content", name)
    elif suffix_of(path) not in READERS:
        yield _unknown_format(name)
    else:
        yield Source(path, name)


def _folder(folder: Path) -> Iterator[Source | Refusal]:
    """The files below a folder, sorted by path."""
    closed: list[OSError] = []
    below: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if (Path(root) / name).is_symlink()]
        below += [Path(root) / name for name in (*files, *links) if not name.startswith(".")]
    for error in closed:
        name = _name(Path(error.filename or folder).as_posix())
        yield refuse("unreadable", error.strerror or str(error), name)
    if not (below or closed):
        yield refuse("empty_folder", "the folder holds no files", _name(folder.as_posix()))
    for path in sorted(below):
        if path.is_dir():  # a link could lead back to where we are
            yield refuse("not_a_file", "links to folders are not followed", _name(path.as_posix()))
        else:
            yield from _path(path)


def _name(path: str) -> str:
    return escaped(path, limit=4096)
