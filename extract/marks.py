"""What the rules know of the words of a sentence, as marks that the encoder reads beside them."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from extract.civil_days import as_day
from extract.dates import DateMention
from extract.features import when_of
from extract.heads import MARKS, OWN_WEAPON, STATES, Mark
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import BEFORE

LEADING = 3  # sentences after the title with which an article opens
RECENT = timedelta(days=45)


def marks_of(
    scene: Scene, sentence: Sentence, read: Collection[tuple[int, int, str]]
) -> Iterator[Mark]:
    """Where it stands, triggers, names and dates; of what overlaps the last one counts.

    Words such as "the first" are triggers only where they are `read` as such.
    """
    start, end = sentence.start, sentence.end
    if end <= scene.document.offset:
        yield 0, 0, "title", 0
    elif sentence.index <= LEADING:
        yield 0, 0, "lead", 0
    for spotted in scene.triggers:
        here = (spotted.start - start, spotted.end - start)
        own = spotted.trigger.needs != BEFORE or (*here, spotted.trigger.event_type) in read
        if start <= spotted.start < end and own:
            yield *here, "trigger", 0
    states: dict[str, int] = {}
    for mention in scene.in_sentence(sentence):
        mark = _mark(scene, mention)
        if mark:
            state = _state(mention, states)
            yield mention.start - start, mention.end - start, mark, state
    for day in scene.dates(sentence):
        yield day.start - start, day.end - start, _when(scene, day), 0


def _mark(scene: Scene, mention: Mention) -> str:
    """A leader by the office, a weapon that only a user's list has apart from those well known."""
    if mention.entity_id in scene.world.own_weapons:
        return OWN_WEAPON
    if mention.kind == "person" and mention.office in MARKS:
        return mention.office
    return mention.kind if mention.kind in MARKS else ""


def _state(mention: Mention, states: dict[str, int]) -> int:
    """The number of the state of a name, by the order in which a sentence names them."""
    if not mention.country:
        return 0
    return min(states.setdefault(mention.country, len(states) + 1), STATES - 1)


def _when(scene: Scene, day: DateMention) -> str:
    """A date by where it lies from publication; "either" where only the tense would tell."""
    published = scene.document.article.published_on
    past, future = when_of(day.past, published), when_of(day.future, published)
    if published is None or "unknown" in (past, future):
        return "date"
    if past != future:
        return "date_either"
    last = (day.past.value or "").rpartition("/")[2]
    recent = len(last) > len("2024") and as_day(last) > published - RECENT
    return "date_recent" if past == "past" and recent else f"date_{past}"
