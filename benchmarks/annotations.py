"""More articles to learn from, as `annotations/` has them.

`labels.jsonl` says which events news articles tell, without the articles: what stands in a text is
given as [0, start, end] in the title or [1, start, end] in the text. Who has the articles joins the
two. `exercises.jsonl` are articles written for the training, with their events.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gold_labels import Row

FOLDER = Path(__file__).parent / "annotations"
EXERCISE = "exercise"  # the `part` of an article that was written for the training


def read_exercises() -> list[Row]:
    with (FOLDER / "exercises.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_labelled(corpora: Sequence[Path]) -> list[Row]:
    """The labelled articles of some corpora (JSON Lines, .gz or not), in the order of labels.

    An article whose text is not the one that was read is left out.
    """
    with (FOLDER / "labels.jsonl").open(encoding="utf-8") as lines:
        labels = {label["id"]: label for label in map(json.loads, lines)}
    articles = {
        row["id"]: row
        for row in read_rows(corpora)
        if row["id"] in labels and _sha256(row["text"]) == labels[row["id"]]["text_sha256"]
    }
    return [
        {**articles[key], "events": [_event(articles[key], each) for each in label["events"]]}
        for key, label in labels.items()
        if key in articles
    ]


def read_rows(corpora: Iterable[Path]) -> Iterator[Row]:
    for path in corpora:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _event(article: Row, label: Row) -> Row:
    """The label as an annotated article has it."""
    parts = (article["title"] or "", article["text"])
    place, country = label["place"]
    return {
        **label,
        "trigger": _words(parts, label["trigger"]),
        "evidence": [_words(parts, span) for span in label["evidence"]],
        "place": {"name": _words(parts, place), "country": country},
        "participants": [
            {"name": _words(parts, name), "kind": kind, "country": state, "role": role}
            for name, kind, state, role in label["participants"]
        ],
        "attributes": {name: _words(parts, value) for name, value in label["attributes"].items()},
    }


def _words(parts: Sequence[str], value: Any) -> Any:
    """What a span of title or text covers; anything else stays what it is."""
    if not isinstance(value, list):
        return value
    part, start, end = value
    return parts[part][start:end]
