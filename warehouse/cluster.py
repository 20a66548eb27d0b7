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

from warehouse.evidence import holds, marks, reasons, speaks_for_itself
from warehouse.identity import ALWAYS, Cluster, Identity, Statement

TIERS = ("day", "occasion", "year", "none")
ENOUGH = 4  # events that a statement could be: more change nothing, it is none of them


class Placed(NamedTuple):
    """Where a statement belongs: statements with the same `event` are of one event."""

    statement_id: str
    event: str | None  # the first statement of it; None where each account stands alone
    turn: int  # in the order in which the block was resolved
    reason: str | None  # what made sure of it, None for the first


def resolve_block(statements: Iterable[Statement], identity: Identity) -> Iterator[Placed]:
    """Where each statement of a block belongs, the most precise ones first."""
    events = _Events(identity)
    for turn, one in enumerate(sorted(statements, key=_place_in_line)):
        yield events.place(one, turn)


def _place_in_line(one: Statement) -> tuple[int, int, date, int, str]:
    length = (one.days[1] - one.days[0]).days
    return TIERS.index(one.precision), length, one.days[0], -one.known, one.statement_id


class _Events:
    """The events of a block as they come to light."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.clusters: list[Cluster] = []
        self.starts: list[tuple[date, int]] = []  # of the events whose occasion is known
        self.marked: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.by_size: dict[str, list[int]] = {}  # tier -> events when its turn came

    def place(self, one: Statement, turn: int) -> Placed:
        """Put a statement into an event, its own where there is none for it."""
        needed = self.identity.kind(one.event_type).evidence.get(one.precision)
        if needed is None:
            return Placed(one.statement_id, None, turn, None)
        chosen = self._choose(one, needed)
        reason = None
        if chosen is None:
            if needed and not speaks_for_itself(one, needed):
                return Placed(one.statement_id, None, turn, None)
            chosen = self._begin(one)
        else:
            reason = f"{one.precision}: {reasons(one, self.clusters[chosen])}".removesuffix(": ")
        cluster = self.clusters[chosen]
        cluster.add(one)
        for mark in marks(one):
            if chosen not in self.marked[mark][-1:]:
                self.marked[mark].append(chosen)
        return Placed(one.statement_id, cluster.first, turn, reason)

    def _begin(self, one: Statement) -> int:
        number = len(self.clusters)
        self.clusters.append(Cluster(first=one.statement_id, total=one.total))
        if one.precision in ("day", "occasion"):
            insort(self.starts, (one.days[0], number))
        return number

    def _choose(self, one: Statement, needed: Sequence[str]) -> int | None:
        if one.once and one.precision == "none":
            return next((n for n in self._largest(one) if self._can_be(n, one)), None)
        if one.precision in ("day", "occasion"):
            near = [n for n in self._in_days(one) if self._can_be(n, one)]
            sure = [n for n in near if not needed or self._any(needed, one, n)]
            return self._only(sure)
        for name in needed:
            if found := self._by(name, one):
                return self._only(found)
        return None

    def _can_be(self, number: int, one: Statement) -> bool:
        return not self.clusters[number].contradicts(one)

    def _any(self, needed: Sequence[str], one: Statement, number: int) -> bool:
        return any(holds(name, one, self.clusters[number]) for name in needed)

    def _by(self, name: str, one: Statement) -> list[int]:
        """Events that this kind of evidence speaks for, `ENOUGH` at most."""
        found: dict[int, None] = {}
        for number in self._pointed_at(name, one):
            if number not in found and self._can_be(number, one):
                if holds(name, one, self.clusters[number]):
                    found[number] = None
                if len(found) == ENOUGH:
                    break
        return list(found)

    def _pointed_at(self, name: str, one: Statement) -> Iterator[int]:
        if name == "named":
            if one.named:
                yield from range(len(self.clusters))
            return
        kind = name.removeprefix("near_")
        for mark in marks(one):
            if mark[0] == kind:
                yield from self.marked.get(mark, ())

    def _largest(self, one: Statement) -> Sequence[int]:
        if one.precision not in self.by_size:
            sizes = [(-len(cluster), number) for number, cluster in enumerate(self.clusters)]
            self.by_size[one.precision] = [number for _, number in sorted(sizes)]
        return self.by_size[one.precision] or range(len(self.clusters))

    def _in_days(self, one: Statement) -> Iterator[int]:
        longest = timedelta(self.identity.kind(one.event_type).days)
        low = bisect_left(self.starts, (one.days[0] - longest, 0))
        high = bisect_right(self.starts, (one.days[1], len(self.clusters)))
        yield from (number for _, number in self.starts[low:high])

    def _only(self, found: Sequence[int]) -> int | None:
        if len(found) == 1 or (found and _one_occasion([self.clusters[n] for n in found])):
            return found[0]
        return None


def _one_occasion(clusters: Sequence[Cluster]) -> bool:
    """Whether these are days in a row at one place: what is dated less closely is either."""
    if len(clusters) >= ENOUGH or len({cluster.country for cluster in clusters}) != 1:
        return False
    if any(cluster.days == ALWAYS for cluster in clusters):
        return False
    first, last = min(c.days[0] for c in clusters), max(c.days[1] for c in clusters)
    return first != last and (last - first).days < len(clusters)
