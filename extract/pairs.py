"""What two candidates of one article have in common, as names: do they tell of one event?"""

from collections.abc import Iterator

from extract.candidates import Candidate
from extract.parties import leader_key
from extract.same import dates_agree, same_event

SENTENCES = (0, 1, 3, 8, 20)  # steps of distance


def pair_features(a: Candidate, b: Candidate) -> frozenset[str]:
    """Names of what holds between two candidates of one event type; the order does not matter."""
    kind = a.spotted.trigger.event_type
    facts = set(_facts(a, b))
    return frozenset({kind} | {f"{kind}:{fact}" for fact in facts} | {f"*:{f}" for f in facts})


def _facts(a: Candidate, b: Candidate) -> Iterator[str]:
    yield f"settings={a.spotted.trigger.settings == b.spotted.trigger.settings}"
    yield f"status={'='.join(sorted((a.status, b.status)))}"
    dates = _dates(a, b)
    places = _places(a, b)
    parties = _parties(a, b)
    anchors = _anchors(a, b)
    yield f"dates={dates}"
    yield f"places={places}"
    yield f"parties={parties}"
    yield f"anchors={anchors}"
    yield f"anchors,parties={anchors},{parties}"
    yield f"dates,parties={dates},{parties}"
    yield f"dates,anchors={dates},{anchors}"
    yield f"rule={same_event(a, b)}"
    apart = abs(a.sentence.index - b.sentence.index)
    yield f"apart={sum(apart > step for step in SENTENCES)}"
    yield f"apart,parties={min(apart, 2)},{parties}"
    yield f"title={0 in (a.sentence.index, b.sentence.index)}"
    yield f"needs={'='.join(sorted((a.spotted.trigger.needs, b.spotted.trigger.needs)))}"
    yield f"leans={a.leans + b.leans}"
    yield f"words={a.spotted.text.lower() == b.spotted.text.lower()}"


def pair_facts(a: Candidate, b: Candidate) -> str:
    """In one word, how dates and parties of two candidates relate."""
    return f"{_dates(a, b)}/{_parties(a, b)}"


def _dates(a: Candidate, b: Candidate) -> str:
    if a.date.value is None or b.date.value is None:
        return "one" if a.date.value or b.date.value else "none"
    if a.date.value == b.date.value:
        return "same"
    return "agree" if dates_agree(a.date, b.date) else "differ"


def _places(a: Candidate, b: Candidate) -> str:
    if a.place.country is None or b.place.country is None:
        return "unknown"
    if a.place.country != b.place.country:
        return "differ"
    return "same" if a.place.name == b.place.name else "country"


def _parties(a: Candidate, b: Candidate) -> str:
    first, second = {leader_key(m) for m in a.parties}, {leader_key(m) for m in b.parties}
    if not first or not second:
        return "unknown"
    if first == second:
        return f"same{min(len(first), 2)}"
    if first <= second or second <= first:
        return "within"
    return "share" if first & second else "differ"


def _anchors(a: Candidate, b: Candidate) -> str:
    one, other = a.anchor, b.anchor
    if one is None or other is None:
        return "none" if one is other else "one"
    named = "".join(sorted("o" if m.open else "n" for m in (one, other)))
    if one.entity_id is not None and one.entity_id == other.entity_id:
        return f"same:{named}"
    words = set(one.text.lower().split()) & set(other.text.lower().split())
    kind = "kin" if one.subkind == other.subkind else "other"
    return f"{kind}:{named}:{min(len(words), 2)}"
