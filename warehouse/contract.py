"""The contract of the published tables as data: pyarrow schemas, DuckDB types, descriptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

CONTRACT_FILE = Path(__file__).with_name("contract.yml")
VIEW_SOURCES = ("events", "mention_evidence", "event_mentions", "articles")  # in this order
ARROW_TYPES = {
    "string": pa.string(),
    "bool": pa.bool_(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "double": pa.float64(),
    "date32": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}
SQL_TYPES = {
    "string": "VARCHAR",
    "bool": "BOOLEAN",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "date32": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type is a word of the contract, a required one never holds null."""

    name: str
    type: str
    description: str
    required: bool = False

    @property
    def arrow(self) -> pa.Field:
        """The column for pyarrow; its description stands in the metadata as `comment`."""
        described = {"comment": self.description}
        return pa.field(self.name, ARROW_TYPES[self.type], not self.required, described)

    @property
    def sql(self) -> str:
        """The column in a CREATE TABLE."""
        return f'"{self.name}" {SQL_TYPES[self.type]}{" NOT NULL" if self.required else ""}'


@dataclass(frozen=True, slots=True)
class Table:
    """One published table: `key` tells rows apart, `order` is how they lie."""

    name: str
    description: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def arrow(self) -> pa.Schema:
        """The table's pyarrow schema, as written to Parquet."""
        return pa.schema([column.arrow for column in self.columns], {"comment": self.description})

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError."""
        return {column.name: column for column in self.columns}[name]


@dataclass(frozen=True, slots=True)
class Contract:
    """What is published: tables and views by name, in the order of contract.yml."""

    version: int
    tables: Mapping[str, Table]
    views: Mapping[str, str]  # name -> description
    view_columns: Mapping[str, Mapping[str, str]]  # of columns that no table has

    def column_of_view(self, view: str, name: str) -> str:
        """The description of a column of a view; raises LookupError."""
        own = self.view_columns.get(view, {})
        if name in own:
            return own[name]
        tables = [self.tables[each] for each in VIEW_SOURCES]
        found = [each.description for t in tables for each in t.columns if each.name == name]
        return found[0]


@cache
def load_contract() -> Contract:
    """The contract that comes with the package."""
    content = yaml.safe_load(CONTRACT_FILE.read_text(encoding="utf-8"))
    tables = {name: _table(name, fields) for name, fields in content["tables"].items()}
    return Contract(content["version"], tables, content["views"], content["view_columns"])


def _table(name: str, fields: Mapping[str, Any]) -> Table:
    columns = tuple(Column(name=column, **each) for column, each in fields["columns"].items())
    return Table(name, fields["description"], tuple(fields["key"]), tuple(fields["order"]), columns)
