"""What an event states, as single fields, and which fields of two events agree."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flows.align import Event, fold, participant_countries, token_f1

StatedField = tuple[str, Any]  # its key, its value

ATTRIBUTES = {
    "summit": ("name", "format"),
    "treaty": ("name", "action", "form"),
    "weapons_test": (
        "weapon",
        "weapon_class",
        "count",
        "range_km",
        "altitude_km",
        "yield_kt",
        "outcome",
    ),
}
UNSTATED = (None, "", "unknown")
NAMES = ("place_name", "org", "name", "weapon")  # wording may differ: half of the words must agree
NAME_OVERLAP = 0.5
NUMBER_TOLERANCE = 0.02  # relative: miles turned into kilometres


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """How often each field was right, missed and falsely stated."""

    hit: Counter[str]
    missed: Counter[str]
    false: Counter[str]


def match_fields(gold: Event, predicted: Event) -> FieldMatch:
    """Each stated gold field with the first predicted one that agrees; what is left is false."""
    match = FieldMatch(Counter(), Counter(), Counter())
    left = stated_fields(predicted)
    for key, value in stated_fields(gold):
        found = next((f for f in left if f[0] == key and _agree(key, value, f[1])), None)
        if found is None:
            match.missed[key] += 1
        else:
            match.hit[key] += 1
            left.remove(found)
    match.false.update(key for key, _ in left)
    return match


def stated_fields(event: Event) -> list[StatedField]:
    """Everything the event says: status, countries, names, date, place, attributes."""
    place = event.get("place") or {}
    fields: list[StatedField] = [("status", event.get("status"))]
    fields += [("country", country) for country in sorted(participant_countries(event))]
    fields += _participant_names(event)
    fields += [("date", event["date"])] if event.get("date") else []
    fields += [("place_country", place["country"])] if place.get("country") else []
    fields += [("place_name", place["name"])] if place.get("name") else []
    return fields + _attributes(event)


def _participant_names(event: Event) -> list[StatedField]:
    """Persons, one per family name, and organisations and groups, as named."""
    fields: list[StatedField] = []
    family_names = set()
    for participant in event.get("participants") or []:
        words = fold(participant.get("name"))
        kind = participant.get("kind")
        if words and kind == "person" and words[-1] not in family_names:
            family_names.add(words[-1])
            fields.append(("person", " ".join(words)))
        if words and kind in ("org", "group"):
            fields.append(("org", participant["name"]))
    return fields


def _attributes(event: Event) -> list[StatedField]:
    given = event.get("attributes") or {}
    keys = ATTRIBUTES.get(str(event.get("type")), ())
    return [(key, given[key]) for key in keys if given.get(key) not in UNSTATED]


def _agree(key: str, gold: Any, predicted: Any) -> bool:
    if key == "person":
        return _same_person(fold(gold), fold(predicted))
    if key in NAMES:
        return token_f1(str(gold), str(predicted)) >= NAME_OVERLAP
    if isinstance(gold, int | float) and isinstance(predicted, int | float):
        return abs(gold - predicted) <= NUMBER_TOLERANCE * max(abs(gold), abs(predicted), 1)
    return bool(gold == predicted)


def _same_person(one: list[str], other: list[str]) -> bool:
    """One name within the other, or the same last or (if it is no initial) first name."""
    small, big = sorted((one, other), key=len)
    if set(small) <= set(big):
        return True
    return one[-1] == other[-1] or (one[0] == other[0] and len(one[0]) > 3)
