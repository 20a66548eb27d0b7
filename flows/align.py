"""Pairs of the same event in two lists: gold and predicted events of one article, one to one.

Events are dictionaries with the keys of the extraction line. What follows is the definition of the
project's gold; a figure changes with every constant here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

Event = Mapping[str, Any]
Day = tuple[int, ...]

SAME_SENTENCE = 0.6  # below this share of common words, two sentences are two sentences
# Evidence weighs most; the trifle keeps a pair that shares nothing else above zero.
EVIDENCE, COUNTRIES, DATE, PLACE, TRIFLE = 0.5, 0.2, 0.2, 0.1, 1e-6


def align(gold: Sequence[Event], predicted: Sequence[Event]) -> list[tuple[int, int]]:
    """Index pairs (gold, predicted) of the same type, chosen for the largest sum of similarity."""
    if not gold or not predicted:
        return []
    scores = np.array([[_similarity_of_type(g, p) for p in predicted] for g in gold])
    rows, columns = linear_sum_assignment(-scores)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if scores[i, j] > 0]


def _similarity_of_type(gold: Event, predicted: Event) -> float:
    return similarity(gold, predicted) if gold["type"] == predicted.get("type") else 0.0


def similarity(gold: Event, predicted: Event) -> float:
    """How much two events share, 0 to just over 1; 0 if they cannot be the same.

    A common sentence makes them comparable, and so do common countries at a common time.
    """
    evidence = _evidence_overlap(gold, predicted)
    ours, theirs = participant_countries(gold), participant_countries(predicted)
    common = len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0
    when = _date_overlap(gold.get("date"), predicted.get("date"))
    if not evidence and not (common >= 0.5 and when):
        return 0.0
    where = float(_in_one_country(gold, predicted))
    return EVIDENCE * evidence + COUNTRIES * common + DATE * when + PLACE * where + TRIFLE


def participant_countries(event: Event) -> set[str]:
    """The ISO 3166-1 alpha-3 codes of all participants that have one."""
    return {p["country"] for p in event.get("participants") or [] if p.get("country")}


def place_country(event: Event) -> str | None:
    """The country of the event's place, if it states one."""
    country: str | None = (event.get("place") or {}).get("country")
    return country


def fold(text: str | None) -> list[str]:
    """Words in lower-case ASCII: accents, punctuation and other scripts fall away."""
    ascii_text = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9 ]+", " ", ascii_text.lower()).split()


def token_f1(one: str, other: str) -> float:
    """F1 of the words that two texts share, repeated words counted as often as they stand."""
    a, b = Counter(fold(one)), Counter(fold(other))
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def _in_one_country(gold: Event, predicted: Event) -> bool:
    country = place_country(gold)
    return bool(country) and country == place_country(predicted)


def _sentences(event: Event) -> list[str]:
    """The evidence, folded, given as strings or as {"text": ...}."""
    given = event.get("evidence") or []
    texts = [s.get("text", "") if isinstance(s, Mapping) else s for s in given]
    return [" ".join(fold(text)) for text in texts if text]


def _evidence_overlap(gold: Event, predicted: Event) -> float:
    """1 if a sentence contains one of the other event's, else the best word overlap, or 0."""
    pairs = [(a, b) for a in _sentences(gold) for b in _sentences(predicted) if a and b]
    if any(a in b or b in a for a, b in pairs):
        return 1.0
    best = max((token_f1(a, b) for a, b in pairs), default=0.0)
    return best if best >= SAME_SENTENCE else 0.0


def _date_overlap(gold: str | None, predicted: str | None) -> float:
    """1 for the same date, a half for spans that meet, else 0."""
    if gold and gold == predicted:
        return 1.0
    a, b = _span(gold), _span(predicted)
    if a is None or b is None:
        return 0.0
    return 0.5 if a[0] <= b[1] and b[0] <= a[1] else 0.0


def _span(value: str | None) -> tuple[Day, Day] | None:
    """First and last day of a date of any precision; None for none and for what is no date."""
    if not value:
        return None
    first, _, last = value.partition("/")
    try:
        low, high = _numbers(first), _numbers(last or first)
    except ValueError:
        return None
    return low + (1, 1)[: 3 - len(low)], high + (12, 31)[len(high) - 1 :]


def _numbers(day: str) -> Day:
    return tuple(int(part) for part in day.split("-"))
