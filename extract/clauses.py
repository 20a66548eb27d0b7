"""Which mentions of a sentence its trigger speaks of, and which another verb does."""

from collections.abc import Sequence
from itertools import pairwise

from extract.event_types import LEADERS
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.words import WORD, has_any

PERSON = ("person",)
TOWN = 40  # characters that the name of a town has at most
AIDES = ("minister", "other")  # offices of those who act for a leader
AIDE = 30  # characters behind "Trump" in which "'s special envoy" begins
LOOKS = 40  # characters between a person and the word that he looks on
LINK = 6  # characters behind a name in which " and " begins
TELLS = 24  # characters beside a name in which "said" makes it the one who tells


def doers(scene: Scene, mentions: Sequence[Mention], spotted: Spotted) -> list[Mention]:
    """The mentions but those who only tell of the act: "Rice said that Saakashvili signed".

    Who tells of an act of the own state, and who alone could do it, stays.
    """
    before = [m for m in mentions if m.end <= spotted.start]
    telling = {id(m) for m, after in pairwise(before) if _said(scene, m.end, after.start)}
    telling |= {id(m) for m in mentions if m.start >= spotted.end and _is_source(scene, m)}
    kept = [m for m in mentions if id(m) not in telling]
    states = {m.country for m in kept}
    return [m for m in mentions if id(m) not in telling or m.country in states or not kept]


def meeting(scene: Scene, mentions: Sequence[Mention], spotted: Spotted) -> list[Mention]:
    """The persons but those who only tell of a meeting: "Putin said that Trump met Xi"."""
    before = [m for m in mentions if m.end <= spotted.start]
    pronouns = scene.language.cues.groups["pronouns"]["person"]
    telling = {
        id(m)
        for m, end in zip(before, [*(m.start for m in before[1:]), spotted.start], strict=False)
        if _said(scene, m.end, end)
        and not has_any(scene.lower(m.end, spotted.start), pronouns)
    }  # fmt: skip
    telling |= {id(m) for m in mentions if m.start >= spotted.end and _is_source(scene, m)}
    return [m for m in mentions if id(m) not in telling]


def has_an_aide(scene: Scene, leader: Mention, spotted: Spotted) -> bool:
    """Whether somebody of lower office acts, named as the leader's: "Macron's adviser met Putin".

    Not where he is told of again, "Putin's aide said he would meet Xi"; only in a language that
    marks the owner.
    """
    cues = scene.language.cues
    marks = tuple(word for word in cues.groups["links"]["of"] if not word.isalnum())
    if not marks or not scene.document.lower.startswith(marks, leader.end):
        return False
    acts = spotted.start if spotted.start >= leader.end else leader.end + AIDE
    behind = scene.lower(leader.end, acts)
    aides, leaders = (
        [title for title, office in cues.offices if office in wanted] for wanted in (AIDES, LEADERS)
    )
    again = (*cues.groups["pronouns"]["person"], *cues.lists["reporting"], *leaders)
    return has_any(behind[:AIDE], aides) and not has_any(behind, again)


def oversees(scene: Scene, person: Mention, spotted: Spotted) -> bool:
    """Whether a person is told to look on or to direct: "Kim and Xi watched the launch",
    "peluncuran yang disaksikan Kim", "with Kim watching"; not who only says that others did."""
    if person.end <= spotted.start:
        return _looks_on(scene, person, spotted) and not has_an_aide(scene, person, spotted)
    cues = scene.language.cues.groups["overseeing"]
    first = max(spotted.end, person.start - LOOKS)
    seen_by = has_any(scene.lower(first, person.start), cues["passive"])
    if seen_by and not scene.within(first, person.start, PERSON) and not _is_source(scene, person):
        return True
    last = min(person.end + LOOKS, scene.sentence_at(person.start).end)
    return has_any(scene.lower(person.end, last).partition(",")[0], cues["active"])


def _looks_on(scene: Scene, person: Mention, spotted: Spotted) -> bool:
    """Whether nobody but those whom "and" adds stands between him and the verb."""
    cues = scene.language.cues
    for other in scene.within(person.end, spotted.start, PERSON):
        if not has_any(scene.lower(person.end, other.start)[:LINK], cues.groups["links"]["and"]):
            return False
        person = other
    between = scene.lower(person.end, spotted.start)
    looks = has_any(between, cues.groups["overseeing"]["active"])
    denied = has_any(between, cues.groups["status"]["denied"])
    return looks and not denied and not _said(scene, person.end, spotted.start)


def _said(scene: Scene, start: int, end: int) -> bool:
    return has_any(scene.lower(start, end), scene.language.cues.lists["reporting"])


def _is_source(scene: Scene, mention: Mention) -> bool:
    """Whether a clause of its own says who tells: "..., Putin said", "..., kata Putin"."""
    text, sentence = scene.document.lower, scene.sentence_at(mention.start)
    comma = text.rfind(",", sentence.start, mention.start)
    if comma < 0 or mention.start - comma > 2 * TELLS:
        return False
    behind = WORD.findall(text[mention.end : min(sentence.end, mention.end + TELLS)])[:1]
    telling = scene.language.cues.lists["reporting"]
    return _said(scene, comma, mention.start) or bool(set(behind) & set(telling))


def own_clause(scene: Scene, mentions: Sequence[Mention], end: int) -> list[Mention]:
    """The mentions before the trigger that no semicolon or other clause cuts off from it."""
    kept: list[Mention] = []
    for mention in reversed(mentions):
        if ";" in scene.lower(mention.end, end):
            break
        if kept and _begins_clause(scene, mention.end, kept[-1].start, end):
            break
        kept.append(mention)
    return list(reversed(kept))


def _begins_clause(scene: Scene, start: int, subject: int, end: int) -> bool:
    """Whether a clause of its own, with its subject, begins between: "..., after Russia said"."""
    between = scene.lower(start, subject)
    comma = between.rfind(",")
    if comma < 0 or "," in scene.lower(subject, end):
        return False
    first = between[comma + 1 :].split()[:1]
    return not set(scene.language.cues.lists["breaks"]).isdisjoint(first)


def beside(
    scene: Scene, sentence: Sentence, spotted: Spotted, mentions: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """The mentions before and behind a trigger, without those of another act that "and" adds.

    Of "Merkel met Medvedev and will receive Lee" it is Merkel who receives.
    """
    before = [m for m in mentions if m.end <= spotted.start]
    behind = [m for m in mentions if m.start >= spotted.end]
    others = [t for t in scene.triggers if t.trigger.event_type == spotted.trigger.event_type
              and sentence.start <= t.start < sentence.end]  # fmt: skip
    joins = scene.language.cues.lists["then"]
    nexts = [t.start for t in others if t.start >= spotted.end]
    near = [m for m in behind if not nexts or m.start < nexts[0]]
    if near and nexts and has_any(scene.lower(near[-1].end, nexts[0]), joins):
        behind = near
    if before and has_any(scene.lower(before[-1].end, spotted.start), joins):
        last = [t for t in others if t.end <= before[-1].start][-1:]
        before = [m for t in last for m in before if m.end <= t.start] or before
    return before, behind


def locates(scene: Scene, mention: Mention) -> bool:
    """Whether a state only tells where a place is: "in Lausanne, Switzerland"."""
    if mention.kind != "country":
        return False
    places = scene.within(mention.start - TOWN, mention.start, ("place",))
    return any(0 < mention.start - p.end <= 2 and p.country == mention.country for p in places)
