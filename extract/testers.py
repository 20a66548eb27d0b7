"""Who tests a weapon: whom the sentence makes do it, else whose weapon it is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.arguments import POSSESSIVE
from extract.parties import LOOK_BACK, WITH, is_leader
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.words import has_any

SOURCE = 14  # characters before a state in which "according to" begins
SUBJECT = 24  # characters before a trigger in which "it" or "the country" is who does it
CLOSE = 24  # characters between a verb and "by India"
NEXT = 2  # characters between a weapon or a passive verb and whose it is: "diledakkan Korut"


def tester(scene: Scene, sentence: Sentence, spotted: Spotted, anchor: Mention) -> list[Mention]:
    """The one who tests: named before the trigger, else whose weapon it is, else behind it.

    Of a weapon that the lists give to no one state it is the one named most before.
    """
    found = [m for m in scene.in_sentence(sentence, "country", "organisation", "place", "person")
             if _can_test(m)]  # fmt: skip
    doer = _agent(scene, found, spotted, anchor) or _meant(scene, sentence, found, spotted)
    if doer:
        return doer
    start = min(spotted.start, anchor.start)
    before = [m for m in found if m.end <= start and not _from(scene, m)]
    inside = [m for m in found if start <= m.start < max(spotted.end, anchor.end)]
    aloof = anchor.start < spotted.start or bool(inside)
    if before and not (aloof and _reports(scene, before[-1], start)):
        return _together(scene, before)
    behind = [m for m in found if m.start >= start]
    by = [m for m in behind if m.start >= spotted.end and _by(scene, m)]
    return inside[:1] or by[:1] or _owner(scene, sentence, anchor, [*before, *behind])


def tester_named(scene: Scene, sentence: Sentence, spotted: Spotted) -> list[Mention]:
    """The one who tests where the sentence names it before the trigger; none else."""
    within = scene.within(sentence.start, spotted.start, ("country", "organisation", "place"))
    before = [m for m in within if _can_test(m) and not _from(scene, m)]
    telling = scene.language.cues.lists["reporting"]
    if before and has_any(scene.lower(before[-1].end, spotted.start), telling):
        return []  # "Japan condemned the test"
    return _together(scene, before)


def _agent(
    scene: Scene, found: Sequence[Mention], spotted: Spotted, anchor: Mention
) -> list[Mention]:
    """Who is named as the doer: "fired by India"; where the noun comes first, "rudal Korut"."""
    ends = (spotted.end, anchor.end)
    by = [m for m in found if _by(scene, m) and any(0 <= m.start - end <= CLOSE for end in ends)]
    if "right" not in scene.language.cues.lists["phrase_side"] or anchor.start >= spotted.start:
        return by[:1]
    return by[:1] or [m for m in found if any(0 <= m.start - end < NEXT for end in ends)][:1]


def _meant(
    scene: Scene, sentence: Sentence, found: Sequence[Mention], spotted: Spotted
) -> list[Mention]:
    """The state that "it" or "the country" at the trigger means: the last one named before.

    At the beginning of a sentence it is the one that the sentence before named first.
    """
    words = _words(tuple(scene.language.cues.groups["pronouns"]["state"]))
    at = max(sentence.start, spotted.start - SUBJECT)
    told = list(words.finditer(scene.document.lower, at, spotted.start))
    if not told:
        return []
    ahead = told[-1].start()
    if any(ahead < m.start < spotted.start for m in found):
        return []  # "it was the third Soviet test"
    here = [m for m in found if m.end <= ahead and m.kind != "person"]
    if here or ahead > sentence.start:
        return here[-1:]
    earlier = scene.sentences[max(0, sentence.index - LOOK_BACK) : sentence.index]
    named = [[m for m in scene.in_sentence(s, "country", "place") if _can_test(m)] for s in earlier]
    return next((states[:1] for states in reversed(named) if states), [])


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words by itself; none where there are none."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b" if words else r"(?!)")


def _reports(scene: Scene, named: Mention, start: int) -> bool:
    """Whether the one named only tells of it: "Japan said that a missile flew over the island"."""
    telling = scene.language.cues.lists["reporting"]
    source = scene.lower(named.start - SOURCE, named.start)  # "according to Japan"
    return has_any(source, telling) or has_any(scene.lower(named.end, start), telling)


def _owner(
    scene: Scene, sentence: Sentence, anchor: Mention, here: Sequence[Mention]
) -> list[Mention]:
    """Whose weapon it is where nobody in the sentence is told to test it."""
    earlier = scene.sentences[max(0, sentence.index - LOOK_BACK)]
    back = scene.within(earlier.start, sentence.start)
    testers = [m for m in back if _can_test(m)]
    title = [m for m in scene.within(0, scene.document.offset) if _can_test(m)]
    own = [m for m in (*here, *testers, *title) if anchor.country and m.country == anchor.country]
    last = [m for m in back if m.kind == "weapon" and m.country][-1:]  # "the missile" is that one
    sites = [m for m in scene.in_sentence(sentence, "place") if _from(scene, m) and m.country]
    elsewhere = [*(w for m in last for w in _whose(m)), *(_as_state(m) for m in sites)]
    told = own[-1:] or _whose(anchor) or elsewhere[:1] or _most(testers)[:1]
    return list(told or here[-1:] or title[:1])


def _as_state(mention: Mention) -> Mention:
    return replace(mention, kind="country", entity_id=mention.country)


def _whose(weapon: Mention) -> list[Mention]:
    """The state whose weapon it is by the lists; none where they name no state."""
    return [_as_state(weapon)] if weapon.country else []


def _together(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """The last of the mentions and a state that an "and" ties to it: "Seoul and Washington"."""
    together = list(mentions[-1:])
    for mention in reversed(mentions[:-1]):
        between = scene.lower(mention.end, together[0].start)
        tied = len(between) <= WITH and has_any(between, scene.language.cues.groups["links"]["and"])
        if not tied or mention.kind == "person" or mention.country == together[0].country:
            break
        together.insert(0, mention)
    return together


def _can_test(mention: Mention) -> bool:
    if mention.kind == "person":
        return is_leader(mention) and mention.country is not None
    if mention.kind == "organisation":
        return mention.subkind == "group"
    if mention.kind == "place":
        return mention.subkind == "capital"
    return mention.kind == "country"


def _by(scene: Scene, mention: Mention) -> bool:
    before = scene.lower(mention.start - 12, mention.start).split()
    cues = scene.language.cues
    words = [w for w in before if w not in cues.lists["definite"]]  # "by the US"
    return bool(words) and words[-1] in (*cues.groups["links"]["by"], *cues.groups["links"]["of"])


def _from(scene: Scene, mention: Mention) -> bool:
    """Whether the mention is where something is or goes rather than who does it."""
    before = scene.lower(mention.start - 14, mention.start).split()
    placed = bool(before) and before[-1] in scene.language.cues.lists["place_prepositions"]
    return placed and not POSSESSIVE.match(scene.document.text, mention.end)


def _most(mentions: Sequence[Mention]) -> list[Mention]:
    counts: dict[str, int] = {}
    for mention in mentions:
        counts[mention.country or mention.text] = counts.get(mention.country or mention.text, 0) + 1
    return sorted(mentions, key=lambda m: (-counts[m.country or m.text], -m.start))
