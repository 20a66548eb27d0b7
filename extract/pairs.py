"""How two candidates of one type relate, as names that the scorer can weigh."""

from collections.abc import Iterator

from extract.candidates import Candidate
from extract.parties import leader_key
from extract.reading_facts import pair_facts
from extract.same import dates_agree, same_event
from extract.scene import Scene
from extract.words import WORD

DISTANCES = (0, 1, 2, 4, 8, 16)  # sentences between two candidates, as steps
GAP = 20  # characters between two triggers of one sentence, as a step
LEADING = 40  # characters before the later trigger in which "another" or "the" speaks


def relation(a: Candidate, b: Candidate) -> str:
    """Dates and parties of two candidates side by side: "same/within", "differ/share"."""
    return f"{_dates(a, b)}/{_parties(a, b)}"


def pair_features(scene: Scene, a: Candidate, b: Candidate) -> frozenset[str]:
    """Names of what tells whether two candidates of one type tell of one event."""
    first, second = (a, b) if a.spotted.start <= b.spotted.start else (b, a)
    kind = first.spotted.trigger.event_type
    dates, parties = _dates(first, second), _parties(first, second)
    facts = {
        *_facts_side_by_side(first, second, dates, parties),
        *_distance(scene, first, second, dates, parties),
        *_words(scene, first, second, dates),
        *pair_facts(first, second),
    }
    return frozenset({kind, *facts, *(f"{kind}:{fact}" for fact in facts)})


def _facts_side_by_side(a: Candidate, b: Candidate, dates: str, parties: str) -> Iterator[str]:
    anchors, places = _anchors(a, b), _places(a, b)
    status = a.status if a.status == b.status else "/".join(sorted((a.status, b.status)))
    yield f"dates={dates}"
    yield f"parties={parties}"
    yield f"anchors={anchors}"
    yield f"places={places}"
    yield f"status={status}"
    yield f"dates,parties={dates},{parties}"
    yield f"dates,anchors={dates},{anchors}"
    yield f"dates,places={dates},{places}"
    yield f"parties,anchors={parties},{anchors}"
    yield f"status,dates={status},{dates}"
    yield f"status,parties={status},{parties}"
    yield f"rule={same_event(a, b)}"
    yield f"words={a.spotted.text.lower() == b.spotted.text.lower()}"
    yield f"needs={a.spotted.trigger.needs},{b.spotted.trigger.needs}"
    yield f"settings={a.spotted.trigger.settings == b.spotted.trigger.settings}"
    yield f"set={sorted(v for c in (a, b) for _, v in c.spotted.trigger.settings)}"
    yield f"leans={a.leans},{b.leans}"
    yield f"tally={a.tally},{b.tally}"


def _distance(scene: Scene, a: Candidate, b: Candidate, dates: str, parties: str) -> Iterator[str]:
    apart = b.sentence.index - a.sentence.index
    step = sum(apart > distance for distance in DISTANCES)
    titled = a.spotted.end < scene.document.offset
    yield f"distance={step}"
    yield f"distance,parties={step},{parties}"
    yield f"distance,dates={step},{dates}"
    yield f"title={titled}"
    yield f"title,parties={titled},{parties}"
    if apart == 0:
        yield f"gap={min((b.spotted.start - a.spotted.end) // GAP, 6)}"
        between = WORD.findall(scene.lower(a.spotted.end, b.spotted.start))
        yield from (f"between:{word}" for word in between[:8])


def _words(scene: Scene, a: Candidate, b: Candidate, dates: str) -> Iterator[str]:
    start = max(b.sentence.start, b.spotted.start - LEADING)
    before = WORD.findall(scene.lower(start, b.spotted.start))[-3:]
    yield from (f"<{word}" for word in before)
    yield f"<<{before[-1] if before else '^'}"
    yield f"trigger={b.spotted.text.lower()}"
    first, second = scene.content(a.sentence), scene.content(b.sentence)
    shared = len(first & second) / max(1, min(len(first), len(second)))
    yield f"shared={min(int(shared * 8), 6)}"
    yield f"shared,dates={min(int(shared * 4), 3)},{dates}"
    one, other = scene.named(a.sentence), scene.named(b.sentence)
    yield f"named={min(len(one & other), 3)},{min(len(one ^ other), 3)}"


def _dates(a: Candidate, b: Candidate) -> str:
    if a.date.value is None or b.date.value is None:
        return "one" if a.date.value or b.date.value else "none"
    if a.date.value == b.date.value:
        return "same"
    return "agree" if dates_agree(a.date, b.date) else "differ"


def _parties(a: Candidate, b: Candidate) -> str:
    first, second = {leader_key(m) for m in a.parties}, {leader_key(m) for m in b.parties}
    if not first or not second:
        return "unknown"
    if first == second:
        return f"same{min(len(first), 2)}"
    if first <= second or second <= first:
        return "within"
    return "share" if first & second else "differ"


def _places(a: Candidate, b: Candidate) -> str:
    if None in (a.place.country, b.place.country):
        return "unknown"
    if a.place == b.place:
        return "same"
    return "country" if a.place.country == b.place.country else "differ"


def _anchors(a: Candidate, b: Candidate) -> str:
    one, other = a.anchor, b.anchor
    if one is None or other is None:
        return "none" if one is other else "one"
    if one.kind != other.kind:
        return "kinds"
    if (one.start, one.end) == (other.start, other.end):
        return "mention"
    if one.entity_id is not None and one.entity_id == other.entity_id:
        return "entity"
    first, second = one.text.lower().split(), other.text.lower().split()
    if first == second:
        return "text"
    words = "share" if set(first) & set(second) else "differ"
    return f"{words}:{one.open + other.open}:{one.subkind == other.subkind}"
