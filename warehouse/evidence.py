"""What speaks for a statement being of an event: the kinds of evidence of identity.yml."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from warehouse.identity import MONTH, Cluster, Statement

Kind = Callable[[Statement, Cluster], bool]
Mark = tuple[str, str]  # kind of evidence and value

TOLD = ("named", "place", "numbers", "words", "hints", "class", "count", "total", "persons")
# Classes that many weapons share tell nothing.
BROAD_CLASSES = ("missile", "other")
FULL = 3  # words that make a name nobody gives to something else
IDEA_LIVES = timedelta(270)


def any_holds(needed: Iterable[str], one: Statement, cluster: Cluster) -> bool:
    """Whether any of these kinds of evidence speaks for the statement being of the event.

    Raises KeyError for a kind that there is none of.
    """
    if one.is_idea and _long_apart(one, cluster):
        return False  # what some ask for now, others asked for long before
    for name in needed:  # noqa: SIM110 - called millions of times, and a generator is slower
        if KINDS[name](one, cluster):
            return True
    return False


def speaks_for_itself(one: Statement, needed: Iterable[str]) -> bool:
    """Whether two accounts that say only this are surely of one event."""
    alone = Cluster.begun_by(one)
    return any_holds((name for name in needed if name != "unnamed"), one, alone)


def marks(one: Statement) -> Iterator[Mark]:
    """What an event with this statement can be found by, unordered."""
    if one.country:
        yield "place", one.country
    if one.stated_class and one.stated_class not in BROAD_CLASSES:
        yield "class", one.stated_class
    if one.total is not None:
        yield "total", str(one.total)
    if one.days[0].year != one.days[1].year:
        yield "span", f"{one.days[0]}/{one.days[1]}"
    for kind, values in (
        ("hints", one.hints),
        ("numbers", one.numbers),
        ("words", one.words),
        ("persons", one.persons),
    ):
        yield from ((kind, value) for value in values)
    yield from (("near", month) for month in _months(one))


def marks_ever(cluster: Cluster) -> Iterator[str]:
    """What an event can be found by in another year."""
    if cluster.named and cluster.event_type == "treaty":
        yield "named"
    if cluster.total is not None:
        yield f"total {cluster.total}"
    yield from (f"number {number}" for number in cluster.numbers)
    yield from (f"word {word}" for word in cluster.words)
    yield from (f"place {place}" for place in cluster.places)
    if cluster.country:
        yield f"country {cluster.country}"
    if cluster.days[0] == cluster.days[1]:
        yield from (f"day {cluster.days[0]} {state}" for state in cluster.states)


def reasons(one: Statement, cluster: Cluster) -> str:
    """What they share, in words: "place, words"."""
    if one.is_idea and _long_apart(one, cluster):
        return ""
    return ", ".join([name for name in TOLD if KINDS[name](one, cluster)])


def told_by(one: Statement) -> tuple[Kind, ...]:
    """The kinds of evidence that can speak for anything: what it does not tell cannot."""
    alone = Cluster.begun_by(one)
    told = [KINDS[name] for name in TOLD]
    kinds = [kind for kind in told if kind(one, alone)]
    return (*kinds, KINDS["near"]) if one.near else tuple(kinds)


def speaking(one: Statement, cluster: Cluster, kinds: Sequence[Kind]) -> int:
    """How many of the kinds of evidence that it tells speak for it (`told_by`)."""
    # as `any_holds` has it for each of the kinds: this is where time goes
    is_other = one.is_idea and _long_apart(one, cluster)
    shared = 0 if is_other else sum([kind(one, cluster) for kind in kinds])
    return shared + (one.firm in cluster.firm) + (one.days == cluster.days)


def _shared_countries(one: Statement, cluster: Cluster) -> set[str]:
    return {person[:3] for person in one.persons if person in cluster.persons.get(person[:3], ())}


def _is_abroad(one: Statement) -> bool:
    return not one.named and one.country is not None and one.country not in one.family


def _agree(one: frozenset[str], other: set[str]) -> bool:
    """Whether all that one says the other says, too: "Jakarta" and "Hotel X, Jakarta"."""
    return bool(one and other) and (one <= other or other <= one)


def _near(one: Statement, cluster: Cluster, give: timedelta = timedelta(0)) -> bool:
    """Whether an undated report was published about when the event was, or was reported."""
    if one.near is None:
        return False
    other = cluster.days if cluster.dated else cluster.near
    return other is not None and one.near[0] - give <= other[1] and other[0] <= one.near[1] + give


def soon(one: Statement, cluster: Cluster) -> bool:
    """Whether an undated account was published so close to the event as an idea lives."""
    return _near(one, cluster, IDEA_LIVES)


def _long_apart(one: Statement, cluster: Cluster) -> bool:
    timed = one.near is not None and (cluster.dated or cluster.near is not None)
    return timed and not _near(one, cluster, IDEA_LIVES)


def _months(one: Statement) -> Iterator[str]:
    """The months around an undated report, or those of the event where it is dated closely."""
    first, last = one.near or one.days
    if first == last:
        yield str(12 * first.year + first.month - 1)
        return
    if (last - first).days > 366:
        return
    begin, end = 12 * first.year + first.month - 1, 12 * last.year + last.month - 1
    yield from map(str, range(begin, end + 1))


def _is_day(one: Statement, cluster: Cluster) -> bool:
    return one.days == cluster.days and one.days[0] == one.days[1]


def _unnamed(one: Statement, cluster: Cluster) -> bool:
    return not one.words or not cluster.words


def _same_title(one: Statement, cluster: Cluster) -> bool:
    return _agree(one.words, cluster.words)


def _same_class(one: Statement, cluster: Cluster) -> bool:
    return one.stated_class in cluster.classes and one.stated_class not in BROAD_CLASSES


def _same_persons(one: Statement, cluster: Cluster) -> bool:
    return len(_shared_countries(one, cluster)) > 1


def _same_venue(one: Statement, cluster: Cluster) -> bool:
    return _agree(one.places, cluster.places) and (one.named or _same_persons(one, cluster))


def _brief(one: Statement, cluster: Cluster) -> bool:
    lengths = (one.days[1] - one.days[0], cluster.days[1] - cluster.days[0])
    return max(lengths) <= MONTH


def _sure(one: Statement, cluster: Cluster) -> bool:
    return one.firm and True in cluster.firm


KINDS: Mapping[str, Kind] = {
    "named": lambda one, _: one.named,
    "once": lambda one, _: one.named,
    "place": lambda one, other: one.country is not None and one.country == other.country,
    "hints": lambda one, other: not other.hints.isdisjoint(one.hints),
    "numbers": lambda one, other: not other.numbers.isdisjoint(one.numbers),
    "words": lambda one, other: not other.words.isdisjoint(one.words),
    "unnamed": _unnamed,
    "class": _same_class,
    "count": lambda one, other: one.count in other.counts,
    "total": lambda one, other: one.total is not None and one.total == other.total,
    # nobody names the same months of two years by chance
    "span": lambda one, other: one.days == other.days and one.days[0].year != one.days[1].year,
    "persons": _same_persons,
    # leaders are at home again and again, elsewhere hardly twice
    "abroad": lambda one, other: _is_abroad(one) and one.country == other.country,
    "venue": _same_venue,
    "title": _same_title,
    "full_title": lambda one, other: (
        _same_title(one, other) and len(other.words & one.words) >= FULL
    ),
    # agreements are left and ratified by far less often than signed
    "act_title": lambda one, other: not one.scope.endswith("sign") and _same_title(one, other),
    "time_title": lambda one, other: _brief(one, other) and _same_title(one, other),
    "day": lambda one, other: (
        _is_day(one, other) and (_unnamed(one, other) or _same_title(one, other))
    ),
    # of two undated meetings nobody can say that they are one
    "near": lambda one, other: other.dated and _near(one, other),
    "near_unnamed": lambda one, other: (
        _sure(one, other) and _unnamed(one, other) and _near(one, other)
    ),
    "near_words": lambda one, other: not other.words.isdisjoint(one.words) and _near(one, other),
    "near_class": lambda one, other: _same_class(one, other) and _near(one, other),
    "near_hints": lambda one, other: not other.hints.isdisjoint(one.hints) and _near(one, other),
}
