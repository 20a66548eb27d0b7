"""Visits to addresses as a guest: robots.txt, a pause per host, few tries, redirects one by one."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from protego import Protego

from flows.fetch_error import FetchError
from flows.fetch_get import Getter, Response, clean_url, host_of
from flows.fetch_limits import FetchLimits

ROBOTS_BYTES = 512 << 10  # RFC 9309 asks for 500 KiB at least
LONGEST_PAUSE = 30.0  # seconds: a Crawl-delay or Retry-After beyond it waits for the next run
STRIKES = 3  # failures in passing one after the other, until a host is left alone for this run
MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Manner:
    """How one source wants to be visited: its own pause and robots rule, else those of all."""

    delay: float | None = None
    robots: bool | None = None


USUAL = Manner()


@dataclass(slots=True)
class Host:
    """What is known of a host in this run."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)  # one request at a time
    rules_lock: asyncio.Lock = field(default_factory=asyncio.Lock)  # one asks for robots.txt
    free_at: float = 0.0
    strikes: int = 0
    rules: Protego | None = None
    asked_rules: bool = False


class Visitor:
    """Knows the hosts; one request at a time to each, `parallel` in all."""

    def __init__(self, getter: Getter, limits: FetchLimits) -> None:
        self._getter, self._limits = getter, limits
        self._hosts: dict[str, Host] = {}
        self._slots = asyncio.Semaphore(limits.parallel)
        # Jitter moves requests in time and nothing else; what they bring hangs on no number of it.
        self._dice = random.Random()

    async def visit(
        self,
        url: str,
        most: int,
        asked: Mapping[str, str] | None = None,
        manner: Manner = Manner(),
    ) -> Response:
        """The answer 200 or 304 for a clean address, after redirects; its `url` is the last one.

        Raises FetchError: `robots`, `http_status`, `too_many_redirects`, and as Getter.get.
        """
        for _ in range(self._limits.redirects + 1):
            await self._mind_robots(url, manner)
            answer = await self._patiently(url, most, asked or {}, manner)
            if answer.status in (200, 304):
                return answer
            if answer.status not in MOVED:
                raise FetchError("http_status", f"{url}: status {answer.status}")
            where = answer.headers.get("location", "").encode("latin-1").decode("utf-8", "replace")
            url = clean_url(where, base=url)
        raise FetchError("too_many_redirects", f"more than {self._limits.redirects}, last {url}")

    def is_down(self, url: str) -> bool:
        """Whether the host of an address failed so often that it is left alone in this run."""
        return self._host(url).strikes >= STRIKES

    def _host(self, url: str) -> Host:
        return self._hosts.setdefault(host_of(url), Host())

    async def _patiently(
        self, url: str, most: int, asked: Mapping[str, str], manner: Manner
    ) -> Response:
        """The answer after up to `tries` requests, further apart each time."""
        pause = self._limits.backoff
        for left in reversed(range(max(1, self._limits.tries))):
            try:
                return await self._in_turn(
                    self._host(url), lambda: self._getter.get(url, most, asked), manner
                )
            except FetchError as error:
                wait = pause if error.retry_after is None else error.retry_after
                if not error.passing or not left or wait > LONGEST_PAUSE or self.is_down(url):
                    raise
                await asyncio.sleep(wait * self._dice.uniform(1.0, 1.5))
                pause *= 2
        raise AssertionError("the last try returns or raises")

    async def _in_turn(
        self, host: Host, get: Callable[[], Awaitable[Response]], manner: Manner
    ) -> Response:
        """One request when the host has rested; counts the failures of the host."""
        async with host.lock:
            if host.strikes >= STRIKES:
                raise FetchError("unreachable", "its host failed too often in this run", True)
            await asyncio.sleep(host.free_at - time.monotonic())
            try:
                async with self._slots:
                    answer = await get()
            except FetchError as error:
                host.strikes = host.strikes + 1 if error.passing else 0
                raise
            else:
                host.strikes = 0
                return answer
            finally:
                host.free_at = time.monotonic() + self._pause(host, manner)

    def _pause(self, host: Host, manner: Manner) -> float:
        own = self._limits.delay if manner.delay is None else manner.delay
        asked = host.rules.crawl_delay(self._limits.user_agent) if host.rules else None
        return max(own, min(asked or 0.0, LONGEST_PAUSE))

    async def _mind_robots(self, url: str, manner: Manner) -> None:
        """Raises FetchError `robots` where the host does not want the visit."""
        obey = self._limits.robots if manner.robots is None else manner.robots
        if not obey:
            return
        host = self._host(url)
        async with host.rules_lock:
            if not host.asked_rules:
                host.rules = await self._rules(url, manner)
                host.asked_rules = True
        if host.rules and not host.rules.can_fetch(url, self._limits.user_agent):
            raise FetchError("robots", f"{url}: robots.txt of the site does not allow it")

    async def _rules(self, url: str, manner: Manner) -> Protego | None:
        """The rules of a host, None where it has none (RFC 9309: any status of 400 to 499).

        A host that cannot be asked raises as `visit`: it may forbid what we are about to do.
        """
        where = clean_url("/robots.txt", base=url)
        unruled = Manner(manner.delay, robots=False)
        try:
            answer = await self.visit(where, ROBOTS_BYTES, manner=unruled)
        except FetchError as error:
            if error.passing or error.reason == "private_address":
                raise
            if error.reason in ("http_status", "too_many_redirects"):
                return None
            detail = f"{where} cannot be read: {error.detail}"
            raise FetchError("robots", detail) from None
        try:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        except (LookupError, TypeError, ValueError) as error:
            raise FetchError("robots", f"{where} cannot be read: {error}") from None
