"""Who tested which weapon: the roles of launches, firings and explosions."""

from collections.abc import Sequence
from dataclasses import replace

from extract.parties import LOOK_BACK, WITH, is_leader
from extract.pronouns import points_back
from extract.read import Sentence
from extract.roles import Filled, Outcome, Reason
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.words import has_any

CLOSE = 60  # characters between "launched" and the missile
FAR = 140
IN_WAR = Reason("combat_use", "used against an enemy")
INCLUDING = 24  # characters in which a sentence begins with "Among them"


def weapon(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """A test by its noun or verb, with the weapon of its sentence."""
    return _test(scene, sentence, spotted, FAR)


def weapon_close(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """A launch by a plain verb, close to its weapon: "fired a missile"."""
    return _launch(scene, sentence, spotted, CLOSE)


def weapon_told(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """By a noun, "the third launch", that also means a weapon which the article tells of before."""
    return _launch(scene, sentence, spotted, FAR)


def _launch(scene: Scene, sentence: Sentence, spotted: Spotted, reach: int) -> Outcome:
    """A launch that is neither into space nor, without doubt, at an enemy."""
    text = scene.lower(sentence.start, sentence.end)
    lists = scene.language.cues.lists
    if has_any(text, lists["satellite"]) and _launches_satellite(scene, sentence, spotted):
        return Reason("satellite", "a space launch")
    outcome = _test(scene, sentence, spotted, reach)
    if isinstance(outcome, Reason) or not has_any(text, lists["combat"]):
        return outcome
    return [replace(filled, doubt=IN_WAR) for filled in outcome]


def _launches_satellite(scene: Scene, sentence: Sentence, spotted: Spotted) -> bool:
    """Whether a satellite is meant: not where the trigger names it or a missile stands nearer.

    A rocket may carry one.
    """
    satellite = scene.language.cues.lists["satellite"]
    missiles = [m for m in scene.in_sentence(sentence, "weapon") if m.subkind != "other"]
    apart = min((_gap(m, spotted) for m in missiles), default=len(scene.document.text))
    start, end = max(sentence.start, spotted.start - apart), min(sentence.end, spotted.end + apart)
    near = has_any(scene.lower(start, end), satellite)
    return near and not has_any(spotted.text.lower(), satellite)


def _gap(mention: Mention, spotted: Spotted) -> int:
    return max(mention.start - spotted.end, spotted.start - mention.end, 0)


def _test(scene: Scene, sentence: Sentence, spotted: Spotted, reach: int) -> Outcome:
    found = scene.in_sentence(sentence, "weapon")
    near = [m for m in found if _gap(m, spotted) <= reach]
    if reach == FAR and all(m.open and m.subkind == "other" for m in near):
        near = _listed_next(scene, sentence) or near  # "weapons" says less than what is listed
    if not near:
        if reach == CLOSE and not points_back(scene, sentence, spotted):
            return Reason("no_weapon", f"no weapon near {spotted.text!r}")
        return [Filled(None, tuple(_tester_named(scene, sentence, spotted)))]
    anchor = min(near, key=lambda m: _gap(m, spotted))
    return _tested(scene, sentence, spotted, anchor)


def _listed_next(scene: Scene, sentence: Sentence) -> list[Mention]:
    """The weapon that the next sentence names of those tested: "Among them were ..."."""
    for following in scene.sentences[sentence.index + 1 : sentence.index + 2]:
        begin = scene.lower(following.start, following.start + INCLUDING)
        if has_any(begin, scene.language.cues.lists["including"]):
            return scene.in_sentence(following, "weapon")[:1]
    return []


def named_test(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """A test whose trigger names what went off: "nuclear test"."""
    words = spotted.text
    anchor = Mention("weapon", spotted.start, spotted.end, words, None, "nuclear", None, True)
    return _tested(scene, sentence, spotted, anchor)


def _tested(scene: Scene, sentence: Sentence, spotted: Spotted, anchor: Mention) -> Outcome:
    parties = _tester(scene, sentence, spotted, anchor)
    if not parties:
        return Reason("no_party", f"nobody who could test {anchor.text!r}")
    return [Filled(anchor, tuple(parties))]


def _tester(scene: Scene, sentence: Sentence, spotted: Spotted, anchor: Mention) -> list[Mention]:
    """The one who tests: named before the trigger, else behind it, else whose weapon it is.

    Of a weapon that the lists give to no one state it is the one named most before.
    """
    found = [m for m in scene.in_sentence(sentence, "country", "organisation", "place", "person")
             if _can_test(m)]  # fmt: skip
    start = min(spotted.start, anchor.start)
    before = [m for m in found if m.end <= start and not _from(scene, m)]
    if before:
        return _together(scene, before)
    behind = [m for m in found if m.start >= start]
    if behind and _by(scene, behind[0]):
        return behind[:1]
    earlier = scene.sentences[max(0, sentence.index - LOOK_BACK)]
    back = [m for m in scene.within(earlier.start, sentence.start) if _can_test(m)]
    title = [m for m in scene.within(0, scene.document.offset) if _can_test(m)]
    own = [m for m in (*back, *title) if anchor.country and m.country == anchor.country]
    return behind[:1] or own[-1:] or _whose(anchor) or _most(back)[:1] or title[:1]


def _whose(weapon: Mention) -> list[Mention]:
    """The state whose weapon it is by the lists; none where they name no state."""
    return [replace(weapon, kind="country", entity_id=weapon.country)] if weapon.country else []


def _tester_named(scene: Scene, sentence: Sentence, spotted: Spotted) -> list[Mention]:
    """The one who tests where the sentence names it before the trigger; none else."""
    before = scene.within(sentence.start, spotted.start, ("country", "organisation", "place"))
    return _together(scene, [m for m in before if _can_test(m) and not _from(scene, m)])


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
    cues = scene.language.cues.groups["links"]
    return bool(before) and before[-1] in (*cues["by"], *cues["of"])


def _from(scene: Scene, mention: Mention) -> bool:
    """Whether the mention is where something is or goes rather than who does it."""
    before = scene.lower(mention.start - 14, mention.start).split()
    return bool(before) and before[-1] in scene.language.cues.lists["place_prepositions"]


def _most(mentions: Sequence[Mention]) -> list[Mention]:
    counts: dict[str, int] = {}
    for mention in mentions:
        counts[mention.country or mention.text] = counts.get(mention.country or mention.text, 0) + 1
    return sorted(mentions, key=lambda m: (-counts[m.country or m.text], -m.start))
