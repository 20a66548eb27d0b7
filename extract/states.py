"""States that meet by name alone: "security talks between China and South Korea"."""

from extract.parties import distinct, strung
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.words import has_any

REACH = 60  # characters between the talks and the states that hold them
BODIES = ("igo", "bloc")


def states_meeting(scene: Scene, sentence: Sentence, spotted: Spotted) -> list[Mention]:
    """The states and unions that meet by this trigger; none where fewer than two can be told.

    "talks between A and B", "A and B held talks", "A opened talks with B".
    """
    runs = strung(scene, [m for m in scene.in_sentence(sentence, *KINDS) if _meets(m)])
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
