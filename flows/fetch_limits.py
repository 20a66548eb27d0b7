"""How a fetch behaves and what it takes at most: the settings of the table `fetch`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

AGENT = "summitry/0.1 (news event record; obeys robots.txt)"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """The settings of fetching; each is a key of `[fetch]` and a variable SUMMITRY_FETCH_*."""

    user_agent: str = AGENT  # say here who you are and how to reach you
    allow_private: bool = False  # addresses that are not of the open internet
    robots: bool = True  # obey robots.txt
    delay: float = 1.0  # seconds between two requests to one host, at least
    parallel: int = 16  # requests at a time, each to another host
    tries: int = 3  # requests for one address in one run, where it fails in passing
    patience: int = 5  # runs in which a page may fail in passing before it is refused
    backoff: float = 1.0  # seconds before the second try, doubled for each further one
    seconds: float = 30.0  # for one request from connect to last byte, however slowly they drip
    minutes: float = 120.0  # for all fetching of one run; the rest waits for the next
    redirects: int = 5
    page_bytes: int = 8 << 20  # unpacked; a long live blog is 2 MiB
    feed_bytes: int = 8 << 20  # unpacked; a feed of 500 whole articles is 2 MiB
    ratio: int = 200  # unpacked over packed, from the first MiB on: pages reach 20, bombs 1000
    items: int = 5000  # of one feed or sitemap
    depth: int = 2  # sitemaps that lead to sitemaps
    keep_days: float = 7.0  # what was fetched, once it is in the record: to look into a bad run
    sitemaps: int = 100  # sitemaps that one source may lead to


DEFAULTS = FetchLimits()


def read_fetch_setting(name: str, value: object) -> object:
    """The value of one setting as its type; raises ValueError with the rest of a sentence."""
    known = {field.name: field.default for field in fields(FetchLimits)}
    if name not in known:
        raise ValueError(f"is no setting of fetch; there are: {', '.join(known)}")
    default = known[name]
    if isinstance(default, bool):
        return _switch(value)
    if isinstance(default, str):
        return _header(value)
    return _amount(value, int if isinstance(default, int) else float)


def _switch(value: object) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    found = words.get(str(value).lower())
    if found is None:
        raise ValueError(f"must be true or false, not {value!r}")
    return found


def _header(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isascii():
        raise ValueError("must be a line of plain ASCII text")
    if not value.isprintable():
        raise ValueError("must be one line without control characters")
    return value.strip()


def _amount(value: object, kind: type[int] | type[float]) -> float:
    try:
        number = float(value) if isinstance(value, int | float | str) else -1.0
    except ValueError:
        number = -1.0
    if isinstance(value, bool) or not 0 <= number < float("inf"):
        raise ValueError(f"must be a number of 0 or more, not {value!r}")
    if kind is int and not number.is_integer():
        raise ValueError(f"must be a whole number, not {value!r}")
    return kind(number)


def fetch_limits(values: Mapping[str, object]) -> FetchLimits:
    """The limits with these values in the places of the defaults; raises ValueError."""
    return FetchLimits(**{name: read_fetch_setting(name, value) for name, value in values.items()})  # type: ignore[arg-type]
