"""What `summitry run` was told to read: files, addresses, and the sources of a sources.toml."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flows.decode import escaped
from flows.fetch_visit import USUAL, Manner
from flows.source_record import NOTHING_SAID, Said
from flows.sources import FETCHED, Source, discover, suffix_of

ADDRESS = ("http://", "https://")
KINDS = ("feed", "sitemap", "page", "pages", "files")
OPTIONS = ("outlet", "lang", "text", "delay", "robots")
TEXTS = ("auto", "feed", "page")


class SourceListError(Exception):
    """Raised by `read_names` for a sources.toml that cannot be understood; one line for people."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to fetch: an address, or a file that leads to addresses."""

    name: str  # the address, or the file as it was named
    kind: str  # "feed", "sitemap", "page", "file"; "any" for what its content shows to be one
    path: Path | None = None
    said: Said = NOTHING_SAID
    text: str = "auto"  # where the text of a feed's items comes from: "feed", "page", "auto"
    manner: Manner = USUAL


@dataclass(frozen=True, slots=True)
class Files:
    """Files, folders or patterns, and what is said of the articles in them."""

    patterns: tuple[str, ...]
    said: Said = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Named:
    """All that was named, in its order."""

    files: tuple[Files, ...]
    targets: tuple[Target, ...]


def read_names(names: Sequence[str]) -> Named:
    """What files, folders, patterns, addresses and lists of sources (.toml) stand for.

    Raises SourceListError. Files that lead to addresses (feeds, sitemaps, lists of addresses) are
    among the targets; `find_files` leaves them out.
    """
    parts = [part for name in names for part in _parts(name)]
    targets: dict[str, Target] = {}
    for part in parts:
        for target in _targets(part):
            targets.setdefault(target.name, target)
    plain = tuple(
        p
        for each in parts
        if isinstance(each, Files) and each.said == NOTHING_SAID
        for p in each.patterns
    )
    files = [each for each in parts if isinstance(each, Files) and each.said != NOTHING_SAID]
    return Named((*([Files(plain)] if plain else []), *files), tuple(targets.values()))


def _parts(name: str) -> Iterator[Files | Target]:
    if name.lower().startswith(ADDRESS):
        # An argument of the command may hold bytes that are no text.
        yield Target(name.encode("utf-8", "backslashreplace").decode("utf-8"), "any")
    elif name.endswith(".toml"):
        yield from _standing(Path(name))
    else:
        yield Files((name,))


def _targets(part: Files | Target) -> Iterator[Target]:
    """A target as it is; of files those that lead to addresses."""
    if isinstance(part, Target):
        yield part
        return
    for path, name in leading(part.patterns):
        yield Target(name, "file", path, part.said)


def leading(patterns: Sequence[str]) -> list[Source]:
    """The files behind some patterns that lead to addresses."""
    return [found for found in discover(patterns)[0] if suffix_of(found.path) in FETCHED]


def _standing(path: Path) -> Iterator[Files | Target]:
    """The sources that a sources.toml names."""
    name = escaped(str(path))
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceListError(f"{name}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceListError(f"{name}: not valid TOML: {error}") from error
    unknown = set(document) - {"source", "defaults"}
    if unknown:
        raise SourceListError(f"{name}: unknown key '{escaped(min(unknown))}'; it has [[source]]s")
    defaults, sources = document.get("defaults", {}), document.get("source", [])
    if not isinstance(defaults, dict) or not isinstance(sources, list) or not sources:
        raise SourceListError(f"{name}: names no [[source]]")
    for number, fields in enumerate(sources, start=1):
        try:
            yield from _source(fields, defaults, path.parent)
        except ValueError as error:
            raise SourceListError(f"{name}: source {number}: {error}") from error


def _source(fields: Any, defaults: Mapping[str, Any], folder: Path) -> Iterator[Files | Target]:
    """The one source of a table; raises ValueError."""
    if not isinstance(fields, dict):
        raise ValueError("must be a table: [[source]]")
    for key in (*fields, *defaults):
        if key not in (*OPTIONS, *KINDS) or (key in defaults and key not in OPTIONS):
            known = ", ".join((*KINDS, *OPTIONS))
            raise ValueError(f"unknown key '{escaped(key)}'; there are: {known}")
    kinds = [key for key in KINDS if key in fields]
    if len(kinds) != 1:
        raise ValueError(f"needs exactly one of {', '.join(KINDS)}")
    options = {**defaults, **fields}
    pattern = Target("", "", said=_said(options), text=_text(options), manner=_manner(options))
    for place in _places(fields[kinds[0]], kinds[0]):
        if place.lower().startswith(ADDRESS):
            yield replace(pattern, name=place, kind="page" if kinds[0] == "pages" else kinds[0])
        else:
            yield from _local((folder / place).as_posix(), pattern)


def _local(place: str, pattern: Target) -> Iterator[Files | Target]:
    """A file that a source names: read, or followed to addresses with the options of the source."""
    led = leading([place])
    yield from (replace(pattern, name=name, kind="file", path=path) for path, name in led)
    yield Files((place,), pattern.said)


def _places(value: object, kind: str) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    if not several or not all(isinstance(each, str) and each for each in several):
        raise ValueError(f"'{kind}' must be an address or a file, or a list of them")
    if kind == "files" and any(str(each).lower().startswith(ADDRESS) for each in several):
        raise ValueError("'files' are files; for an address use feed, sitemap or page")
    return tuple(map(str, several))


def _said(options: Mapping[str, Any]) -> Said:
    for key in ("outlet", "lang"):
        value = options.get(key, "-")
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"'{key}' must be text")
    return Said(options.get("outlet"), options.get("lang"))


def _text(options: Mapping[str, Any]) -> str:
    text = options.get("text", "auto")
    if text not in TEXTS:
        raise ValueError(f"'text' must be one of {', '.join(TEXTS)}")
    return str(text)


def _manner(options: Mapping[str, Any]) -> Manner:
    delay, robots = options.get("delay"), options.get("robots")
    if delay is not None and (isinstance(delay, bool) or not isinstance(delay, int | float)):
        raise ValueError("'delay' must be a number of seconds")
    if delay is not None and not 0 <= delay <= 3600:
        raise ValueError("'delay' must be from 0 to 3600 seconds")
    if robots is not None and not isinstance(robots, bool):
        raise ValueError("'robots' must be true or false")
    return Manner(None if delay is None else float(delay), robots)
