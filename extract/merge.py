"""Candidates of one article that tell of one event become one account."""

from collections.abc import Sequence
from dataclasses import replace

from extract.candidates import Account, Candidate
from extract.parties import leader_key
from extract.records import EventDate

GENERAL = {"missile", "ballistic", "other"}  # weapon classes that say less than others


def merge(candidates: Sequence[Candidate]) -> tuple[list[Account], list[Candidate]]:
    """Accounts in the order of the text, and what leans on an event that nothing tells of.

    Rather two accounts than a false merge.
    """
    groups: list[list[Candidate]] = []
    for candidate in (c for c in candidates if not c.leans):
        home = next((g for g in groups if all(_same(candidate, c) for c in g)), None)
        if home is None:
            groups.append([candidate])
        else:
            home.append(candidate)
    lost = []
    for candidate in (c for c in candidates if c.leans):
        home = _home(candidate, groups)
        if home is not None:
            home.append(candidate)
        elif (other := _another(candidate, groups)) is not None:
            groups.append([other])
        else:
            lost.append(candidate)
    return [Account(tuple(sorted(g, key=_weight))) for g in groups], lost


def _home(candidate: Candidate, groups: list[list[Candidate]]) -> list[Candidate] | None:
    """The event that "the summit" or "the launch" means: the last one named, else the first."""
    fitting = [
        g
        for g in groups
        if g[0].spotted.trigger.event_type == candidate.spotted.trigger.event_type
        and all(dates_agree(candidate.date, c.date) and _places(candidate, c) for c in g)
    ]
    before = [g for g in fitting if g[0].sentence.index <= candidate.sentence.index]
    by_nearness = sorted(before, key=lambda g: max(c.sentence.index for c in g if not c.leans))
    return by_nearness[-1] if by_nearness else next(iter(fitting), None)


def _another(candidate: Candidate, groups: list[list[Candidate]]) -> Candidate | None:
    """ "Another on February 11": an event of its own, of the kind last named."""
    if candidate.date.value is None:
        return None
    kin = [c for g in groups for c in g if _type(c) == _type(candidate) and not c.leans
           and c.sentence.index <= candidate.sentence.index]  # fmt: skip
    if not kin:
        return None
    last = max(kin, key=lambda c: c.spotted.start)
    return replace(candidate, anchor=last.anchor, parties=last.parties, leans=False)


def _type(candidate: Candidate) -> str:
    return candidate.spotted.trigger.event_type


def _places(a: Candidate, b: Candidate) -> bool:
    return None in (a.place.country, b.place.country) or a.place.country == b.place.country


def _weight(candidate: Candidate) -> tuple[bool, int, int]:
    known = (candidate.date.value is not None) + (candidate.place.country is not None)
    return candidate.leans, -(known + len(candidate.parties)), candidate.spotted.start


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates tell of one event."""
    if a.spotted.trigger.event_type != b.spotted.trigger.event_type:
        return False
    if _settings(a) != _settings(b) or not _same_anchor(a, b):
        return False
    if a.sentence == b.sentence and a.anchor == b.anchor and a.anchor is not None:
        return True
    return _statuses(a, b) and dates_agree(a.date, b.date) and _same_parties(a, b)


def _settings(candidate: Candidate) -> tuple[tuple[str, str], ...]:
    return candidate.spotted.trigger.settings


def _statuses(a: Candidate, b: Candidate) -> bool:
    """Whether the statuses can be of one event; of an act on a named agreement, any can."""
    if a.anchor is not None and a.anchor.kind == "agreement":
        return True
    if a.status == b.status or "occurred" not in (a.status, b.status):
        return True
    return a.date.value is not None and a.date.value == b.date.value


def dates_agree(a: EventDate, b: EventDate) -> bool:
    """Whether the two can be one day; an unknown date contradicts nothing."""
    if a.value is None or b.value is None:
        return True
    (a_first, a_last), (b_first, b_last) = _bounds(a.value), _bounds(b.value)
    return a_first <= b_last and b_first <= a_last


def _bounds(value: str) -> tuple[str, str]:
    first, _, last = value.partition("/")
    return first + "-01-01"[len(first) - 4 :], (last or first) + "-12-31"[len(last or first) - 4 :]


def _same_anchor(a: Candidate, b: Candidate) -> bool:
    if a.anchor is None or b.anchor is None:
        return a.anchor is b.anchor or _at_its_place(a, b)
    if a.anchor.kind == "weapon":
        return _same_weapon(a, b)
    if a.anchor.open or b.anchor.open:
        return a.anchor.kind == "agreement"
    return a.anchor.entity_id == b.anchor.entity_id


def _at_its_place(a: Candidate, b: Candidate) -> bool:
    """Whether one is a summit known by its place and the other takes place there."""
    anchor = a.anchor or b.anchor
    other = b if a.anchor else a
    return anchor is not None and anchor.subkind == "open" and anchor.country is not None and _where(other) == anchor.country


def _where(candidate: Candidate) -> str | None:
    return candidate.place.country


def _same_weapon(a: Candidate, b: Candidate) -> bool:
    if a.anchor is None or b.anchor is None:
        return False
    if not a.anchor.open and not b.anchor.open:
        return a.anchor.entity_id == b.anchor.entity_id
    kinds = {a.anchor.subkind, b.anchor.subkind}
    return len(kinds) == 1 or bool(kinds & GENERAL and "nuclear" not in kinds)


def _same_parties(a: Candidate, b: Candidate) -> bool:
    first, second = {leader_key(m) for m in a.parties}, {leader_key(m) for m in b.parties}
    if a.anchor is not None and not a.anchor.open and a.anchor.kind in ("summit", "agreement"):
        return a.anchor.kind == "summit" or not first or not second or bool(first & second)
    if a.anchor is not None and a.anchor.kind == "weapon":
        return bool(first & second)
    return first == second or (len(first & second) >= 2)
