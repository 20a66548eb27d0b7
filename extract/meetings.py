"""Who met: the roles of visits, talks and summits."""

from dataclasses import replace

from extract.parties import PRONOUN, distinct, host_met, is_leader, meeting_parties
from extract.places import place_near
from extract.pronouns import among, ends
from extract.read import Sentence
from extract.resolve_names import noun_phrase
from extract.roles import Filled, Outcome, Reason
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.states import states_meeting
from extract.words import has_word

FORUM = 28  # characters between "summit" and the organisation whose summit it is
FORUMS = ("igo", "bloc", "forum")


def leaders(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """Leaders who met, a group for each meeting; or the forum whose leaders gathered."""
    groups = meeting_parties(scene, sentence, spotted)
    if groups:
        return [Filled(None, tuple(group)) for group in groups]
    bodies = [m for m in scene.in_sentence(sentence, "organisation") if m.subkind in FORUMS]
    forum = scene.language.titles.leaders_of.forum(scene.document, bodies)
    if forum is None:
        return Reason("no_party", "fewer than two leaders of different parties")
    return [Filled(replace(forum, kind="summit", subkind="forum"), attending(scene, sentence))]


def states(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """States whose envoys talked."""
    groups = meeting_parties(scene, sentence, spotted)
    if groups:
        return [Filled(None, tuple(group)) for group in groups]
    states = states_meeting(scene, sentence, spotted)
    if not states:
        return Reason("no_party", "fewer than two states or their envoys")
    return [Filled(None, tuple(states))]


def named_summit(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """A summit whose name is the trigger: "the Yalta Conference"."""
    named = scene.within(spotted.start, spotted.end, ("summit",))
    if not named:
        return Reason("no_name", f"{spotted.text!r} is part of another name")
    forum = scene.world.summits.get(named[0].entity_id or "") or named[0].entity_id
    return [Filled(replace(named[0], entity_id=forum), attending(scene, sentence))]


def attending(scene: Scene, sentence: Sentence) -> tuple[Mention, ...]:
    """The leaders a sentence names, one a party."""
    return tuple(distinct([m for m in scene.in_sentence(sentence, "person") if is_leader(m)]))


def summit(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
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
    if spotted.start <= forum.start and forum.end <= spotted.end:  # "at the G20"
        start, end = forum.start, forum.end
    elif forum.end <= spotted.start and "left" not in scene.language.cues.lists["phrase_side"]:
        start, end = spotted.start, spotted.end  # "G20 menutup KTT" is no name
    return Mention("summit", start, end, scene.document.text[start:end], forum.entity_id, "forum",
                   None)  # fmt: skip


def counterpart(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """A visit, with the leader who receives or is received."""
    words = scene.lower(sentence.start, sentence.end)
    cues = scene.language.cues
    other = any(has_word(words, word) for word in cues.lists["counterpart"])
    named = attending(scene, sentence)
    if len(named) == 1:
        other = other or _is_told_of(scene, sentence, spotted, named[0])
    if len(named) >= (1 if other else 2):
        return leaders(scene, sentence, spotted)
    groups = host_met(scene, sentence, spotted)
    if not groups:
        return Reason("no_counterpart", "a visit without the leader who receives it")
    return [Filled(None, tuple(group)) for group in groups]


def _is_told_of(scene: Scene, sentence: Sentence, spotted: Spotted, leader: Mention) -> bool:
    """Whether a pronoun means the other: "he had lunch with the king", "the king received him"."""
    pronouns = scene.language.cues.groups["pronouns"]["person"]
    if ends(spotted.text.lower(), pronouns):
        return True
    if leader.start < spotted.end:
        return among(scene.lower(spotted.end, sentence.end).split()[:1], pronouns)
    near = scene.lower(max(sentence.start, spotted.start - PRONOUN), spotted.start)
    return any(has_word(near, word) for word in pronouns)
