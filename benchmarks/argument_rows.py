"""What a gold event teaches of the arguments of a sentence and of an account."""

from collections.abc import Iterator, Sequence

from fit import Told
from gold_labels import Row, is_party, is_place

from extract.arguments import closest, entities
from extract.candidates import Account, Candidate
from extract.cast import Cast, partakers, sentence_party_features
from extract.naming import (
    KINDS,
    NAMES,
    declares,
    kind_features,
    kind_options,
    name_features,
    name_options,
)
from extract.scene import Scene
from extract.when import account_date_features, date_options, dates_in, sentence_date_features
from extract.where import account_place_features, place_features, place_options, places_in
from flows.align import token_f1

SAME_NAME = 0.5  # token F1 from which two names are one


def argument_rows(scene: Scene, account: Account, event: Row, cast: Cast) -> dict[str, list[Told]]:
    """By model: the features of every possible argument, and whether the event has it."""
    siblings = [a for a in cast.accounts if a is not account]
    return {
        "party": [(f, is_party(e, event)) for e, f in partakers(scene, account, cast)],
        "place": list(_places(scene, account, event, siblings)),
        "name": list(_names(scene, account, event)),
        "kind": list(_kinds(scene, account, event)),
    }


def account_dates(scene: Scene, account: Account, event: Row, cast: Cast) -> list[Told]:
    """Every possible date of an account, and whether it is the event's; none, where no date is."""
    siblings = [a for a in cast.accounts if a is not account]
    options = date_options(scene, account, siblings)
    known = account_date_features(scene, account, options, siblings)
    return [(f, o.date.value == event["date"]) for f, o in zip(known, options, strict=True)]


def sentence_parties(scene: Scene, candidate: Candidate, event: Row) -> Iterator[Told]:
    """Whoever the candidate's sentence names, and whether he takes part in its event."""
    for entity in entities(scene, Account((candidate,))):
        mention = closest(candidate, entity)
        if mention is not None:
            features = sentence_party_features(scene, candidate, entity, mention)
            yield features, is_party(entity, event)


def sentence_dates(scene: Scene, candidate: Candidate, event: Row) -> Iterator[Told]:
    """The dates of the candidate's sentence, and whether the event has them."""
    account = Account((candidate,))
    options = dates_in(scene, account, [candidate.sentence])
    known = sentence_date_features(scene, account, options)
    for option, features in zip(options, known, strict=True):
        yield features, option.date.value == event["date"]


def sentence_places(scene: Scene, candidate: Candidate, event: Row) -> Iterator[Told]:
    """The places of the candidate's sentence, and whether the event is there."""
    account = Account((candidate,))
    for spot in places_in(scene, [candidate.sentence]):
        yield place_features(scene, account, spot, []), is_place(spot, event)


def _places(
    scene: Scene, account: Account, event: Row, siblings: Sequence[Account]
) -> Iterator[Told]:
    options = place_options(scene, account, siblings)
    known = account_place_features(scene, account, options, siblings)
    for option, features in zip(options, known, strict=True):
        yield features, is_place(option, event)


def _names(scene: Scene, account: Account, event: Row) -> Iterator[Told]:
    called = str(_attribute(scene, event, NAMES) or "")
    options = name_options(scene, account) if declares(scene, event["type"], NAMES) else []
    for option in options:
        right = token_f1(option.text, called) >= SAME_NAME
        yield name_features(scene, account, option, options), right


def _kinds(scene: Scene, account: Account, event: Row) -> Iterator[Told]:
    kind = _attribute(scene, event, KINDS)
    options = kind_options(scene, account) if kind else []
    for option in options:
        yield kind_features(scene, account, option, options), option.subkind == kind


def _attribute(scene: Scene, event: Row, sources: Sequence[str]) -> object:
    """The gold event's attribute that comes from one of the sources; None where none does."""
    declared = scene.event_types[event["type"]].attributes
    names = [name for name, source in declared.items() if source in sources]
    return event["attributes"].get(names[0]) if names else None
