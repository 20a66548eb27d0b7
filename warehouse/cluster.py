"""Which statements of a block are of one event.

The most precisely dated statements come first, among them the most particular. Each joins the only
event so far that it can be and that what they share makes sure of; where two could be meant, or
none, it begins its own. The outcome hangs on the set of statements, not on their order.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from warehouse.evidence import (
    Mark,
    any_holds,
    marks,
    reasons,
    soon,
    speaking,
    speaks_for_itself,
    told_by,
)
from warehouse.identity import ALWAYS, Cluster, Identity, Statement

TIERS = ("day", "occasion", "year", "none")
ROW = 3  # the most days in a row that one occasion is told as
MANY = 64  # what points at more events points at none


class Placed(NamedTuple):
    """Where a statement belongs: statements with the same `event` are of one event."""

    statement_id: str
    event: str | None  # the first statement of it; None where each account stands alone
    turn: int  # in the order in which the block was resolved
    reason: str | None  # what made sure of it, None for the first


def resolve_block(
    statements: Iterable[Statement], identity: Identity
) -> tuple[list[Placed], list[Cluster]]:
    """Where each statement of a block belongs, and the events that they make.

    A statement that is surely of no event is one of the events, too, and so is every undated one
    of what there is only once: in other years there may be a better event for it.
    """
    events = _Events(identity)
    in_line = sorted(statements, key=_place_in_line)
    placed = [events.place(one, turn) for turn, one in enumerate(in_line)]
    alone = [
        Cluster.begun_by(one)
        for one, where in zip(in_line, placed, strict=True)
        if where.event is None or one.is_single
    ]
    return placed, [each for each in events.clusters if not each.single] + alone


def _place_in_line(one: Statement) -> tuple[int, int, date, int, str]:
    length = (one.days[1] - one.days[0]).days
    return TIERS.index(one.precision), length, one.days[0], -one.known, one.statement_id


class _Events:
    """The events of a block as they come to light."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.clusters: list[Cluster] = []
        self.starts: list[tuple[date, int]] = []  # of the events whose occasion is known
        self.marked: dict[Mark, list[int]] = defaultdict(list)
        self.by_size: dict[str, list[int]] = {}  # tier -> events when its turn came

    def place(self, one: Statement, turn: int) -> Placed:
        """Put a statement into an event, its own where there is none for it."""
        needed = self.identity.kind(one.event_type).evidence.get(one.precision)
        if needed is None:
            return Placed(one.statement_id, None, turn, None)
        told = list(marks(one))
        chosen = self._choose(one, needed, told)
        reason = None
        if chosen is None:
            if needed and not speaks_for_itself(one, needed):
                return Placed(one.statement_id, None, turn, None)
            chosen = self._begin(one)
        else:
            reason = f"{one.precision}: {reasons(one, self.clusters[chosen])}".removesuffix(": ")
            self.clusters[chosen].add(one)
        for mark in told:
            found = self.marked[mark]
            if not found or found[-1] != chosen:
                found.append(chosen)
        return Placed(one.statement_id, self.clusters[chosen].first, turn, reason)

    def _begin(self, one: Statement) -> int:
        number = len(self.clusters)
        self.clusters.append(Cluster.begun_by(one))
        if one.precision in ("day", "occasion"):
            insort(self.starts, (one.days[0], number))
        return number

    def _choose(self, one: Statement, needed: Sequence[str], told: Sequence[Mark]) -> int | None:
        if one.is_single:
            fit = (n for n in self._largest(one) if self._can_be(n, one))
            return next((n for n in fit if self._of_one_sort(one, n)), None)
        if one.precision in ("day", "occasion"):
            near = [n for n in self._in_days(one) if self._can_be(n, one)]
            found = [n for n in near if not needed or any_holds(needed, one, self.clusters[n])]
        else:
            found = sorted(self._pointed_at(needed, one, told))
        chosen = only(one, [self.clusters[number] for number in found])
        return next((n for n in found if self.clusters[n] is chosen), None)

    def _of_one_sort(self, one: Statement, number: int) -> bool:
        """Whether both are firm or neither is, or the one was asked for soon before the other."""
        return one.firm in self.clusters[number].firm or soon(one, self.clusters[number])

    def _can_be(self, number: int, one: Statement) -> bool:
        return not self.clusters[number].contradicts(one)

    def _pointed_at(
        self, needed: Sequence[str], one: Statement, told: Sequence[Mark]
    ) -> Iterator[int]:
        """Events that it can be and that any of this evidence speaks for, each once."""
        kinds = {
            "near" if name == "near_unnamed" else name.removeprefix("near_") for name in needed
        }
        lists = [self.marked[mark] for mark in told if mark[0] in kinds]
        if "named" in kinds and one.named:
            lists.append(list(range(len(self.clusters))))
        seen: set[int] = set()
        for number in (number for found in lists if len(found) <= MANY for number in found):
            if number not in seen:
                seen.add(number)
                if self._can_be(number, one) and any_holds(needed, one, self.clusters[number]):
                    yield number

    def _largest(self, one: Statement) -> Sequence[int]:
        if one.precision not in self.by_size:
            sizes = [(-len(cluster), number) for number, cluster in enumerate(self.clusters)]
            self.by_size[one.precision] = [number for _, number in sorted(sizes)]
        return self.by_size[one.precision] or range(len(self.clusters))

    def _in_days(self, one: Statement) -> list[int]:
        longest = timedelta(self.identity.kind(one.event_type).days)
        low = bisect_left(self.starts, (one.days[0] - longest, 0))
        high = bisect_right(self.starts, (one.days[1], len(self.clusters)))
        clusters, first = self.clusters, one.days[0]
        return [n for _, n in self.starts[low:high] if clusters[n].days[1] >= first]


def only(one: Statement, found: Sequence[Cluster]) -> Cluster | None:
    """The event that more speaks for than for any other of these, the first of days in a row."""
    if len(found) < 2:
        return found[0] if found else None
    kinds = told_by(one)
    shared = [speaking(one, cluster, kinds) for cluster in found]
    highest = max(shared)
    most = [cluster for cluster, count in zip(found, shared, strict=True) if count == highest]
    return most[0] if len(most) == 1 or _one_occasion(most) else None


def _one_occasion(clusters: Sequence[Cluster]) -> bool:
    """Whether these are days in a row at one place: what is dated less closely is either."""
    if len(clusters) > ROW or len({cluster.country for cluster in clusters}) != 1:
        return False
    if any(cluster.days == ALWAYS for cluster in clusters):
        return False
    first, last = min(c.days[0] for c in clusters), max(c.days[1] for c in clusters)
    return first != last and (last - first).days < len(clusters)
