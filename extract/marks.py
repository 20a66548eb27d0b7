"""What the rules know of the words of a sentence, as marks that the encoder reads beside them."""

from collections.abc import Iterator

from extract.heads import MARKS, OWN_WEAPON, Mark
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention


def marks_of(scene: Scene, sentence: Sentence) -> Iterator[Mark]:
    """Triggers, names and dates of a sentence; of what overlaps the last one counts."""
    start, end = sentence.start, sentence.end
    for spotted in scene.triggers:
        if start <= spotted.start < end:
            yield spotted.start - start, spotted.end - start, "trigger"
    for mention in scene.in_sentence(sentence):
        mark = _mark(scene, mention)
        if mark:
            yield mention.start - start, mention.end - start, mark
    for day in scene.dates(sentence):
        yield day.start - start, day.end - start, "date"


def _mark(scene: Scene, mention: Mention) -> str:
    """A leader by the office, a weapon that only a user's list has apart from those well known."""
    if mention.entity_id in scene.world.own_weapons:
        return OWN_WEAPON
    if mention.kind == "person" and mention.office in MARKS:
        return mention.office
    return mention.kind if mention.kind in MARKS else ""
