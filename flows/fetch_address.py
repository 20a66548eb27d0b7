"""Which network addresses may be connected to: public ones, unless the user says otherwise."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable

import httpcore

from flows.fetch_error import FetchError

Resolve = Callable[[str, int], Awaitable[list[str]]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What the standard library takes for global and yet leads inside, or did in some release.
NOT_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarking
        "240.0.0.0/4",
        "::/96",  # IPv4-compatible
        "64:ff9b:1::/48",  # NAT64 of local use
        "2001::/32",  # Teredo carries an IPv4 address
        "2002::/16",  # 6to4 carries one
        "fec0::/10",  # site-local
    )
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
TRIED = 4  # addresses of one name: a dead one must not use up the time of all


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; the IPv4 address inside it counts too."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if "%" in address:  # a zone: the address is of one link
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found in NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not _special(found)


def _special(found: Address) -> bool:
    if found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback:
        return True
    return any(found in network for network in NOT_PUBLIC if network.version == found.version)


async def resolve_name(host: str, port: int) -> list[str]:
    """The addresses that the system knows for a name; raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the very addresses that were checked: the name is resolved once, here.

    Host header and TLS name stay those of the URL. One address that is not public is enough to
    refuse the name: who mixes them is up to something.
    """

    def __init__(self, allow_private: bool, resolve: Resolve = resolve_name) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of the host that answers; raises FetchError."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError("unreachable", f"no address for {host}: {error}", True) from None
        if not self._allow_private:
            refuse_private(host, addresses)
        failed: Exception = FetchError("unreachable", f"no address for {host}", True)
        for address in addresses[:TRIED]:
            try:
                return await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 -- as httpcore asks
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Never a connection; raises FetchError."""
        raise FetchError("private_address", f"a socket of this machine: {path}")

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await asyncio.sleep(seconds)


def refuse_private(host: str, addresses: Iterable[str]) -> None:
    """Raises FetchError `private_address` where any of the addresses is not public."""
    inside = [address for address in addresses if not is_public(address)]
    if inside:
        what = host if host == inside[0] else f"{host} leads to {inside[0]}, which"
        raise FetchError("private_address", f"{what} is not public; --allow-private lets it")
