"""The gate: words that announce an event, found in one scan of the raw text."""

from dataclasses import dataclass

from extract.event_types import Trigger
from extract.load import TriggerTable
from extract.read import Document
from extract.spot_names import stands_alone

REACH = 800  # characters, some sentences, from an event to words that mean another like it
BEFORE = "weapon_before"  # what a trigger needs that means another event than the one before it
PROPER = ("summit", "organisation", "person", "place")  # names that begin with a capital


@dataclass(frozen=True, slots=True)
class Spotted:
    """A trigger where it stands."""

    trigger: Trigger
    start: int
    end: int
    text: str


def spot_triggers(document: Document, table: TriggerTable) -> list[Spotted]:
    """Triggers in the order of the text; of overlapping ones of a type, the longest."""
    hits = table.automaton.find_matches_as_indexes(document.lower, overlapping=True)
    found = [
        Spotted(trigger, start, end, document.text[start:end])
        for form, start, end in hits
        if stands_alone(document.text, start, end)
        for trigger in table.triggers[form]
        if trigger.names not in PROPER
        or start < document.caseless_end
        or not document.text[start].islower()
    ]
    found.sort(key=lambda s: (s.start - s.end, s.start))
    kept: list[Spotted] = []
    taken: dict[str, set[int]] = {}
    for spotted in found:
        span = range(spotted.start, spotted.end)
        covered = taken.setdefault(spotted.trigger.event_type, set())
        if covered.isdisjoint(span):
            covered.update(span)
            kept.append(spotted)
    return _with_what_they_mean(sorted(kept, key=lambda s: (s.start, s.trigger.event_type)))


def _with_what_they_mean(triggers: list[Spotted]) -> list[Spotted]:
    """The triggers without such as mean an event told of before where none is: "a second"."""
    kept: list[Spotted] = []
    ends: dict[str, int] = {}  # by event type: of the last trigger that means its own event
    for spotted in triggers:
        event_type = spotted.trigger.event_type
        if spotted.trigger.needs != BEFORE:
            ends[event_type] = spotted.end
        elif spotted.start - ends.get(event_type, -REACH - 1) > REACH:
            continue
        kept.append(spotted)
    return kept
