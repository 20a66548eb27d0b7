"""Examples of an event type: sentences with what must come out of them, or near misses."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from extract.list_cells import is_day
from extract.records import Status
from extract.strict_yaml import Node

FACTS = ("status", "date", "countries")  # what can be expected beside the attributes of the type


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of the codebook with what must come out of it; `expect` None means no event."""

    event_type: str
    lang: str
    text: str
    published: str | None
    expect: dict[str, object] | None
    path: Path
    line: int


def read_examples(
    event_type: str, node: Node | None, attributes: Collection[str], languages: Collection[str]
) -> tuple[Example, ...]:
    """The examples of one event type, one for each text; none where there is no such key."""
    examples: list[Example] = []
    for child in node.items() if node is not None else ():
        keys = child.mapping(("text", "published", "expect"))
        if "text" not in keys or "expect" not in keys:
            raise child.fail("an example has 'text' and 'expect'")
        expect = _expected(keys["expect"], attributes)
        published = _published(keys["published"]) if "published" in keys else None
        for lang, text in by_language(keys["text"], languages).items():
            examples.append(
                Example(event_type, lang, text.text(), published, expect, text.path, text.line)
            )
    return tuple(examples)


def by_language(node: Node, languages: Collection[str]) -> Mapping[str, Node]:
    """A mapping whose keys are languages that the codebook has a folder for."""
    for lang, child in node.mapping().items():
        if lang not in languages:
            known = ", ".join(sorted(languages))
            raise child.fail(f"no folder languages/{lang}; the codebook has {known}")
    return node.mapping()


def _expected(node: Node, attributes: Collection[str]) -> dict[str, object] | None:
    expect = node.plain()
    if expect == "none":
        return None
    if not isinstance(expect, dict):
        raise node.fail("expected a mapping of facts, or none")
    keys = node.mapping((*FACTS, *attributes))
    if "status" in keys and expect["status"] not in get_args(Status):
        known = ", ".join(get_args(Status))
        raise keys["status"].fail(f"unknown value {expect['status']!r}; known are {known}")
    return expect


def _published(node: Node) -> str:
    day = str(node.plain())
    if len(day) != len("2026-01-01") or not is_day(day):
        raise node.fail(f"{day!r} is no day YYYY-MM-DD")
    return day
