"""From a trigger to a candidate event: who, where, when, with what; or the reason why not."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.candidates import Candidate
from extract.dates_near import date_near, strung_dates
from extract.judge import agree_with_date, is_future, judge
from extract.parties import (
    LOOK_BACK,
    PRONOUN,
    act_parties,
    distinct,
    host_met,
    is_leader,
    meeting_parties,
    tester,
    tester_named,
)
from extract.places import place_near
from extract.read import Sentence
from extract.resolve_names import noun_phrase
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.states import states_meeting
from extract.words import has_any, has_word

CLOSE = 60  # characters between "launched" and the missile
BEFORE_ACT = 80  # "the treaty was signed": how far ahead of the act its object may stand
FAR = 140
NAME = 60  # characters a name may begin before a trigger that is part of it
WHOLE = ("agreement", "organisation", "person", "place")
FORUM = 28  # characters between "summit" and the organisation whose summit it is
FORUMS = ("igo", "bloc", "forum")
INCLUDING = 24  # characters in which a sentence begins with "Among them"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a trigger is no event: a word of a fixed list, and a line for people."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The roles of one trigger: what it is about and who takes part."""

    anchor: Mention | None
    parties: tuple[Mention, ...] = ()


Outcome = list[Filled] | Reason
Filler = Callable[[Scene, Sentence, Spotted], Outcome]


def assemble(scene: Scene, spotted: Spotted) -> list[Candidate] | Reason:
    """The candidate events of one trigger, roles filled from its sentence first.

    Mostly one; "met with Medvedev and Hu" are two.
    """
    sentence = scene.sentence_at(spotted.start)
    text = scene.lower(sentence.start, sentence.end)
    for phrase in spotted.trigger.unless:
        if has_word(text, phrase):
            return Reason("other_sense", f"{phrase!r} makes {spotted.text!r} something else")
    trigger = spotted.trigger
    name = _name_around(scene, spotted)
    if name is not None:
        return Reason("part_of_name", f"{spotted.text!r} is part of the name {name.text!r}")
    filler = _named_summit if trigger.names == "summit" else FILLERS[trigger.needs]
    outcome = filler(scene, sentence, spotted)
    if isinstance(outcome, Reason):
        return outcome
    candidates = [_candidate(scene, sentence, spotted, filled) for filled in outcome]
    if scene.event_types[trigger.event_type].one_per_date:
        return [each for c in candidates for each in _one_per_date(scene, c)]
    return candidates


def _name_around(scene: Scene, spotted: Spotted) -> Mention | None:
    """A proper name that the trigger is only a part of: "test" in "Test Ban Treaty"."""
    for mention in scene.within(spotted.start - NAME, spotted.end, WHOLE):
        inside = mention.start <= spotted.start and spotted.end <= mention.end
        if inside and mention.end - mention.start > len(spotted.text) and not mention.open:
            return mention
    return None


def _one_per_date(scene: Scene, candidate: Candidate) -> list[Candidate]:
    """ "Tests on July 3, July 4 and July 28" are three; the first such list behind the trigger."""
    behind = [d for d in scene.dates(candidate.sentence) if d.start >= candidate.spotted.end]
    future = is_future(candidate.status)
    dates = [d.future if future else d.past for d in strung_dates(scene, behind)]
    known = list(dict.fromkeys(d for d in dates if d.value is not None))
    if len(known) < 2:
        return [candidate]
    return [replace(candidate, date=date, strung=True, leans=False) for date in known]


def _candidate(scene: Scene, sentence: Sentence, spotted: Spotted, filled: Filled) -> Candidate:
    status = judge(scene, spotted, sentence.start, sentence.end)
    when = date_near(scene, sentence, spotted, status)
    status = agree_with_date(status, when, scene.document.article.published_on)
    place = place_near(scene, sentence.start, sentence.end, spotted.start)
    trigger = spotted.trigger.needs
    leans = filled.anchor is None and (not filled.parties or trigger.startswith("weapon"))
    return Candidate(spotted, sentence, status, when, place, filled.parties, filled.anchor,
                     leans=leans)  # fmt: skip


def _leaders(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    groups = meeting_parties(scene, sentence, spotted)
    if groups:
        return [Filled(None, tuple(group)) for group in groups]
    bodies = [m for m in scene.in_sentence(sentence, "organisation") if m.subkind in FORUMS]
    forum = scene.language.titles.leaders_of.forum(scene.document, bodies)
    if forum is None:
        return Reason("no_party", "fewer than two leaders of different parties")
    return [Filled(replace(forum, kind="summit", subkind="forum"), attending(scene, sentence))]


def _states(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    groups = meeting_parties(scene, sentence, spotted)
    if groups:
        return [Filled(None, tuple(group)) for group in groups]
    states = states_meeting(scene, sentence, spotted)
    if not states:
        return Reason("no_party", "fewer than two states or their envoys")
    return [Filled(None, tuple(states))]


def _named_summit(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    named = scene.within(spotted.start, spotted.end, ("summit",))
    if not named:
        return Reason("no_name", f"{spotted.text!r} is part of another name")
    forum = scene.world.summits.get(named[0].entity_id or "") or named[0].entity_id
    return [Filled(replace(named[0], entity_id=forum), attending(scene, sentence))]


def attending(scene: Scene, sentence: Sentence) -> tuple[Mention, ...]:
    """The leaders a sentence names, one a party."""
    return tuple(distinct([m for m in scene.in_sentence(sentence, "person") if is_leader(m)]))


def _summit(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """A summit by its noun: of a forum, of leaders, at a place, or one named elsewhere."""
    forum = _forum_near(scene, sentence, spotted)
    if forum is not None:
        return [Filled(forum, attending(scene, sentence))]
    groups = meeting_parties(scene, sentence, spotted)
    if groups:
        return [Filled(None, tuple(group)) for group in groups]
    before = scene.lower(spotted.start - 15, spotted.start).split()
    if set(before[-1:]) & set(scene.language.cues.lists["generic"]):
        return Reason("generic", f"{spotted.text!r} is no particular meeting")
    phrase = noun_phrase(scene.document.text, spotted.start, spotted.end, scene.language.cues)
    words = scene.document.text[phrase[0] : phrase[1]]
    place = place_near(scene, sentence.start, sentence.end, spotted.start)
    if phrase == (spotted.start, spotted.end) and place.country is None:
        return [Filled(None)]
    known = Mention("summit", *phrase, words, f"summit:{words.lower()}", "open", place.country)
    return [Filled(known, attending(scene, sentence))]


def _forum_near(scene: Scene, sentence: Sentence, spotted: Spotted) -> Mention | None:
    """The organisation whose summit it is: named right before or behind the noun."""
    reach = (max(sentence.start, spotted.start - FORUM), min(sentence.end, spotted.end + FORUM))
    forums = [m for m in scene.within(*reach, ("organisation",)) if m.subkind in FORUMS]
    if not forums:
        return None
    forum = min(forums, key=lambda m: max(m.start - spotted.end, spotted.start - m.end))
    start, end = min(forum.start, spotted.start), max(forum.end, spotted.end)
    return Mention("summit", start, end, scene.document.text[start:end], forum.entity_id, "forum",
                   None)  # fmt: skip


def _counterpart(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    words = scene.lower(sentence.start, sentence.end)
    cues = scene.language.cues
    other = any(has_word(words, word) for word in cues.lists["counterpart"])
    leaders = attending(scene, sentence)
    if len(leaders) == 1 and leaders[0].start >= spotted.end:  # "he had lunch with the king"
        near = scene.lower(max(sentence.start, spotted.start - PRONOUN), spotted.start)
        other = other or any(has_word(near, word) for word in cues.groups["pronouns"]["person"])
    elif len(leaders) == 1:  # "the king received him"
        near = scene.lower(spotted.end, sentence.end).split()[:1]
        other = other or bool(set(near) & set(cues.groups["pronouns"]["person"]))
    if len(leaders) >= (1 if other else 2):
        return _leaders(scene, sentence, spotted)
    groups = host_met(scene, sentence, spotted)
    if not groups:
        return Reason("no_counterpart", "a visit without the leader who receives it")
    return [Filled(None, tuple(group)) for group in groups]


def _agreement(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    return _act(scene, sentence, spotted, FAR)


def _agreement_after(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    return _act(scene, sentence, spotted, CLOSE)


def _act(scene: Scene, sentence: Sentence, spotted: Spotted, reach: int) -> Outcome:
    found = scene.in_sentence(sentence, "agreement")
    after = [m for m in found if 0 <= m.start - spotted.start <= reach]
    before = [m for m in found if 0 <= spotted.start - m.end <= min(reach, BEFORE_ACT)]
    governed = _governed(scene, spotted, after[0]) if after else None
    if governed is not None:
        return Reason("other_sense", f"{spotted.text!r} is said of {governed.text!r}")
    if not after and not before:
        before = _named_before(scene, sentence, spotted)
    if not after and not before:
        return Reason("no_agreement", f"no agreement near {spotted.text!r}")
    passive = spotted.trigger.side == "before"
    anchor = before[-1] if before and (passive or not after) else after[0]
    if anchor.open and _generic(scene, anchor):
        return Reason("generic", f"{anchor.text!r} is no particular agreement")
    parties = act_parties(scene, sentence, spotted, anchor)
    if not parties and anchor.open and not scene.dates(sentence):
        return Reason("no_party", f"nobody who could do this to {anchor.text!r}")
    return [Filled(anchor, tuple(parties))]


def _named_before(scene: Scene, sentence: Sentence, spotted: Spotted) -> list[Mention]:
    """The agreement that a pronoun at the act means: "ratified it", "meratifikasinya"."""
    if not points_back(scene, sentence, spotted):
        return []
    first = scene.sentences[max(0, sentence.index - LOOK_BACK)]
    return scene.within(first.start, sentence.start, ("agreement",))[-1:]


def points_back(scene: Scene, sentence: Sentence, spotted: Spotted) -> bool:
    """Whether what is signed or launched is told by a pronoun: a word beside, or an ending."""
    ahead = scene.lower(sentence.start, spotted.start).split()[-1:]
    behind = scene.lower(spotted.end, sentence.end).split()[:1]
    beside = ahead if spotted.trigger.side == "before" else behind
    words = {word.strip(".,;:\"'”’") for word in beside}
    pronouns = scene.language.cues.groups["pronouns"]["agreement"]
    return any(
        p[1:] and p[0] == "-" and spotted.text.lower().endswith(p[1:]) for p in pronouns
    ) or bool(words & set(pronouns))


def _governed(scene: Scene, spotted: Spotted, anchor: Mention) -> Spotted | None:
    """The act that a plain verb is said of: "agreed to extend", "approved the ratification of"."""
    if spotted.trigger.needs != "agreement_after":
        return None
    between = [s for s in scene.triggers if spotted.end <= s.start and s.end <= anchor.start]
    acts = [s for s in between if s.trigger.event_type == spotted.trigger.event_type]
    return acts[0] if acts else None


def _generic(scene: Scene, anchor: Mention) -> bool:
    before = scene.lower(anchor.start - 25, anchor.start).split()
    return bool(set(before[-2:]) & set(scene.language.cues.lists["generic"]))


def _weapon(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    return _test(scene, sentence, spotted, FAR)


def _weapon_close(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    return _peaceful_or_used(scene, sentence, spotted) or _test(scene, sentence, spotted, CLOSE)


def _weapon_told(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """By a noun, "the third launch", that also means a weapon which the article tells of before."""
    return _peaceful_or_used(scene, sentence, spotted) or _test(scene, sentence, spotted, FAR)


def _peaceful_or_used(scene: Scene, sentence: Sentence, spotted: Spotted) -> Reason | None:
    text = scene.lower(sentence.start, sentence.end)
    lists = scene.language.cues.lists
    if has_any(text, lists["satellite"]) and not has_any(spotted.text.lower(), lists["satellite"]):
        return Reason("satellite", "a space launch")
    if has_any(text, lists["combat"]):
        return Reason("combat_use", "used against an enemy")
    return None


def _test(scene: Scene, sentence: Sentence, spotted: Spotted, reach: int) -> Outcome:
    found = scene.in_sentence(sentence, "weapon")
    near = [m for m in found if m.start - spotted.end <= reach and spotted.start - m.end <= reach]
    if reach == FAR and all(m.open and m.subkind == "other" for m in near):
        near = _listed_next(scene, sentence) or near  # "weapons" says less than what is listed
    if not near:
        if reach == CLOSE and not points_back(scene, sentence, spotted):
            return Reason("no_weapon", f"no weapon near {spotted.text!r}")
        return [Filled(None, tuple(tester_named(scene, sentence, spotted)))]
    anchor = min(near, key=lambda m: max(m.start - spotted.end, spotted.start - m.end))
    return _tested(scene, sentence, spotted, anchor)


def _listed_next(scene: Scene, sentence: Sentence) -> list[Mention]:
    """The weapon that the next sentence names of those tested: "Among them were ..."."""
    for following in scene.sentences[sentence.index + 1 : sentence.index + 2]:
        begin = scene.lower(following.start, following.start + INCLUDING)
        if has_any(begin, scene.language.cues.lists["including"]):
            return scene.in_sentence(following, "weapon")[:1]
    return []


def _named_test(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    words = spotted.text
    anchor = Mention("weapon", spotted.start, spotted.end, words, None, "nuclear", None, True)
    return _tested(scene, sentence, spotted, anchor)


def _tested(scene: Scene, sentence: Sentence, spotted: Spotted, anchor: Mention) -> Outcome:
    parties = tester(scene, sentence, spotted, anchor)
    if not parties:
        return Reason("no_party", f"nobody who could test {anchor.text!r}")
    return [Filled(anchor, tuple(parties))]


FILLERS: dict[str, Filler] = {
    "leaders": _leaders,
    "summit_or_leaders": _summit,
    "counterpart": _counterpart,
    "agreement": _agreement,
    "agreement_after": _agreement_after,
    "weapon": _weapon,
    "weapon_close": _weapon_close,
    "weapon_told": _weapon_told,
    "states": _states,
    "none": _named_test,
}
