"""What goes wrong in the verbs that write, in one line that says what to do."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import duckdb

from extract.strict_yaml import CodebookError
from flows.command_options import LOCKED, CommandError
from flows.executor import WorkerDiedError
from flows.fetch_index import BrokenIndexError
from flows.plan import MissingSourceError
from flows.prefect_env import NoPrefectError
from flows.source_list import SourceListError
from warehouse.lock import Locked
from warehouse.manifests import BrokenManifestError


@contextmanager
def one_line() -> Iterator[None]:
    """Turns what a run raises into one line that says what to do."""
    try:
        yield
    except Locked as error:
        raise CommandError(f"{error}: try again later, or --wait SECONDS", LOCKED) from error
    except MissingSourceError as error:
        raise CommandError(f"{error}; nothing was done") from error
    except (
        BrokenIndexError,
        CodebookError,
        NoPrefectError,
        SourceListError,
        WorkerDiedError,
    ) as error:
        raise CommandError(str(error)) from error
    except BrokenManifestError as error:
        raise CommandError(f"{error}; put back a copy of the home, or start a new one") from error
    except OSError as error:
        what = f"{error.filename or 'the home'}: {error.strerror or error}"
        raise CommandError(f"{what}; what is committed is safe, run again after that") from error
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise CommandError(f"{first}; what is stored is safe, run again to publish") from error


def held_line(checks: Iterable[str]) -> str:
    """What to say where a check keeps a record from being published."""
    failed = "; ".join(told.removeprefix("stop ") for told in checks if told.startswith("stop "))
    return (
        f"Error: held back, nothing was published: {failed}. What was read is kept: mend the source"
        " or your checks.yml and run again, or `summitry publish --force` to publish it,"
        " `summitry publish --discard` to take it back"
    )
