"""Rules for whether two candidates of one article tell of one event; rather two than one wrong."""

from extract.candidates import Candidate
from extract.parties import leader_key
from extract.records import EventDate
from extract.spot_triggers import BEFORE

GENERAL = {"missile", "ballistic", "other"}  # weapon classes that say less than others


def same_event(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates of one article tell of one event, by rule."""
    if a.spotted.trigger.event_type != b.spotted.trigger.event_type:
        return False
    if _settings(a) != _settings(b) or not _same_anchor(a, b):
        return False
    if a.tally != b.tally:
        return False  # "six tests" are none of them
    if a.strung and b.strung and a.date != b.date:
        return False  # "on July 3 and July 28"
    if a.sentence == b.sentence and a.anchor == b.anchor and a.anchor is not None:
        return dates_agree(a.date, b.date)
    if BEFORE in (a.spotted.trigger.needs, b.spotted.trigger.needs):
        # "a second followed in May" is not the first
        return a.sentence == b.sentence and a.date.value == b.date.value
    return _statuses(a, b) and dates_agree(a.date, b.date) and _same_parties(a, b)


def _settings(candidate: Candidate) -> tuple[tuple[str, str], ...]:
    return candidate.spotted.trigger.settings


def _statuses(a: Candidate, b: Candidate) -> bool:
    """Whether the statuses can be of one event; of a named summit or an agreement, any can."""
    if a.anchor is not None and (a.anchor.kind == "agreement" or _named(a) or _named(b)):
        return True
    if a.status == b.status or "occurred" not in (a.status, b.status):
        return True
    if a.anchor is None and b.anchor is None and _bare(a) != _bare(b):
        return True  # "ahead of the talks with Putin": nothing of its own speaks for a second one
    return a.date.value is not None and a.date.value == b.date.value


def _bare(candidate: Candidate) -> bool:
    return candidate.date.value is None and candidate.place.country is None


def _named(candidate: Candidate) -> bool:
    anchor = candidate.anchor
    return anchor is not None and anchor.kind == "summit" and anchor.subkind != "open"


def dates_agree(a: EventDate, b: EventDate) -> bool:
    """Whether the two can be one day; an unknown date contradicts nothing."""
    if a.value is None or b.value is None:
        return True
    (a_first, a_last), (b_first, b_last) = _bounds(a.value), _bounds(b.value)
    return a_first <= b_last and b_first <= a_last


def lies_in(inner: EventDate, outer: EventDate) -> bool:
    """Whether one known date is part of a longer one: a day of a month or of a span."""
    if inner.value is None or outer.value is None or inner.value == outer.value:
        return False
    (first, last), (begin, end) = _bounds(inner.value), _bounds(outer.value)
    return begin <= first and last <= end


def _bounds(value: str) -> tuple[str, str]:
    first, _, last = value.partition("/")
    return first + "-01-01"[len(first) - 4 :], (last or first) + "-12-31"[len(last or first) - 4 :]


def _same_anchor(a: Candidate, b: Candidate) -> bool:
    if a.anchor is None and b.anchor is None:
        return True
    if "summit" in (kind(a), kind(b)):
        return _same_summit(a, b)
    if a.anchor is None or b.anchor is None:
        return False
    if a.anchor.kind == "weapon":
        return _same_weapon(a, b)
    if a.anchor.open or b.anchor.open:
        return a.anchor.kind == "agreement" and not (_of_old(a, b) or _of_old(b, a))
    return a.anchor.entity_id == b.anchor.entity_id


def _of_old(a: Candidate, b: Candidate) -> bool:
    """Whether one is of another year: what will replace the pact of 1961 is not that pact."""
    told = [c.anchor.told for c in (a, b) if c.anchor is not None]
    return told[0] is not None and told[0] != told[1] and b.status == "planned"


def kind(candidate: Candidate) -> str:
    """What the candidate is about: an agreement, a weapon, a summit, or nothing named."""
    return candidate.anchor.kind if candidate.anchor is not None else ""


def _same_summit(a: Candidate, b: Candidate) -> bool:
    """One forum; or a summit known by its own words, with the other's place or leaders."""
    if a.anchor is not None and b.anchor is not None:
        if a.anchor.entity_id == b.anchor.entity_id:
            return True
        if _named(a) and _named(b):
            return False
        return _together(a, b) and _at_one_place(a, b)
    return not (_named(a) or _named(b)) and (_at_one_place(a, b) or _same_leaders(a, b))


def _at_one_place(a: Candidate, b: Candidate) -> bool:
    return a.place.country is not None and a.place.country == b.place.country


def _together(a: Candidate, b: Candidate) -> bool:
    first, second = {leader_key(m) for m in a.parties}, {leader_key(m) for m in b.parties}
    return not first or not second or bool(first & second)


def _same_leaders(a: Candidate, b: Candidate) -> bool:
    first, second = {leader_key(m) for m in a.parties}, {leader_key(m) for m in b.parties}
    return len(first & second) >= 2


def _same_weapon(a: Candidate, b: Candidate) -> bool:
    if a.anchor is None or b.anchor is None:
        return False
    if not a.anchor.open and not b.anchor.open:
        return a.anchor.entity_id == b.anchor.entity_id
    kinds = {a.anchor.subkind, b.anchor.subkind}
    return len(kinds) == 1 or bool(kinds & GENERAL and "nuclear" not in kinds)


def _same_parties(a: Candidate, b: Candidate) -> bool:
    if "weapon" in (kind(a), kind(b)):
        return bool({leader_key(m) for m in a.parties} & {leader_key(m) for m in b.parties})
    if "summit" in (kind(a), kind(b)):
        return True  # the name has told
    if a.anchor is not None and not a.anchor.open:
        return _together(a, b)
    first, second = {leader_key(m) for m in a.parties}, {leader_key(m) for m in b.parties}
    return first == second or len(first & second) >= 2
