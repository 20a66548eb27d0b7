"""Which events of different blocks are surely one.

Blocks are of one set of parties and one year, so that news touches little. What is told without a
date, long after or without a known publication is looked for in all years here, an act on an
agreement also among other sets of parties, with the evidence that identity.yml asks for `ever` and
`wide`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import fields
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from warehouse.cluster import only
from warehouse.evidence import any_holds, marks_ever, reasons
from warehouse.identity import Cluster, Identity, Statement

Row = Mapping[str, Any]
FIELDS = tuple(each.name for each in fields(Cluster))
SETS = ("words", "hints", "places", "numbers", "classes", "form", "weapon", "states")


class Moved(NamedTuple):
    """An event that turned out to be another one."""

    event: str
    target: str
    reason: str


def cluster_row(cluster: Cluster, block: str) -> dict[str, Any]:
    """What later runs need to know of an event that a block came to."""
    row = {name: getattr(cluster, name) for name in FIELDS}
    persons = sorted(name for names in cluster.persons.values() for name in names)
    return {
        **row,
        **{name: sorted(row[name]) for name in (*SETS, "firm", "counts")},
        "persons": persons,
        "days": list(cluster.days),
        "near": list(cluster.near) if cluster.near else None,
        "event": cluster.first,
        "block": block,
        "loose": cluster.is_loose,
        "marks": sorted(set(marks_ever(cluster))),
    }


class Pair(NamedTuple):
    """An event and another that it may be, by their ids."""

    one: str
    other: str
    attached: Sequence[str]  # what is known to be of the other


def hanging_together(pairs: Iterable[Pair], events: Iterable[str]) -> set[str]:
    """These events and all that pairs join them with, over however many others."""
    beside: dict[str, list[str]] = defaultdict(list)
    for one, other, attached in pairs:
        for event in (other, *attached):
            beside[one].append(event)
            beside[event].append(one)
    found = set(events)
    in_line = list(found)
    while in_line:
        reached = [event for event in beside.get(in_line.pop(), ()) if event not in found]
        found.update(reached)
        in_line += reached
    return found


def settle(
    pairs: Iterable[Pair], rows: Mapping[str, Row], tier: str, identity: Identity
) -> list[Moved]:
    """Which events are of another one, of what `cluster_row` gave of them.

    `tier` is the evidence that is asked for. The outcome hangs on the set of pairs alone.
    """
    moved: dict[str, Moved] = {}
    grown: dict[str, Cluster] = {}
    alone = cache(lambda event: _cluster(rows[event]))
    in_line = sorted(pairs, key=lambda pair: (-rows[pair.one]["size"], pair.one, pair.other))
    for event, group in groupby(in_line, key=lambda pair: pair.one):
        one = _statement(rows[event])
        needed = identity.kind(one.event_type).evidence.get(tier, ())
        others = [
            _cluster(rows[other], [rows[each] for each in attached]) if attached else alone(other)
            for _, other, attached in group
        ]
        chosen = _choose(one, others, needed)
        if chosen is None:
            continue
        target = _end(chosen.first, moved)
        cluster = grown.get(target) or grown.setdefault(target, deepcopy(chosen))
        if not cluster.contradicts(one):
            reason = f"{tier}: {reasons(one, cluster)}".removesuffix(": ")
            moved[one.statement_id] = Moved(one.statement_id, target, reason)
            cluster.add(one)
    return [each._replace(target=_end(each.target, moved)) for each in moved.values()]


def _end(event: str, moved: Mapping[str, Moved]) -> str:
    while event in moved:
        event = moved[event].target
    return event


def _choose(one: Statement, others: Sequence[Cluster], needed: Sequence[str]) -> Cluster | None:
    found = [
        other for other in others if not other.contradicts(one) and any_holds(needed, one, other)
    ]
    found = [other for other in found if not other.is_loose] or found
    if one.once and one.precision == "none":
        fit = [other for other in found if one.firm in other.firm or one.is_idea]
        return max(fit, key=lambda other: (other.size, other.first), default=None)
    return only(one, sorted(found, key=lambda other: (other.days, other.first)))


def _cluster(row: Row, attached: Iterable[Row] = ()) -> Cluster:
    """The event of a `cluster_row`, with others that are known to be of it."""
    values: dict[str, Any] = {
        "first": row["event"],
        "days": tuple(row["days"]),
        "near": tuple(row["near"]) if row["near"] else None,
        "persons": _by_country(row["persons"]),
        **{name: set(row[name]) for name in ("words", "hints", "places", "numbers", "classes")},
        **{name: frozenset(row[name]) for name in ("form", "weapon", "states")},
        **{name: set(row[name]) for name in ("firm", "counts")},
    }
    plain = {name: row[name] for name in FIELDS if name not in values}
    cluster = Cluster(**values, **plain)
    for each in attached:
        cluster.add(_statement(each))
    return cluster


def _by_country(persons: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for person in persons:
        found.setdefault(person[:3], set()).add(person)
    return found


def _statement(row: Row) -> Statement:
    """The event as if one account had told of it."""
    return Statement(
        statement_id=row["event"],
        event_type=row["event_type"],
        family=row["family"],
        scope=row["scope"],
        days=tuple(row["days"]),
        precision="none" if row["loose"] else "day" if len({*row["days"]}) == 1 else "occasion",
        status=row["status"],
        near=tuple(row["near"]) if row["near"] else None,
        named=row["named"],
        country=row["country"],
        words=frozenset(row["words"]),
        hints=frozenset(row["hints"]),
        places=frozenset(row["places"]),
        numbers=frozenset(row["numbers"]),
        persons=frozenset(row["persons"]),
        form=frozenset(row["form"]),
        weapon=frozenset(row["weapon"]),
        stated_class=row["classes"][0] if len(row["classes"]) == 1 else None,
        count=row["counts"][0] if len(row["counts"]) == 1 else None,
        once=row["once"],
        states=frozenset(row["states"]),
        total=row["total"],
    )
