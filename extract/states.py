"""States that meet by name alone: "security talks between China and South Korea"."""

from collections.abc import Sequence

from extract.parties import distinct
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.words import has_any

REACH = 60  # characters between the talks and the states that hold them
JOINT = 12  # characters between two states of a list
BODIES = ("igo", "bloc")


def states_meeting(scene: Scene, sentence: Sentence, spotted: Spotted) -> list[Mention]:
    """The states and unions that meet by this trigger; none where fewer than two can be told.

    "talks between A and B", "A and B held talks", "A opened talks with B".
    """
    runs = _runs(scene, [m for m in scene.in_sentence(sentence, *KINDS) if _meets(m)])
    behind = next((r for r in runs if 0 <= r[0].start - spotted.end <= REACH), [])
    before = next((r for r in reversed(runs) if 0 <= spotted.start - r[-1].end <= REACH), [])
    links = scene.language.cues.groups["links"]
    between = scene.lower(spotted.start, behind[0].start) if behind else ""
    if len(distinct(behind)) > 1 and has_any(between, links["between"]):
        return distinct(behind)
    if behind and before and has_any(between, links["with"]):
        met = distinct([*before, *behind])
        return met if len(met) > 1 else []
    return distinct(before) if len(distinct(before)) > 1 else []


KINDS = ("country", "organisation", "place")


def _meets(mention: Mention) -> bool:
    """Whether it is a state, its capital in its stead, or a union of states."""
    if mention.kind == "place":
        return mention.subkind == "capital"
    return mention.kind == "country" or mention.subkind in BODIES


def _runs(scene: Scene, states: Sequence[Mention]) -> list[list[Mention]]:
    """The states in lists: those with only a comma or "and" between them are one."""
    runs: list[list[Mention]] = []
    links = scene.language.cues.groups["links"]["and"]
    for state in states:
        words = scene.lower(runs[-1][-1].end, state.start) if runs else ""
        joined = words.strip() == "," or has_any(words, links)
        if runs and len(words) <= JOINT and joined:
            runs[-1].append(state)
        else:
            runs.append([state])
    return runs
