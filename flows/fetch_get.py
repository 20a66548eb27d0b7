"""One request to one address: bounded in time and size, to checked addresses only."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType

import httpcore
import httpx

from flows.fetch_address import GuardedBackend, Resolve, resolve_name
from flows.fetch_error import FetchError
from flows.fetch_limits import FetchLimits
from flows.fetch_unpack import Unpacker

LONGEST_URL = 2000
HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; header names are lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


def clean_url(url: str, base: str | None = None) -> str:
    """An address in the form by which it is known: absolute, no fragment, host in ASCII.

    Raises FetchError `bad_url`: no http or https address, or one with a password in it.
    """
    try:
        found = httpx.URL(base).join(url.strip()) if base else httpx.URL(url.strip())
        host, port = found.raw_host.decode("ascii"), found.port or 1
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError("bad_url", f"{url[:200]}: {error}") from None
    if found.scheme not in ("http", "https") or not HOST.fullmatch(host) or not 0 < port < 65536:
        raise FetchError("bad_url", f"{url[:200]}: only http and https addresses are fetched")
    if found.userinfo:
        raise FetchError("bad_url", f"{found.host}: a name or password in the address")
    if len(str(found)) > LONGEST_URL:
        raise FetchError("bad_url", f"{url[:200]}: more than {LONGEST_URL} characters")
    return str(found.copy_with(fragment=None))


def host_of(url: str) -> str:
    """Host and port of a clean address: what is spared, and what has one robots.txt."""
    return httpx.URL(url).netloc.decode("ascii")


class Getter:
    """Keeps the connections; use as an async context."""

    def __init__(self, limits: FetchLimits, resolve: Resolve = resolve_name) -> None:
        self._limits = limits
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=limits.parallel,
            max_keepalive_connections=limits.parallel,
            keepalive_expiry=10.0,
            network_backend=GuardedBackend(limits.allow_private, resolve),
        )

    async def __aenter__(self) -> "Getter":
        await self._pool.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        failure: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._pool.__aexit__(kind, failure, trace)

    async def get(self, url: str, most: int, asked: Mapping[str, str] | None = None) -> Response:
        """The answer to one GET of a clean address, redirects not followed.

        The body of an answer other than 200 is not read. Raises FetchError: `too_slow`,
        `unreachable`, `private_address`, `http_status` (passing ones), and as Unpacker.
        """
        seconds = self._limits.seconds
        try:
            async with asyncio.timeout(seconds):
                return await self._get(url, most, asked or {})
        except (TimeoutError, httpcore.TimeoutException):
            detail = f"{url}: not complete after {seconds:g} seconds"
            raise FetchError("too_slow", detail, passing=True) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            detail = f"{url}: {error or type(error).__name__}"
            raise FetchError("unreachable", detail, passing=True) from None

    async def _get(self, url: str, most: int, asked: Mapping[str, str]) -> Response:
        parts = httpx.URL(url)
        headers: dict[bytes | str, bytes | str] = {
            "Host": parts.netloc.decode("ascii"),
            "User-Agent": self._limits.user_agent,
            "Accept-Encoding": "gzip, deflate",  # what can be unpacked within bounds
        }
        headers.update(asked.items())
        target = httpcore.URL(
            scheme=parts.scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path
        )
        async with self._pool.stream("GET", target, headers=headers) as response:
            said = _headers(response)
            if response.status in PASSING:
                detail = f"{url}: status {response.status}"
                raise FetchError("http_status", detail, True, _retry_after(said))
            body = await self._body(response, said, most) if response.status == 200 else b""
            return Response(url, response.status, said, body)

    async def _body(self, response: httpcore.Response, said: Mapping[str, str], most: int) -> bytes:
        length = said.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > most:
            raise FetchError("too_large", f"{int(length[:20])} bytes, at most {most}")
        unpacker = Unpacker(said.get("content-encoding", ""), most, self._limits.ratio)
        parts: list[bytes] = []
        async for chunk in response.aiter_stream():
            parts.extend(unpacker.unpack(chunk))
        unpacker.finish()
        return b"".join(parts)


def _headers(response: httpcore.Response) -> dict[str, str]:
    return {
        name.decode("ascii", "replace").lower(): value.decode("latin-1")
        for name, value in response.headers
    }


def _retry_after(said: Mapping[str, str]) -> float | None:
    """The seconds a server asks to be left alone, None where it names none or a moment."""
    asked = said.get("retry-after", "").strip()
    return float(asked[:6]) if asked.isascii() and asked.isdigit() else None
