"""Which weapon was tested: the roles of launches, firings and explosions."""

from dataclasses import replace

from extract.dates import DateMention
from extract.pronouns import points_back
from extract.read import Sentence
from extract.roles import Filled, Outcome, Reason
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import BEFORE, Spotted
from extract.testers import tester, tester_named
from extract.words import WORD, has_any

CLOSE = 60  # characters between "launched" and the missile
FAR = 140
IN_WAR = Reason("combat_use", "used against an enemy")
BACK = 2  # sentences in which "a second followed" has its weapon
NUCLEAR = "none"  # what the trigger that names its weapon needs
PLAIN = "weapon_close"  # what the trigger of a plain verb needs: "launched"
COUNTED = 30  # characters from "the second" to the test that it counts
INCLUDING = 24  # characters in which a sentence begins with "Among them"


def weapon(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """A test by its noun or verb, with the weapon of its sentence."""
    return _test(scene, sentence, spotted, FAR)


def weapon_close(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """A launch by a plain verb, close to its weapon ("fired a missile") or telling one more day
    of what the sentence before was about ("two more were fired on Friday")."""
    outcome = _launch(scene, sentence, spotted, CLOSE)
    if isinstance(outcome, Reason) and outcome.reason == "no_weapon":
        return _once_more(scene, sentence, spotted) or outcome
    return outcome


def weapon_told(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """By a noun, "the third launch", that also means a weapon which the article tells of before."""
    return _launch(scene, sentence, spotted, FAR)


def weapon_before(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """By words that mean another test of the weapon told of before: "the second, in May"."""
    meant = _means_a_test(scene, sentence, spotted)
    again = _once_more(scene, sentence, spotted) if meant else None
    return again or Reason("no_weapon", f"no weapon that {spotted.text!r} could mean")


def _once_more(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome | None:
    """A test on a day of its own, with the weapon that was told of before, by the same tester
    unless another is named.

    In a sentence that names no weapon, or behind the test of its sentence; none where a person
    is who does it: "Biden flew to Poland on Friday".
    """
    found = _told_before(scene, sentence, spotted)
    if found is None or _launches_satellite(scene, sentence, spotted):
        return None
    trigger, told = found
    here = told.start >= sentence.start
    start = spotted.start if here else sentence.start
    days = [day for day in scene.dates(sentence) if day.start >= start]
    named = scene.within(start, sentence.end, ("weapon",))
    if named or not any(_gap(day, spotted) <= CLOSE for day in days):
        return None
    ahead = scene.within(sentence.start, spotted.start, ("person", "country", "place"))
    if not here and ahead and ahead[-1].kind == "person":
        return None
    origin = scene.sentence_at(trigger.start)
    parties = [] if here else tester_named(scene, sentence, spotted)
    parties = parties or tester(scene, origin, trigger, told)
    return _doubted(scene, sentence, [Filled(told, tuple(parties))]) if parties else None


def _told_before(
    scene: Scene, sentence: Sentence, spotted: Spotted
) -> tuple[Spotted, Mention] | None:
    """The last trigger before that tells of a test, and its weapon."""
    start = scene.sentences[max(0, sentence.index - BACK)].start
    for trigger in reversed(_others(scene, spotted, start, spotted.start)):
        if trigger.trigger.needs == NUCLEAR:
            return trigger, _nuclear(trigger)
        weapons = scene.in_sentence(scene.sentence_at(trigger.start), "weapon")
        ahead = [w for w in weapons if w.end <= spotted.start]
        if ahead:
            return trigger, min(ahead, key=lambda w: (_gap(w, trigger), w.start))
    return None


def _others(scene: Scene, spotted: Spotted, start: int, end: int) -> list[Spotted]:
    """The triggers there of the same type that stand for themselves."""
    own = spotted.trigger.event_type
    return [
        each
        for each in scene.triggers
        if start <= each.start < end
        and each.trigger.event_type == own
        and each.trigger.needs != BEFORE
    ]


def _means_a_test(scene: Scene, sentence: Sentence, spotted: Spotted) -> bool:
    """Whether the words mean a test by themselves: "the second, in May", no "second summit"."""
    next_to = _others(scene, spotted, spotted.end, min(sentence.end, spotted.end + COUNTED))
    if any(each.trigger.needs != PLAIN for each in next_to):
        return False  # "the second of these tests": told by that
    behind = scene.lower(spotted.end, sentence.end)
    at = spotted.end + len(behind) - len(behind.lstrip())
    word = WORD.match(scene.document.lower, at, sentence.end)
    starts = {t.start for t in next_to} | {day.start for day in scene.dates(sentence)}
    return word is None or at in starts or word.group() in scene.language.cues.phrase_stop


def _launch(scene: Scene, sentence: Sentence, spotted: Spotted, reach: int) -> Outcome:
    """A launch that is neither into space nor, without doubt, at an enemy."""
    if _launches_satellite(scene, sentence, spotted):
        return Reason("satellite", "a space launch")
    return _doubted(scene, sentence, _test(scene, sentence, spotted, reach))


def _doubted(scene: Scene, sentence: Sentence, outcome: Outcome) -> Outcome:
    """What was launched, with a doubt where the sentence tells of combat."""
    text = scene.lower(sentence.start, sentence.end)
    if isinstance(outcome, Reason) or not has_any(text, scene.language.cues.lists["combat"]):
        return outcome
    return [replace(filled, doubt=IN_WAR) for filled in outcome]


def _launches_satellite(scene: Scene, sentence: Sentence, spotted: Spotted) -> bool:
    """Whether a satellite is meant: not where the trigger names it or a missile stands nearer.

    A rocket may carry one.
    """
    satellite = scene.language.cues.lists["satellite"]
    if not has_any(scene.lower(sentence.start, sentence.end), satellite):
        return False
    missiles = [m for m in scene.in_sentence(sentence, "weapon") if m.subkind != "other"]
    apart = min((_gap(m, spotted) for m in missiles), default=len(scene.document.text))
    start, end = max(sentence.start, spotted.start - apart), min(sentence.end, spotted.end + apart)
    near = has_any(scene.lower(start, end), satellite)
    return near and not has_any(spotted.text.lower(), satellite)


def _gap(mention: Mention | DateMention | Spotted, spotted: Spotted) -> int:
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
    return _tested(scene, sentence, spotted, _nuclear(spotted))


def _nuclear(spotted: Spotted) -> Mention:
    return Mention("weapon", spotted.start, spotted.end, spotted.text, None, "nuclear", None, True)


def _tested(scene: Scene, sentence: Sentence, spotted: Spotted, anchor: Mention) -> Outcome:
    parties = tester(scene, sentence, spotted, anchor)
    if not parties:
        return Reason("no_party", f"nobody who could test {anchor.text!r}")
    return [Filled(anchor, tuple(parties))]
