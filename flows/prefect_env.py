"""Defaults of Prefect for this program, set before it is first imported; the environment's own win.

Prefect reads its settings when it is imported: this module comes before it and does not import it.
"""

import atexit
import os


class NoPrefectError(Exception):
    """Raised by `flows.pipeline.run_with_prefect` where no Prefect API answers; one line."""


DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # The first start of the ephemeral server makes its database, which has taken 75 seconds.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}


def end_quietly() -> None:
    """Mutes stderr at the very end of this process; best called before Prefect is imported.

    Prefect keeps objects of DuckDB to the end, and DuckDB then tells of them as leaked. What is
    registered before Prefect is imported runs after all that Prefect does at the end.
    """
    atexit.register(_mute_stderr)


def _mute_stderr() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


for name, value in DEFAULTS.items():
    os.environ.setdefault(name, value)
