"""Who takes part: first by what single sentences tell, then by what an account adds up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.arguments import (
    KNOWN,
    Entity,
    closest,
    entities,
    frequency_ranks,
    how,
    is_rule_party,
    party_features,
    position,
)
from extract.candidates import Account, Candidate
from extract.merge import accounts_alike
from extract.reading_facts import span_facts
from extract.scene import Scene
from extract.scorer import Scorer
from extract.siblings import relations
from extract.spot_names import Mention
from extract.words import WORD

STEPS = 6  # in which a probability is told
REACH = 70  # characters between a mention and the trigger whose words are looked at
EVEN = 0.5

Key = tuple[str, str]  # kind and key of an entity
Told = dict[Key, tuple[float | None, ...]]  # by entity: what each candidate's sentence tells of it


@dataclass(frozen=True, slots=True)
class Cast:
    """Whoever takes part in the accounts of an article, by what their sentences tell."""

    accounts: tuple[Account, ...]
    told: tuple[Told, ...]  # of each account
    likely: tuple[Entity, ...]  # those that a sentence makes a party of any account
    alike: Mapping[tuple[int, int], float]  # by two accounts: log-odds of their being one event

    def told_of(self, account: Account) -> Told:
        """What the sentences of one account tell."""
        return next(t for a, t in zip(self.accounts, self.told, strict=True) if a is account)


def cast_of(scene: Scene, accounts: Sequence[Account], scorer: Scorer) -> Cast:
    """What the sentences of all accounts tell of who takes part; nothing if nothing was trained."""
    if not scorer.knows("sentence_party"):
        return Cast(tuple(accounts), ({},) * len(accounts), (), {})
    told: list[Told] = []
    likely: dict[Key, Entity] = {}
    for account in accounts:
        found = entities(scene, account)
        told.append({(e.kind, e.key): _told(scene, account, e, scorer) for e in found})
        for entity in found:
            if _most(told[-1][entity.kind, entity.key]) > EVEN:
                likely.setdefault((entity.kind, entity.key), entity)
    alike = accounts_alike(scene, accounts, scorer)
    return Cast(tuple(accounts), tuple(told), tuple(likely.values()), alike)


def _told(
    scene: Scene, account: Account, entity: Entity, scorer: Scorer
) -> tuple[float | None, ...]:
    """The probability by each candidate; None where its sentence does not name the entity."""
    here = [(c, closest(c, entity)) for c in account.candidates]
    return tuple(
        scorer.probability("sentence_party", sentence_party_features(scene, c, entity, mention))
        if mention is not None
        else None
        for c, mention in here
    )


def partakers(scene: Scene, account: Account, cast: Cast) -> list[tuple[Entity, frozenset[str]]]:
    """Whoever could take part in an account, with the names of what speaks for it."""
    found = entities(scene, account, cast.likely)
    ranks = frequency_ranks(found, scene)
    nothing = (None,) * len(account.candidates)
    action = dict(account.lead.spotted.trigger.settings).get("action", "")
    known = cast.told_of(account)
    told: Told = {(e.kind, e.key): known.get((e.kind, e.key), nothing) for e in found}
    others = [
        (relations(account, other), of_other)
        for other, of_other in zip(cast.accounts, cast.told, strict=True)
        if other is not account
    ]
    out = []
    for entity in found:
        facts = (*_told_facts(entity, told, action), *_sibling_facts(entity, others))
        rank = ranks[entity.kind, entity.key]
        out.append((entity, party_features(scene, account, entity, rank, facts)))
    return out


def sentence_party_features(
    scene: Scene, candidate: Candidate, entity: Entity, mention: Mention
) -> frozenset[str]:
    """Names of what holds between a trigger and a mention in its sentence."""
    prefix = f"{candidate.spotted.trigger.event_type}:{entity.kind}"
    side = "before" if mention.start < candidate.spotted.start else "behind"
    facts = {
        *position(scene, candidate, mention),
        *_rule_facts(candidate, entity, mention),
        *_trigger_facts(candidate, entity, mention, side),
        *(f"{name}={tell(scene, candidate, entity)}" for name, tell in KNOWN.items()),
        *_between_facts(scene, candidate, mention, side),
        *span_facts([candidate], [(mention.start, mention.end)], entity.kind),
    }
    return frozenset({prefix} | {f"{prefix}:{f}" for f in facts} | {f"*:{f}" for f in facts})


def _rule_facts(candidate: Candidate, entity: Entity, mention: Mention) -> Iterator[str]:
    trigger = candidate.spotted.trigger
    rule = is_rule_party(candidate, entity)
    states = {m.country for m in candidate.parties if m.country}
    yield f"rule={rule}"
    yield f"rule={rule}:{dict(trigger.settings).get('action', '')}:{trigger.needs}"
    yield f"rule={rule}:{how(mention)}"
    yield f"state={mention.country in states}:{min(len(states), 3)}"


def _trigger_facts(
    candidate: Candidate, entity: Entity, mention: Mention, side: str
) -> Iterator[str]:
    spotted, anchor = candidate.spotted, candidate.anchor
    action = dict(spotted.trigger.settings).get("action", "")
    yield f"{side}:{action}:{spotted.trigger.needs}"
    yield f"{side}:trigger={spotted.text.lower()}"
    yield f"status={candidate.status}:{side}"
    if anchor is not None:
        yield f"of_anchor={entity.key in (anchor.country, anchor.entity_id)}"
        yield f"in_anchor={anchor.start <= mention.start < anchor.end}"
        yield f"anchor={anchor.kind}:{anchor.subkind}:{side}"


def _between_facts(
    scene: Scene, candidate: Candidate, mention: Mention, side: str
) -> Iterator[str]:
    """The words between the mention and the trigger, where they are few."""
    spotted = candidate.spotted
    start, end = min(mention.end, spotted.end), max(mention.start, spotted.start)
    if 0 <= end - start <= REACH:
        words = WORD.findall(scene.lower(start, end))
        yield from (f"{side}|{word}" for word in words)
        yield f"{side}:words={min(len(words), 6)}"


def _told_facts(entity: Entity, told: Told, action: str) -> Iterator[str]:
    """What the sentences of an account, together, tell of an entity and of its state.

    One state leaves an agreement where two sign it: by `action`, too.
    """
    here = told[entity.kind, entity.key]
    own = [p for p in here if p is not None]
    if own:
        yield f"told:most={_step(max(own))}"
        yield f"told:mean={_step(sum(own) / len(own))}"
        yield f"told:of={min(len(own), 3)}:{_step(max(own))}"
    else:
        yield "told:none"
    yield f"told:lead={'no' if here[0] is None else _step(here[0])}"
    kin = [_most(p) for (kind, _), p in told.items() if kind == entity.kind]
    rank = min(sum(p > _most(own) for p in kin), 4)
    yield f"told:rank={rank}"
    yield f"told:rank={rank}:{action}"
    yield f"told:most={_step(_most(own))}:{action}"
    yield f"told:likely={min(sum(p > EVEN for p in kin), 4)}"
    state = entity.mentions[0].country
    if entity.kind == "person":
        of_state = _most(told.get(("country", state or ""), ()))
        yield f"told:state={_step(of_state)}"
        yield f"told:state={_step(of_state)}:{_step(_most(own))}"


def _sibling_facts(entity: Entity, others: Sequence[tuple[tuple[str, str], Told]]) -> Iterator[str]:
    """Whether the entity takes part in other accounts of the article, and how near those stand."""
    key = (entity.kind, entity.key)
    best: dict[str, float] = {}
    often = 0
    for related, told in others:
        if key in told:
            likely = _most(told[key])
            often += likely > EVEN
            for relation in related:
                best[relation] = max(best.get(relation, 0.0), likely)
    yield f"sibling:often={min(often, 4)}"
    yield from (f"sibling:{relation}={_step(p)}" for relation, p in best.items())


def cast_facts(told: Told) -> Iterator[str]:
    """How sure the sentences of an account are of its two likeliest parties of each kind."""
    likely = dict.fromkeys(("country", "person", "organisation"), 0)
    for kind in likely:
        found = sorted((_most(p) for (k, _), p in told.items() if k == kind), reverse=True)
        likely[kind] = sum(p > EVEN for p in found)
        yield f"cast:{kind}={min(likely[kind], 2)}"
        yield from (f"cast:{kind}:{rank}={_step(p)}" for rank, p in enumerate(found[:2]))
    yield f"cast={min(likely['country'], 3)}:{min(likely['organisation'], 2)}"


def _most(told: Sequence[float | None]) -> float:
    return max((p for p in told if p is not None), default=0.0)


def _step(probability: float) -> int:
    return int(probability * STEPS)
