"""A run that fails leaves a word in the home: `summitry status` and the table `runs` show it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flows.clock import Clock
from warehouse.layout import Home
from warehouse.outcomes import Outcome, record


@contextmanager
def failure_kept(home: Home, mode: str, clock: Clock) -> Iterator[None]:
    """Keeps what is raised as the outcome of the run, and lets it go on; hold the lock.

    An interrupted run is none that failed: the next one takes up what is left.
    """
    try:
        yield
    except Exception as error:
        told = str(error).strip().partition("\n")[0] or type(error).__name__
        moments = (clock.started, clock.now(), clock.seconds())
        record(home, Outcome("failed", None, *moments, mode, told))
        raise
