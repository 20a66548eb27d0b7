"""Candidates of one article that tell of one event become one account."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.assemble import Candidate
from extract.parties import leader_key
from extract.records import EventDate

GENERAL = {"missile", "ballistic", "other"}  # weapon classes that say less than others


@dataclass(frozen=True, slots=True)
class Account:
    """All candidates of one event, the best first."""

    candidates: tuple[Candidate, ...]

    @property
    def lead(self) -> Candidate:
        """The candidate that names the event best."""
        return self.candidates[0]

    @property
    def event_type(self) -> str:
        """The type all candidates share."""
        return self.lead.spotted.trigger.event_type


def merge(candidates: Sequence[Candidate]) -> list[Account]:
    """Accounts in the order in which the text first tells them; rather two than a false merge."""
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        for group in groups:
            if all(_compatible(candidate, member) for member in group):
                group.append(candidate)
                break
        else:
            groups.append([candidate])
    return [Account(tuple(sorted(g, key=_weight))) for g in groups]


def _weight(candidate: Candidate) -> tuple[int, int]:
    known = (candidate.date.value is not None) + (candidate.place.country is not None)
    return -(known + len(candidate.parties)), candidate.spotted.start


def _compatible(a: Candidate, b: Candidate) -> bool:
    if a.spotted.trigger.event_type != b.spotted.trigger.event_type:
        return False
    if a.sentence == b.sentence and a.anchor == b.anchor and a.anchor is not None:
        return _settings(a) == _settings(b)
    return (
        _statuses(a, b)
        and dates_agree(a.date, b.date)
        and _settings(a) == _settings(b)
        and _same_anchor(a, b)
        and _same_parties(a, b)
    )


def _settings(candidate: Candidate) -> tuple[tuple[str, str], ...]:
    return candidate.spotted.trigger.settings


def _statuses(a: Candidate, b: Candidate) -> bool:
    if a.status == b.status or {a.status, b.status} <= {"planned", "hypothetical"}:
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
        return a.anchor is b.anchor
    if a.anchor.kind == "weapon":
        return _same_weapon(a, b)
    if a.anchor.open and b.anchor.open:
        return a.anchor.subkind == b.anchor.subkind
    return a.anchor.entity_id == b.anchor.entity_id


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
