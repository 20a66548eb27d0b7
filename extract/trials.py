"""Which weapon was tested: the roles of launches, firings and explosions."""

from dataclasses import replace

from extract.pronouns import points_back
from extract.read import Sentence
from extract.roles import Filled, Outcome, Reason
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.testers import tester, tester_named
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
        return [Filled(None, tuple(tester_named(scene, sentence, spotted)))]
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
    parties = tester(scene, sentence, spotted, anchor)
    if not parties:
        return Reason("no_party", f"nobody who could test {anchor.text!r}")
    return [Filled(anchor, tuple(parties))]
