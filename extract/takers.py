"""Who takes part by what single sentences tell, as probabilities that an account adds up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.arguments import (
    Entity,
    entities,
    frequency_ranks,
    gap,
    how,
    keys_of,
    party_features,
    position,
)
from extract.candidates import Account, Candidate
from extract.scene import Scene
from extract.scorer import Scorer
from extract.siblings import relations
from extract.spot_names import Mention
from extract.words import WORD

STEPS = 6  # in which a probability is told
REACH = 70  # characters between a mention and the trigger whose words are looked at

Key = tuple[str, str]  # kind and key of an entity
Told = dict[Key, tuple[float | None, ...]]  # by entity: what each candidate's sentence tells of it


@dataclass(frozen=True, slots=True)
class Cast:
    """Whoever takes part in the accounts of an article, by what their sentences tell."""

    accounts: tuple[Account, ...]
    told: tuple[Told, ...]  # of each account
    likely: tuple[Entity, ...]  # those that a sentence makes a party of any account


def cast_of(scene: Scene, accounts: Sequence[Account], scorer: Scorer) -> Cast:
    """What the sentences of all accounts tell of who takes part."""
    told = []
    likely: dict[Key, Entity] = {}
    for account in accounts:
        found = entities(scene, account)
        told.append(told_parties(scene, account, found, scorer))
        for entity in found:
            if most(told[-1][entity.kind, entity.key]) > 0.5:
                likely.setdefault((entity.kind, entity.key), entity)
    return Cast(tuple(accounts), tuple(told), tuple(likely.values()))


def partakers(
    scene: Scene, account: Account, cast: Cast, scorer: Scorer
) -> list[tuple[Entity, frozenset[str]]]:
    """Whoever could take part in an account, with the names of what speaks for it."""
    found = entities(scene, account, cast.likely)
    ranks = frequency_ranks(found, scene)
    told = told_parties(scene, account, found, scorer)
    return [
        (e, party_features(scene, account, e, ranks[e.kind, e.key],
                           (*told_facts(e, told), *sibling_facts(e, account, cast))))
        for e in found
    ]  # fmt: skip


def told_parties(
    scene: Scene, account: Account, found: Sequence[Entity], scorer: Scorer
) -> Told:
    """For every entity the probability by each candidate; None where its sentence names it not."""
    told: Told = {}
    for entity in found:
        here = [closest(scene, candidate, entity) for candidate in account.candidates]
        told[entity.kind, entity.key] = tuple(
            None
            if mention is None
            else scorer.probability("sentence_party", taker_features(scene, c, entity, mention))
            for c, mention in zip(account.candidates, here, strict=True)
        )
    return told


def closest(scene: Scene, candidate: Candidate, entity: Entity) -> Mention | None:
    """The entity's mention nearest to the candidate's trigger in its sentence."""
    sentence, spotted = candidate.sentence, candidate.spotted
    own = [m for m in entity.mentions if sentence.start <= m.start < sentence.end]
    return min(own, key=lambda m: gap(m, spotted.start, spotted.end), default=None)


def taker_features(
    scene: Scene, candidate: Candidate, entity: Entity, mention: Mention
) -> frozenset[str]:
    """Names of what holds between a trigger and a mention in its sentence."""
    prefix = f"{candidate.spotted.trigger.event_type}:{entity.kind}"
    facts = set(_facts(scene, candidate, entity, mention))
    return frozenset({prefix} | {f"{prefix}:{f}" for f in facts} | {f"*:{f}" for f in facts})


def _facts(
    scene: Scene, candidate: Candidate, entity: Entity, mention: Mention
) -> Iterator[str]:
    spotted = candidate.spotted
    action = dict(spotted.trigger.settings).get("action", "")
    rule = any((entity.kind, entity.key) in set(keys_of(m)) for m in candidate.parties)
    side = "before" if mention.start < spotted.start else "behind"
    yield f"rule={rule}"
    yield f"rule={rule}:{action}:{spotted.trigger.needs}"
    yield f"rule={rule}:{how(mention)}"
    yield f"{side}:{action}:{spotted.trigger.needs}"
    yield f"{side}:trigger={spotted.text.lower()}"
    yield f"status={candidate.status}:{side}"
    yield from position(scene, candidate, mention)
    state = {m.country for m in candidate.parties if m.country}
    yield f"state={mention.country in state}:{min(len(state), 3)}"
    anchor = candidate.anchor
    if anchor is not None:
        yield f"of_anchor={entity.key in (anchor.country, anchor.entity_id)}"
        yield f"in_anchor={anchor.start <= mention.start < anchor.end}"
        yield f"anchor={anchor.kind}:{anchor.subkind}:{side}"
    low, high = sorted(((mention.start, mention.end), (spotted.start, spotted.end)))
    if 0 <= high[0] - low[1] <= REACH:
        words = WORD.findall(scene.lower(low[1], high[0]))
        yield from (f"{side}|{word}" for word in words)
        yield f"{side}:words={min(len(words), 6)}"


def told_facts(entity: Entity, told: Told) -> Iterator[str]:
    """What the sentences of an account, together, tell of an entity and of its state."""
    own = [p for p in told[entity.kind, entity.key] if p is not None]
    if own:
        yield f"told:most={int(max(own) * STEPS)}"
        yield f"told:mean={int(sum(own) / len(own) * STEPS)}"
        yield f"told:of={min(len(own), 3)}:{int(max(own) * STEPS)}"
    else:
        yield "told:none"
    lead = told[entity.kind, entity.key][0]
    yield f"told:lead={'no' if lead is None else int(lead * STEPS)}"
    best = sorted((most(p) for (kind, _), p in told.items() if kind == entity.kind), reverse=True)
    yield f"told:rank={min(sum(p > most(own) for p in best), 4)}"
    yield f"told:likely={min(sum(p > 0.5 for p in best), 4)}"
    state = entity.mentions[0].country
    if entity.kind == "person":
        of_state = most(told.get(("country", state or ""), ()))
        yield f"told:state={int(of_state * STEPS)}"
        yield f"told:state={int(of_state * STEPS)}:{int(most(own) * STEPS)}"


def sibling_facts(entity: Entity, account: Account, cast: Cast) -> Iterator[str]:
    """Whether the entity takes part in other accounts of the article, and how near those stand."""
    key = (entity.kind, entity.key)
    best: dict[str, float] = {}
    often = 0
    for other, told in zip(cast.accounts, cast.told, strict=True):
        if other is account or key not in told:
            continue
        likely = most(told[key])
        often += likely > 0.5
        for relation in relations(account, other):
            best[relation] = max(best.get(relation, 0.0), likely)
    yield f"sib:often={min(often, 4)}"
    yield from (f"sib:{relation}={int(p * STEPS)}" for relation, p in best.items())


def most(told: Sequence[float | None]) -> float:
    """The highest of the probabilities that are known."""
    return max((p for p in told if p is not None), default=0.0)
