"""The warehouse as people read it: one Parquet file a table, and summitry.duckdb."""

from collections.abc import Mapping

from warehouse.layout import Home

Codes = Mapping[str, Mapping[str, str]]  # event type -> {"cameo": "150", "plover": "MOBILIZE"}


def publish(home: Home, codes: Codes) -> None:
    """Bring every published file to the manifest in force; nothing is done where all are."""
    raise NotImplementedError


def is_published(home: Home, codes: Codes) -> bool:
    """Whether every published file carries the manifest in force."""
    raise NotImplementedError
