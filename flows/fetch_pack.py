"""What a fetch brought, as immutable files of JSON lines: first stored, then read like any file.

A pack is also the journal of the fetch index: what its lines say is entered there when the pack is
in its place, all of it at once. A run killed before that has fetched nothing.
"""

import gzip
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from warehouse.durable import install
from warehouse.layout import Home

SUFFIX = ".pack.gz"
PACK_BYTES = 16 << 20  # of lines: so much keeps a worker busy for some seconds
PACK_SECONDS = 60.0  # what a killed run loses at most

Line = Mapping[str, Any]
Entered = Callable[[str, Sequence[Line]], None]


def packs_of(home: Home) -> Path:
    """The folder of the packs."""
    return home.root / "fetched"


class PackWriter:
    """Writes lines to packs; `entered` is told the name and the lines of each that is in place.

    Lines are given in groups that stay together. Use as a context: what was written is put in
    place whatever ends it, for it was fetched.
    """

    def __init__(self, home: Home, entered: Entered) -> None:
        self._home, self._entered = home, entered
        self._lines: list[Line] = []
        self._written: list[bytes] = []
        self._size = 0
        self._since = time.monotonic()

    def __enter__(self) -> "PackWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close_pack()

    def write(self, lines: Sequence[Line]) -> None:
        """Adds a group of lines, and closes the pack where it is large or old enough."""
        for line in lines:
            written = written_as(line)
            self._written.append(written)
            self._size += len(written)
            # The index needs no bodies; they must not stay in memory as long as the pack.
            self._lines.append({key: value for key, value in line.items() if key != "body"})
        if self._size >= PACK_BYTES or time.monotonic() - self._since >= PACK_SECONDS:
            self.close_pack()

    def close_pack(self) -> None:
        """Puts what was written in its place and has it entered."""
        if self._lines:
            self._entered(put_pack(self._home, b"".join(self._written)), self._lines)
        self._lines, self._written, self._size = [], [], 0
        self._since = time.monotonic()


def written_as(line: Line) -> bytes:
    """A line of a pack."""
    return json.dumps(line, ensure_ascii=True, sort_keys=True).encode() + b"\n"


def put_pack(home: Home, lines: bytes) -> str:
    """Puts a pack of these lines in its place; its name."""
    content = gzip.compress(lines, compresslevel=6, mtime=0)
    name = hashlib.sha256(content).hexdigest() + SUFFIX
    staged = home.staging / f"{name}.{os.getpid()}"
    staged.write_bytes(content)
    install(staged, packs_of(home) / name)
    return name


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of a pack without their bodies; raises OSError, EOFError, ValueError if damaged."""
    with gzip.open(path) as stream:
        for line in stream:
            fields = json.loads(line)
            fields.pop("body", None)
            yield fields
