"""The record as the verbs open it that only look at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from flows.command_options import CommandError
from warehouse.reader import NoWarehouseError, open_warehouse


def no_record(home: Path) -> CommandError:
    """What to say of a home in which nothing was published."""
    return CommandError(
        f"no record in {home} yet: start with `summitry run SOURCE`, or give --home"
    )


@contextmanager
def open_home(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection, closed at the end; raises CommandError where there is no record."""
    try:
        connection = open_warehouse(home)
    except NoWarehouseError as error:
        raise no_record(home) from error
    except duckdb.Error as error:
        raise CommandError(f"{home}: cannot be opened: {str(error).splitlines()[0]}") from error
    with connection:
        yield connection
