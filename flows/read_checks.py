"""checks.yml, the built-in one and one's own over it, read strictly."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import warehouse.checks
from extract.strict_yaml import Node, read_yaml
from warehouse.checks import KINDS, NEEDED, OUTCOMES, Check
from warehouse.contract import load_contract

BUILT_IN = Path(warehouse.checks.__file__).with_name("checks.yml")
NUMBERS = ("min_share", "max_share", "max_hours", "at_least", "runs", "after")


def load_checks(own: Path | None = None) -> tuple[Check, ...]:
    """The checks in force: single keys of `own` over those built in, then its further checks.

    Raises CodebookError for what is not understood, with file, line and key; OSError.
    """
    files = [BUILT_IN] if own is None else [BUILT_IN, own]
    merged: dict[str, dict[str, Node]] = {}
    nodes: dict[str, Node] = {}
    for file in files:
        for name, node in read_yaml(file).mapping().items():
            known = {"kind", "then"}.union(*KINDS.values())
            merged[name] = merged.get(name, {}) | node.mapping(known)
            nodes[name] = node
    return tuple(_check(name, nodes[name], fields) for name, fields in merged.items())


def _check(name: str, node: Node, fields: Mapping[str, Node]) -> Check:
    for key in ("kind", "then"):
        if key not in fields:
            raise node.fail(f"{key!r} is missing")
    kind, then = (_word(fields[key], of) for key, of in (("kind", KINDS), ("then", OUTCOMES)))
    for key, field in fields.items():
        if key not in KINDS[kind] | {"kind", "then"}:
            known = ", ".join(sorted(KINDS[kind])) or "none"
            raise field.fail(f"a check of the kind {kind} has no such key; it has {known}")
    for key in sorted(NEEDED.get(kind, frozenset())):
        if key not in fields:
            raise node.fail(f"a check of the kind {kind} needs {key!r}")
    values: dict[str, Any] = {key: _number(fields[key]) for key in NUMBERS if key in fields}
    values |= {key: fields[key].text() for key in ("step", "reason") if key in fields}
    values |= _places(fields)
    return Check(name, kind, then, **values)


def _word(node: Node, known: Mapping[str, object] | tuple[str, ...]) -> str:
    if node.text() not in known:
        raise node.fail(f"{node.text()!r} is none of {', '.join(known)}")
    return node.text()


def _number(node: Node) -> float:
    value = node.value
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 1e12:
        raise node.fail(f"expected a number of 0 or more, not {value!r}")
    return value


def _places(fields: Mapping[str, Node]) -> dict[str, str]:
    """The table and the columns that a check looks at; they must be in the contract."""
    places = {}
    if "table" in fields:
        places["table"] = _word(fields["table"], load_contract().tables)
    if "column" in fields:
        places["column"] = _column(fields["column"], places["table"], fields["column"].text())
    if "to" in fields:
        table, _, column = fields["to"].text().partition(".")
        if table not in load_contract().tables:
            raise fields["to"].fail(f"expected TABLE.COLUMN, and {table!r} is no table")
        places["to"] = f"{table}.{_column(fields['to'], table, column)}"
    return places


def _column(node: Node, table: str, column: str) -> str:
    names = [each.name for each in load_contract().tables[table].columns]
    if column not in names:
        raise node.fail(f"{table} has no column {column!r}; it has {', '.join(names)}")
    return column
