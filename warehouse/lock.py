"""One writer at a time: a lock on the home that dies with its process."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from warehouse.layout import Home

PAUSE = 0.05  # seconds between two tries: short for people, nothing for the machine


class Locked(Exception):  # noqa: N818 - a state of the home, not a fault
    """Raised by `lock` when another process writes to the home; the command exits with 75."""


@contextmanager
def lock(home: Home, wait: float = 0.0) -> Iterator[None]:
    """Hold the home for writing; wait up to `wait` seconds for it, then raise `Locked`.

    The kernel frees the lock when the holder ends, however it ends. Processes forked while it is
    held keep it alive: start workers with the spawn method.
    """
    home.create()
    descriptor = os.open(home.lock_file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(home, descriptor, time.monotonic() + wait)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(home: Home, descriptor: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
                raise Locked(f"{home.root} is in use by process {holder}") from None
            time.sleep(PAUSE)
        else:
            return
