"""Candidates of one article that tell of one event become one account."""

from collections.abc import Sequence
from dataclasses import replace

from extract.candidates import Account, Candidate
from extract.same import dates_agree, same_event


def merge(candidates: Sequence[Candidate]) -> tuple[list[Account], list[Candidate]]:
    """Accounts in the order of the text, and what leans on an event that nothing tells of.

    Rather two accounts than a false merge.
    """
    groups: list[list[Candidate]] = []
    for candidate in (c for c in candidates if not c.leans):
        home = next((g for g in groups if all(same_event(candidate, c) for c in g)), None)
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
        and all(_fits(candidate, c) for c in g)
    ]
    before = [g for g in fitting if g[0].sentence.index <= candidate.sentence.index]
    by_nearness = sorted(before, key=lambda g: max(c.sentence.index for c in g if not c.leans))
    return by_nearness[-1] if by_nearness else next(iter(fitting), None)


def _fits(leaning: Candidate, other: Candidate) -> bool:
    """Whether "the launch" can mean this one: no other date, place or state."""
    own = {m.country for m in leaning.parties if m.country}
    theirs = {m.country for m in other.parties if m.country}
    return (
        dates_agree(leaning.date, other.date)
        and _places(leaning, other)
        and (not own or not theirs or bool(own & theirs))
    )


def _another(candidate: Candidate, groups: list[list[Candidate]]) -> Candidate | None:
    """ "Another on February 11": an event of its own, of the kind last named."""
    if candidate.date.value is None and not candidate.parties:
        return None
    kin = [c for g in groups for c in g if _type(c) == _type(candidate) and not c.leans
           and c.sentence.index <= candidate.sentence.index]  # fmt: skip
    if not kin:
        return None
    last = max(kin, key=lambda c: c.spotted.start)
    return replace(candidate, anchor=last.anchor, parties=candidate.parties or last.parties,
                   leans=False)  # fmt: skip


def _type(candidate: Candidate) -> str:
    return candidate.spotted.trigger.event_type


def _places(a: Candidate, b: Candidate) -> bool:
    return None in (a.place.country, b.place.country) or a.place.country == b.place.country


def _weight(candidate: Candidate) -> tuple[bool, int, int]:
    known = (candidate.date.value is not None) + (candidate.place.country is not None)
    return candidate.leans, -(known + len(candidate.parties)), candidate.spotted.start
