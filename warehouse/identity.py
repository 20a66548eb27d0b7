"""When two accounts are surely of one event: the rules of identity.yml, and what they look at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

IDENTITY_FILE = Path(__file__).with_name("identity.yml")
CODE = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b|\b[A-Z]\d+\b")  # ASEAN, COP28, G7
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]{4,}")  # shorter ones are articles, prepositions and conjunctions

Details = Mapping[str, frozenset[str]]  # what is known, each as the set of values it leaves open


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes two events of one type the same."""

    least_parties: int
    days: int
    differ_by: tuple[str, ...]
    alone: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Identity:
    """The rules of identity.yml."""

    kinds: Mapping[str, Kind]
    covers: Mapping[str, Mapping[str, tuple[str, ...]]]
    empty_words: frozenset[str]

    def kind(self, event_type: str) -> Kind:
        """The rules of an event type."""
        return self.kinds.get(event_type, self.kinds["other"])

    def details(self, row: Mapping[str, Any]) -> Details:
        """What a row of event_mentions says that can tell two events apart."""
        known = {name: self._values(name, row) for name in self.kind(row["event_type"]).differ_by}
        return {
            # names in two languages are not comparable word by word
            f"{name}:{row['lang']}" if name.endswith(".words") else name: values
            for name, values in known.items()
            if values
        }

    def has_parties(self, row: Mapping[str, Any]) -> bool:
        """Whether enough parties are known for another account to be surely of the same event."""
        kind = self.kind(row["event_type"])
        alone = any(row[column] in values for column, values in kind.alone.items())
        return len(row["parties"]) >= (1 if alone else kind.least_parties)

    def _values(self, name: str, row: Mapping[str, Any]) -> frozenset[str]:
        column, _, part = name.partition(".")
        value = row[column]
        if value is None:
            return frozenset()
        if part:
            return self._parts(value, part)
        return frozenset((value, *self.covers.get(column, {}).get(value, ())))

    def _parts(self, text: str, part: str) -> frozenset[str]:
        if part == "numbers":
            return frozenset(NUMBER.findall(text))
        found = CODE.findall(text) if part == "codes" else WORD.findall(text)
        return frozenset(word.casefold() for word in found) - self.empty_words


@cache
def load_identity() -> Identity:
    """The rules that come with the package."""
    content = yaml.safe_load(IDENTITY_FILE.read_text(encoding="utf-8"))
    return Identity(
        kinds={name: _kind(fields) for name, fields in content["event_types"].items()},
        covers=content["covers"],
        empty_words=frozenset(word.casefold() for word in content["empty_words"]),
    )


def contradict(one: Details, other: Details) -> bool:
    """Whether something is known to both and they leave no value in common."""
    return any(name in other and values.isdisjoint(other[name]) for name, values in one.items())


def _kind(fields: Mapping[str, Any]) -> Kind:
    alone = {column: tuple(values) for column, values in fields.get("alone", {}).items()}
    return Kind(fields["least_parties"], fields["days"], tuple(fields["differ_by"]), alone)
