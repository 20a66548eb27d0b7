"""The settings of a command: a flag over the environment over a file over the default."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.fetch_limits import DEFAULTS, FetchLimits, read_fetch_setting

PREFIX = "SUMMITRY_"
FETCH = "fetch_"
FILES = ("summitry.toml", "pyproject.toml")


class SettingsError(Exception):
    """Raised by `load_settings` where a setting cannot be understood; one line for people."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command needs to know beyond its arguments."""

    home: Path = Path("summitry-home")
    jobs: int = 0  # worker processes; 0: as many as there are cores
    chunk_size: int = 1000  # articles per batch: seconds to minutes of work for one worker
    # A run that refuses a larger share of its records ends with code 3, if it refuses at least
    # so many: one bad file of two is no alarm.
    max_refused: float = 0.5
    min_refused: int = 20
    wait: float = 0.0  # seconds to wait for another run to release the lock
    codebook: tuple[Path, ...] = ()  # folders of one's own that extend the codebook
    no_text: tuple[str, ...] = ()  # outlets or hosts whose text is not kept, "*" for all
    checks: Path | None = None  # a checks.yml of one's own, over the built-in one
    fetch: FetchLimits = DEFAULTS  # `fetch_delay` or the key `delay` of a table `fetch`

    @property
    def workers(self) -> int:
        """How many worker processes to start."""
        return self.jobs or os.cpu_count() or 1


def _path(value: object, base: Path) -> Path:
    if not isinstance(value, str | Path) or not str(value):
        raise ValueError("must be a path")
    return base / Path(value).expanduser()


def _paths(value: object, base: Path) -> tuple[Path, ...]:
    if isinstance(value, str):
        value = [part for part in value.split(os.pathsep) if part]
    if not isinstance(value, list | tuple):
        raise ValueError(f"must be a list of paths, or paths joined by '{os.pathsep}'")
    return tuple(_path(part, base) for part in value)


def _names(value: object) -> tuple[str, ...]:
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise ValueError("must be a list of outlets, or outlets joined by ';'")
    return tuple(name.strip() for name in names if name.strip())


def _number(value: object, low: float, high: float) -> float:
    try:
        number = float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        number = None
    if number is None or isinstance(value, bool) or not low <= number <= high:
        bound = f"from {low:g} to {high:g}" if high < float("inf") else f"of {low:g} or more"
        raise ValueError(f"must be a number {bound}, not {value!r}")
    return number


def _whole(value: object, low: int) -> int:
    number = _number(value, low, float("inf"))
    if not number.is_integer():
        raise ValueError(f"must be a whole number, not {value!r}")
    return int(number)


def _read(name: str, value: object, base: Path) -> object:
    match name:
        case "home" | "checks":
            return _path(value, base)
        case "codebook":
            return _paths(value, base)
        case "no_text":
            return _names(value)
        case "jobs" | "min_refused":
            return _whole(value, 0)
        case "chunk_size":
            return _whole(value, 1)
        case "max_refused":
            return _number(value, 0, 1)
        case "wait":
            return _number(value, 0, 86400)
        case fetching if fetching.startswith(FETCH):
            return read_fetch_setting(fetching.removeprefix(FETCH), value)
        case _:
            known = ", ".join(Settings.__dataclass_fields__)
            raise ValueError(f"is no setting; there are: {known}")


def _flat(values: Mapping[str, object]) -> dict[str, object]:
    """The same with the keys of the table `fetch` as `fetch_delay` and so on."""
    table = values.get("fetch")
    inside = table if isinstance(table, Mapping) else {}
    flat = {name: value for name, value in values.items() if value is not inside}
    return flat | {f"{FETCH}{name}": value for name, value in inside.items()}


def _parse(values: Mapping[str, object], origin: str, base: Path) -> dict[str, object]:
    """The settings of one origin, as their types."""
    parsed = {}
    for name, value in _flat(values).items():
        try:
            parsed[name.replace("-", "_")] = _read(name.replace("-", "_"), value, base)
        except ValueError as error:
            raise SettingsError(f"{origin}: '{name}' {error}") from error
    return parsed


def _read_file(path: Path) -> dict[str, object]:
    """The settings in a file; empty where a pyproject.toml says nothing of us."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    if path.name == "pyproject.toml":
        document = document.get("tool", {}).get("summitry", {})
    if not isinstance(document, dict):
        raise SettingsError(f"{path}: [tool.summitry] must be a table")
    return document


def load_settings(
    flags: Mapping[str, object], environ: Mapping[str, str], directory: Path
) -> Settings:
    """The settings in force in `directory`.

    A flag that is None was not given. The first of `summitry.toml` and `pyproject.toml` that says
    anything counts; paths in it start from its own folder. Raises SettingsError.
    """
    merged: dict[str, object] = {}
    for path in (directory / name for name in FILES):
        values = _read_file(path) if path.is_file() else {}
        if values:
            merged |= _parse(values, str(path), directory)
            break
    # A variable we do not know is left alone: container platforms set SUMMITRY_PORT and the like.
    fetching = [FETCH + name for name in FetchLimits.__dataclass_fields__]
    known = [*Settings.__dataclass_fields__, *fetching]
    named = {name: environ.get(PREFIX + name.upper()) for name in known}
    for name, value in named.items():
        if value:
            merged |= _parse({name: value}, f"environment {PREFIX}{name.upper()}", directory)
    given = {name: value for name, value in flags.items() if value is not None}
    merged |= _parse(given, "command line", directory)
    fetch = {name: merged.pop(name) for name in fetching if name in merged}
    limits = {name.removeprefix(FETCH): value for name, value in fetch.items()}
    return Settings(**merged, fetch=FetchLimits(**limits))  # type: ignore[arg-type]
