"""Candidates of one article that tell of one event become one account."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from statistics import fmean

from extract.candidates import Account, Candidate
from extract.judge import is_future
from extract.pairs import pair_features
from extract.parties import leader_key
from extract.same import dates_agree, kind, same_event
from extract.scene import Scene
from extract.scorer import Scorer

Groups = list[list[Candidate]]
APART = -1000.0  # log-odds of what can never be one event
SURE = 0.75  # probability of a status or a date that joining may rest on
LIKELY = 0.5  # that of dates which are years apart
LEAST_TOLD = 0.1  # what a candidate counts in joining that tells of nothing
LEAST = -8.0  # log-odds of two candidates as far as they count for those of their accounts


def merge(
    scene: Scene, candidates: Sequence[Candidate], scorer: Scorer
) -> tuple[list[Account], list[Candidate]]:
    """Accounts in the order of the text, and what leans on an event that nothing tells of."""
    accounts: list[Account] = []
    lost: list[Candidate] = []
    for event_type in dict.fromkeys(_type(c) for c in candidates):
        kin = [c for c in candidates if _type(c) == event_type]
        learned = scorer.knows("same") and scorer.trained_on(event_type)
        groups = likely_groups(scene, kin, scorer) if learned else rule_groups(kin)
        told, left = _settled(groups)
        accounts += [Account(tuple(sorted(g, key=_weight))) for g in told]
        lost += left
    return sorted(accounts, key=lambda a: min(c.spotted.start for c in a.candidates)), lost


def likely_groups(scene: Scene, candidates: Sequence[Candidate], scorer: Scorer) -> Groups:
    """Groups whose candidates are, on average, likelier one event than not.

    The two likeliest groups are joined first, then again, until none are likely. A candidate
    counts as much as its sentence is likely to tell of an event.
    """
    groups = rule_groups(candidates)
    weights = [sum(map(_told, group)) for group in groups]
    odds = {
        (i, j): sum(
            _told(a) * _told(b) * same_odds(scene, a, b, scorer)
            for a in groups[i]
            for b in groups[j]
        )
        for i, j in combinations(range(len(groups)), 2)
    }  # of two groups: the sum over their pairs
    while odds:
        mean = {(i, j): o / (weights[i] * weights[j]) for (i, j), o in odds.items()}
        i, j = max(mean, key=lambda pair: (mean[pair], -pair[0], -pair[1]))
        if mean[i, j] <= 0:
            break
        groups[i] += groups[j]
        weights[i] += weights[j]
        groups[j] = []
        del odds[i, j]
        for k, group in enumerate(groups):
            if group and k != i:
                odds[min(i, k), max(i, k)] += odds.pop((min(j, k), max(j, k)))
    return [group for group in groups if group]


def _told(candidate: Candidate) -> float:
    return LEAST_TOLD + candidate.telling


def same_odds(scene: Scene, a: Candidate, b: Candidate, scorer: Scorer) -> float:
    """What speaks for two candidates being one event; one trigger that told of two never is."""
    if a.spotted == b.spotted or contradict(a, b):
        return APART
    if _ahead_and_over(scene, a, b) or _on_other_days(a, b) or _with_others(a, b):
        return APART
    return scorer.log_odds("same", pair_features(scene, a, b))


def accounts_alike(
    scene: Scene, accounts: Sequence[Account], scorer: Scorer
) -> dict[tuple[int, int], float]:
    """By two accounts of one type, as they stand: the mean log-odds of their being one event."""
    return {
        (i, j): fmean(
            max(same_odds(scene, one, other, scorer), LEAST)
            for one in a.candidates
            for other in b.candidates
        )
        for (i, a), (j, b) in combinations(enumerate(accounts), 2)
        if a.event_type == b.event_type and scorer.trained_on(a.event_type)
    }


def contradict(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates of one type can never tell of one event, whatever speaks for it."""
    if a.spotted.trigger.settings != b.spotted.trigger.settings:
        return True
    if "agreement" in (kind(a), kind(b)):
        named = [c.anchor for c in (a, b) if c.anchor is not None and not c.anchor.open]
        return len({m.entity_id for m in named}) > 1
    if _is_named(a) and _is_named(b):
        return (
            a.anchor is not None
            and b.anchor is not None
            and a.anchor.entity_id != b.anchor.entity_id
        )
    unnamed = [c for c in (a, b) if not _is_named(c)]
    return len(unnamed) == 1 and not unnamed[0].leans and unnamed[0].anchor is None


def _ahead_and_over(scene: Scene, a: Candidate, b: Candidate) -> bool:
    """Whether one is planned, one was in an earlier year: "will replace that of 1961".

    Both surely; likely is enough where the text tells an agreement by that year.
    """
    published = scene.document.article.published_on
    known = {c.status: c for c in (a, b) if max(c.odds, default=0.0) >= LIKELY}
    if published is None or not known.keys() >= {"planned", "occurred"}:
        return False
    over = known["occurred"]
    sure = all(max(c.odds) >= SURE for c in known.values())
    year = _year_told(over) if sure else _year_of_name(over)
    return year is not None and year < str(published.year)


def _year_told(candidate: Candidate) -> str | None:
    """The year of its date, else that of its name."""
    if candidate.date.value is not None:
        return candidate.date.value.split("/")[-1][:4]
    return _year_of_name(candidate)


def _year_of_name(candidate: Candidate) -> str | None:
    """The year by which the text tells an agreement from others: "that of 1961"."""
    return candidate.anchor.told if candidate.anchor is not None else None


def _on_other_days(a: Candidate, b: Candidate) -> bool:
    """Whether both surely have a date, and not one: "signed on Wednesday", "concluded in 1961"."""
    if dates_agree(a.date, b.date):
        return False
    apart = abs(_year(a) - _year(b)) > 1
    return min(a.date_odds, b.date_odds) >= (LIKELY if apart else SURE)


def _with_others(a: Candidate, b: Candidate) -> bool:
    """Whether one sentence tells of one leader with two: "met Putin and will receive Xi"."""
    if a.sentence != b.sentence or kind(a) or kind(b):
        return False
    one, other = ({leader_key(m) for m in c.parties} for c in (a, b))
    return len(one) == len(other) == 2 and len(one & other) == 1


def _year(candidate: Candidate) -> int:
    return int((candidate.date.value or "0")[:4])


def _is_named(candidate: Candidate) -> bool:
    """Whether it is a summit by its own name, a forum's."""
    return (
        kind(candidate) == "summit"
        and candidate.anchor is not None
        and candidate.anchor.subkind != "open"
    )


def rule_groups(candidates: Sequence[Candidate]) -> Groups:
    """The candidates in groups by rule; rather two groups than one wrong."""
    groups: Groups = []
    for candidate in (c for c in candidates if not c.leans):
        home = next((g for g in groups if all(same_event(candidate, c) for c in g)), None)
        if home is None:
            groups.append([candidate])
        else:
            home.append(candidate)
    homeless: Groups = []
    for candidate in (c for c in candidates if c.leans):
        home = _home(candidate, groups)
        if home is not None:
            home.append(candidate)
        else:
            homeless.append([candidate])
    return groups + homeless


def _settled(groups: Groups) -> tuple[Groups, list[Candidate]]:
    """The groups that tell of something, and what only leans on an event told nowhere."""
    told = [g for g in groups if not all(c.leans for c in g)]
    lost: list[Candidate] = []
    for candidate in (c for g in groups if all(c.leans for c in g) for c in g):
        other = _another(candidate, told)
        if other is None:
            lost.append(candidate)
        else:
            told.append([other])
    return told, lost


def _home(candidate: Candidate, groups: list[list[Candidate]]) -> list[Candidate] | None:
    """The event that "the summit" or "the launch" means: the last one named, else the first."""
    fitting = [
        g
        for g in groups
        if g[0].spotted.trigger.event_type == candidate.spotted.trigger.event_type
        and all(_fits(candidate, c) for c in g)
    ]
    last = _last_before(candidate, groups)
    if candidate.date.value is not None and last is not None and last not in fitting:
        fitting = [g for g in fitting if any(c.date.value is not None for c in g)]
    before = [g for g in fitting if g[0].sentence.index <= candidate.sentence.index]
    by_nearness = sorted(before, key=lambda g: max(c.sentence.index for c in g if not c.leans))
    return by_nearness[-1] if by_nearness else next(iter(fitting), None)


def _last_before(candidate: Candidate, groups: list[list[Candidate]]) -> list[Candidate] | None:
    """The event of its type that was named last before the candidate."""
    told = [
        (c.spotted.start, group)
        for group in groups
        for c in group
        if _type(c) == _type(candidate) and c.spotted.start < candidate.spotted.start
    ]
    return max(told, key=lambda each: each[0])[1] if told else None


def _fits(leaning: Candidate, other: Candidate) -> bool:
    """Whether "the launch" can mean this one: no other date, place or state; not one ahead."""
    if leaning.date.value and is_future(leaning.status) and other.status == "occurred":
        return False  # "two more launches are planned this year"
    if leaning.date.value and leaning.tally != other.tally:
        return False  # "the first test, in May" is not all six
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
