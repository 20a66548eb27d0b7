"""The arguments of an account: the likely ones of all that could take part, be place or date."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.arguments import Entity
from extract.candidates import Account, Candidate
from extract.cast import Cast, partakers
from extract.naming import choose_kind, choose_name
from extract.parties import distinct
from extract.places import place_of
from extract.records import EventDate, Place
from extract.scene import Scene
from extract.scorer import Scorer
from extract.spot_names import Mention
from extract.when import account_date_features, date_options
from extract.where import account_place_features, place_options


@dataclass(frozen=True, slots=True)
class Facts:
    """Who, where, when and what of an account."""

    persons: tuple[Mention, ...]
    organisations: tuple[Mention, ...]
    countries: tuple[str, ...]  # ISO 3166-1 alpha-3
    place: Place
    date: EventDate
    name: str | None  # what it is called
    kind: str | None  # the class or form of what it is about, where the scorer tells it
    rivals: tuple[Candidate, ...] = ()  # what tells of other events of its type


def choose(scene: Scene, account: Account, cast: Cast, scorer: Scorer) -> Facts:
    """The arguments that the scorer finds likely; those of the rules where it was not trained."""
    siblings = [a for a in cast.accounts if a is not account]
    persons, organisations, countries = _parties(scene, account, cast, scorer)
    return Facts(
        persons=persons,
        organisations=organisations,
        countries=countries,
        place=_place(scene, account, siblings, scorer),
        date=_date(scene, account, siblings, scorer),
        name=choose_name(scene, account, scorer),
        kind=choose_kind(scene, account, scorer),
        rivals=_rivals(account, siblings),
    )


def _rivals(account: Account, siblings: Sequence[Account]) -> tuple[Candidate, ...]:
    kin = [a for a in siblings if a.event_type == account.event_type]
    return tuple(c for a in kin for c in a.candidates)


Parties = tuple[tuple[Mention, ...], tuple[Mention, ...], tuple[str, ...]]


def _parties(scene: Scene, account: Account, cast: Cast, scorer: Scorer) -> Parties:
    if not scorer.knows("party") or not scorer.trained_on(account.event_type):
        return _rule_parties(account)
    taken = _likely_entities(scene, account, cast, scorer)
    persons = [e.mentions[0] for e in taken if e.kind == "person"]
    organisations = [e.mentions[0] for e in taken if e.kind == "organisation"]
    countries = [e.key for e in taken if e.kind == "country"]
    return tuple(persons), tuple(organisations), tuple(countries)


def _likely_entities(scene: Scene, account: Account, cast: Cast, scorer: Scorer) -> list[Entity]:
    scored = [
        (scorer.probability("party", features), entity)
        for entity, features in partakers(scene, account, cast)
    ]
    role = scene.event_types[account.event_type].roles["party"]
    likely = [e for p, e in scored if scorer.takes(f"party:{e.kind}", p)]
    taken = [e for e in likely if e.kind in role.takes]
    if not any(e.kind in ("country", "organisation") for e in taken):
        states = [(p, e) for p, e in scored if e.kind == "country" and p > LEAST_STATE]
        taken += [max(states, key=lambda s: s[0])[1]] if states else []
    if role.most == 1:
        taken = _one_state(taken, scored, account)
    return sorted(taken, key=lambda e: (e.mentions[0].start, e.kind))


def _one_state(
    taken: list[Entity], scored: Sequence[tuple[float, Entity]], account: Account
) -> list[Entity]:
    """The likeliest state alone, of an event type that has one party, and who acts with it."""
    states = [(p, e) for p, e in scored if e in taken and e.kind == "country"]
    best = max(states, key=lambda s: s[0])[1].key if states else None
    together = {m.country for m in account.lead.parties}
    kept = together if best in together else {best}
    acting = [e for _, e in scored if e.kind == "country" and e.key in kept]
    return [e for e in taken if e.kind != "country"] + acting


LEAST_STATE = 0.15  # an event mostly has a state: the likeliest is taken though none is likely


def _rule_parties(account: Account) -> Parties:
    parties = distinct([m for c in account.candidates for m in c.parties], _identity)
    persons = tuple(m for m in parties if m.kind == "person" and m.entity_id is not None)
    organisations = tuple(m for m in parties if m.kind == "organisation")
    countries = tuple(dict.fromkeys(m.country for m in parties if m.country))
    return persons, organisations, countries


def _identity(mention: Mention) -> str:
    return mention.entity_id or f"{mention.country}:{mention.text}"


def _place(scene: Scene, account: Account, siblings: Sequence[Account], scorer: Scorer) -> Place:
    if not scorer.knows("place"):
        places = [c.place for c in account.candidates if c.place != Place()]
        return ([p for p in places if p.name is not None] or places or [Place()])[0]
    best: dict[str, tuple[float, Mention]] = {}
    options = place_options(scene, account, siblings)
    known = account_place_features(scene, account, options, siblings)
    for option, features in zip(options, known, strict=True):
        probability = scorer.probability("place", features)
        if scorer.takes("place", probability):
            here = (probability, option.mentions[0])
            best[option.kind] = max(best.get(option.kind, here), here, key=lambda b: b[0])
    chosen = best.get("place") or best.get("country")
    return place_of(chosen[1], scene.world) if chosen else Place()


def _date(scene: Scene, account: Account, siblings: Sequence[Account], scorer: Scorer) -> EventDate:
    if not scorer.knows("date"):
        known = [c.date for c in account.candidates if c.date.value is not None]
        return min(known, key=lambda d: _vagueness(d.value or ""), default=EventDate())
    listed = [c.date for c in account.candidates if c.strung and c.date.value is not None]
    if listed:
        return listed[0]  # "in January and September": one event each
    options = date_options(scene, account, siblings)
    likely = scorer.choice("date", account_date_features(scene, account, options, siblings))
    found = [(p, o) for p, o in zip(likely, options, strict=True) if scorer.takes("date", p)]
    return max(found, key=lambda f: f[0])[1].date if found else EventDate()


def _vagueness(value: str) -> int:
    first, _, last = value.partition("/")
    return -len(first) + (6 if last else 0)
