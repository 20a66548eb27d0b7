"""Who, where and when of an account: every possible argument with what speaks for it, as names."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.candidates import Account, Candidate
from extract.civil_days import iso_date
from extract.clauses import locates, oversees
from extract.event_types import LEADERS
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention
from extract.words import WORD

MOST_SIBLINGS = 8  # accounts of the article whose sentences may lend a date or a place
REACH = 2  # sentences before an account's own in which its arguments may stand
BESIDE = 3  # mentions of one entity on either side of a trigger, one of which is the nearest
EDGES = (0, 15, 40, 80, 160)  # characters from the trigger, as steps
POSSESSIVE = re.compile(r"['’]s?\b|-")


@dataclass(frozen=True, slots=True)
class Entity:
    """All mentions near an account of one state, person or organisation."""

    kind: str  # person, country, organisation
    key: str
    mentions: tuple[Mention, ...]  # in the order of the text


def near_sentences(
    scene: Scene, account: Account, siblings: Sequence[Account] = ()
) -> list[Sentence]:
    """The account's own sentences, those before them, the next one, the title, its siblings'."""
    wanted = {0, *(c.sentence.index for a in siblings[:MOST_SIBLINGS] for c in a.candidates)}
    for candidate in account.candidates:
        index = candidate.sentence.index
        wanted.update(range(max(0, index - REACH), index + 2))
    return [s for s in scene.sentences if s.index in wanted]


def entities(scene: Scene, account: Account, elsewhere: Iterable[Entity] = ()) -> list[Entity]:
    """Whoever could take part: states (by name, people, capital, leader), persons, unions."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for sentence in near_sentences(scene, account):
        for mention in scene.in_sentence(sentence, "person", "country", "organisation", "place"):
            for key in keys_of(mention):
                found.setdefault(key, []).append(mention)
    for party in (m for c in account.candidates for m in c.parties):
        for key in keys_of(party):
            found.setdefault(key, [party])
    for entity in elsewhere:
        found.setdefault((entity.kind, entity.key), list(entity.mentions))
    return [Entity(kind, key, tuple(ms)) for (kind, key), ms in sorted(found.items())]


def keys_of(mention: Mention) -> Iterator[tuple[str, str]]:
    """Kind and key of everyone a mention stands for: a leader for himself and for the state."""
    if mention.kind == "person":
        if mention.office in (*LEADERS, "minister", "former") and mention.entity_id:
            yield "person", mention.entity_id
        if mention.country:
            yield "country", mention.country
    elif mention.kind == "organisation":
        yield "organisation", mention.entity_id or mention.text
    elif mention.country and (mention.kind == "country" or mention.subkind == "capital"):
        yield "country", mention.country


def party_features(
    scene: Scene, account: Account, entity: Entity, rank: int, told: Iterable[str]
) -> frozenset[str]:
    """Names of what holds between an account and an entity.

    `rank` is that of its frequency, `told` what the sentences tell of it (`cast.py`).
    """
    lead = account.lead
    prefix = f"{account.event_type}:{entity.kind}"
    facts = set(_entity_facts(scene, account, entity))
    facts.update(told)
    facts.add(f"rank={min(rank, 4)}")
    action = dict(lead.spotted.trigger.settings).get("action", "")
    rule = _rule(account, entity)
    facts.add(f"rule={rule}")
    facts.add(f"rule={rule}:{action}:{lead.spotted.trigger.needs}")
    nearest = closest(lead, entity)
    facts.update(position(scene, lead, nearest) if nearest is not None else ("absent",))
    return frozenset({prefix} | {f"{prefix}:{fact}" for fact in facts} | {f"*:{f}" for f in facts})


def _entity_facts(scene: Scene, account: Account, entity: Entity) -> Iterator[str]:
    mentions = entity.mentions
    yield f"kinds={','.join(sorted({how(m) for m in mentions}))}"
    own = {c.sentence.index for c in account.candidates}
    inside = {scene.sentence_at(m.start).index for m in mentions}
    yield f"sentences={min(len(inside & own), 3)}"
    yield f"in_title={0 in inside and scene.document.offset > 0}"
    yield f"many={min(len(mentions), 5)}"
    yield f"named_summit={_named_summit(account)}"
    yield from _state_facts(scene, account, entity)
    place = next((c.place.country for c in account.candidates if c.place.country), None)
    yield f"is_place={entity.key == place}"
    for name, tell in KNOWN.items():
        told = (tell(scene, candidate, entity) for candidate in account.candidates)
        yield f"{name}={next(filter(None, told), '')}"
    anchor = account.lead.anchor
    if anchor is not None:
        yield f"of_anchor={entity.key in (anchor.country, anchor.entity_id)}"
        within = [m for m in mentions if anchor.start <= m.start < anchor.end]
        yield f"in_anchor={bool(within)}"
        agreement = scene.world.agreements.get(anchor.entity_id or "")
        if agreement is not None and agreement[2]:
            yield f"listed={(entity.mentions[0].country or entity.key) in agreement[2]}"


def _state_facts(scene: Scene, account: Account, entity: Entity) -> Iterator[str]:
    """Whether the entity's state takes part by the rules, and who else of that state could."""
    state = entity.mentions[0].country
    if entity.kind == "organisation" or state is None:
        return
    taking = {m.country for c in account.candidates for m in c.parties if m.country}
    yield f"state_takes={state in taking}:{len(taking) > 1}"
    if entity.kind == "person":
        persons = [m for m in scene.mentions if m.kind == "person" and m.country == state]
        named = Counter(m.entity_id for m in persons if m.entity_id)
        first = max(named, key=lambda key: (named[key], key), default=None)
        yield f"first_of_state={first == entity.key}:{state in taking}"
        yield f"of_state={min(len(named), 4)}:{state in taking}"


def member(scene: Scene, candidate: Candidate, entity: Entity) -> str:
    """Whether its state belongs to the forum or pact that the sentence is about; "": unknown."""
    anchor, state = candidate.anchor, entity.mentions[0].country
    if anchor is None or anchor.entity_id is None or state is None or entity.kind == "organisation":
        return ""
    published = iso_date(scene.document.article.published_on)
    then = (candidate.date.value or "").partition("/")[0] or published
    known = scene.world.is_member(anchor.entity_id, state, then)
    return "" if known is None else "member" if known else "stranger"


def in_office(scene: Scene, candidate: Candidate, entity: Entity) -> str:
    """Whether a person led when the event of the sentence was, or "" where none is known."""
    person = scene.world.persons.get(entity.key) if entity.kind == "person" else None
    value = candidate.date.value
    if person is None or value is None:
        return ""
    return "leader" if person.led_in(value.partition("/")[0]) else "nobody"


def overseer(scene: Scene, candidate: Candidate, entity: Entity) -> str:
    """The office of a person who is told to look on; "": nobody says so."""
    mention = closest(candidate, entity) if entity.kind == "person" else None
    if mention is None or not oversees(scene, mention, candidate.spotted):
        return ""
    return how(mention)


# what is known of an entity at an event, by the name of the fact
KNOWN = {"member": member, "then": in_office, "oversees": overseer}


def how(mention: Mention) -> str:
    """By what the mention names someone: an office, a people, a capital."""
    if mention.kind == "person":
        return mention.office or "person"
    return f"{mention.kind}:{mention.subkind}" if mention.subkind else mention.kind


def _named_summit(account: Account) -> str:
    anchor = account.lead.anchor
    return anchor.subkind or "named" if anchor is not None and anchor.kind == "summit" else "no"


def _rule(account: Account, entity: Entity) -> str:
    """Whether the rules take the entity for a party: of the lead, of another candidate, or not."""
    for index, candidate in enumerate(account.candidates):
        if is_rule_party(candidate, entity):
            return "lead" if index == 0 else "other"
    return "no"


def is_rule_party(candidate: Candidate, entity: Entity) -> bool:
    """Whether the rules take the entity for a party of the candidate."""
    return any((entity.kind, entity.key) in set(keys_of(m)) for m in candidate.parties)


def closest(candidate: Candidate, entity: Entity) -> Mention | None:
    """The entity's mention nearest to the candidate's trigger in its sentence, if any is there."""
    sentence, spotted = candidate.sentence, candidate.spotted
    at = bisect_left(entity.mentions, spotted.start, key=lambda m: m.start)
    beside = entity.mentions[max(0, at - BESIDE) : at + BESIDE]
    own = [m for m in beside if sentence.start <= m.start < sentence.end]
    return min(own, key=lambda m: _gap(m, spotted.start, spotted.end), default=None)


def _gap(mention: Mention, start: int, end: int) -> int:
    return max(mention.start - end, start - mention.end, 0)


def position(scene: Scene, candidate: Candidate, mention: Mention) -> Iterator[str]:
    """Where the mention stands in the candidate's sentence, and the words beside it."""
    spotted, sentence = candidate.spotted, candidate.sentence
    side = "before" if mention.start < spotted.start else "behind"
    steps = sum(_gap(mention, spotted.start, spotted.end) > edge for edge in EDGES)
    yield f"{side}={steps}"
    low, high = sorted((mention.start, spotted.start))
    others = scene.within(low + 1, high, ("person", "country", "organisation", "place"))
    yield f"{side}:between={min(len(others), 3)}"
    yield f"{side}:how={how(mention)}"
    before = WORD.findall(scene.lower(max(sentence.start, mention.start - 25), mention.start))
    behind = WORD.findall(scene.lower(mention.end, min(sentence.end, mention.end + 25)))
    yield f"<{before[-1] if before else '^'}"
    yield f">{behind[0] if behind else '$'}"
    yield f"{side}<{before[-1] if before else '^'}"
    yield f"possessive={bool(POSSESSIVE.match(scene.document.text, mention.end))}"
    yield f"first={mention.start - sentence.start < 5}"
    yield f"locates={locates(scene, mention)}"


def frequency_ranks(found: Sequence[Entity], scene: Scene) -> dict[tuple[str, str], int]:
    """The rank of every entity by how often the article names it, within its kind, from 0."""
    counts = Counter(key for m in scene.mentions for key in keys_of(m))
    ranks: dict[tuple[str, str], int] = {}
    for kind in ("person", "country", "organisation"):
        keys = sorted(((kind, e.key) for e in found if e.kind == kind),
                      key=lambda k: (-counts[k], k))  # fmt: skip
        ranks.update({key: rank for rank, key in enumerate(keys)})
    return ranks
