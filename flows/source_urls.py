"""A list of addresses, one a line."""

from collections.abc import Iterator
from pathlib import Path

from flows.decode import BinaryData, decode_bytes
from flows.source_bytes import BadSource, Limits, read_whole
from flows.source_record import Raw, refuse


def addresses_in(body: bytes, most: int) -> Iterator[str]:
    """The addresses of a list in its order; blank lines and comments (#) are none.

    Raises BadSource `binary`, `too_many_items`.
    """
    try:
        lines = decode_bytes(body).removeprefix("\ufeff").splitlines()
    except BinaryData as error:
        raise BadSource("binary", str(error)) from None
    found = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    if len(found) > most:
        raise BadSource("too_many_items", f"{len(found)} addresses in the list, at most {most}")
    yield from found


def read_address_list(path: Path, name: str, limits: Limits) -> Raw:
    """A refusal `not_fetched` for each address: `summitry run` fetches them. Raises BadSource."""
    for address in addresses_in(read_whole(path, limits), limits.items):
        yield refuse("not_fetched", f"`summitry run` would fetch the page: {address}", name)
