"""Which event mentions, across articles and languages, tell of the same event.

Two accounts of one event type, the same parties and the same day (or the same short span) are one
event where they do not contradict each other and nothing that day contradicts only one of them.
Accounts of a span join the single event of its days. All else stays apart: rather two events than
a false merge. The outcome hangs on the set of mentions, not on their order.

Accounts are put into buckets by hashing and compared by what they state, not one by one: n
accounts with s different statements in a bucket cost O(n log n) and s * s comparisons a bucket,
where s stays small, for it counts what can differ on one day between the same parties.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from warehouse.identity import Details, Identity, contradict
from warehouse.rows import identify

NEVER = datetime.max.replace(tzinfo=UTC)  # unknown publication: after all that is known


@dataclass(frozen=True, slots=True)
class Account:
    """What one text tells of one event; copies of a text under several ids are one account."""

    mentions: tuple[tuple[datetime, str], ...]  # (published_at, event_mention_id), earliest first
    articles: frozenset[str]  # two accounts in one article are two events: it tells them apart
    days: tuple[date, date] | None  # None: unknown date or parties, it cannot be the same as any
    block: tuple[str, tuple[str, ...]]  # event type, parties
    details: Details


Cluster = tuple[Account, ...]


def resolve(rows: Iterable[Mapping[str, Any]], identity: Identity) -> Iterator[tuple[str, str]]:
    """Pairs of event_mention_id and event_id, one for each row.

    A row has the columns of event_mentions, `parties` (sorted names or codes), `lang`,
    `published_at` and `account`: a key that is the same in all copies of a text.
    """
    blocks: dict[tuple[str, tuple[str, ...]], list[Account]] = defaultdict(list)
    for account in _accounts(rows, identity):
        blocks[account.block].append(account)
    for (event_type, _), accounts in blocks.items():
        for cluster in _events(accounts, identity.kind(event_type).days):
            mentions = sorted(each for account in cluster for each in account.mentions)
            event_id = identify("event", mentions[0][1])
            yield from ((mention_id, event_id) for _, mention_id in mentions)


def _accounts(rows: Iterable[Mapping[str, Any]], identity: Identity) -> Iterator[Account]:
    copies: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        copies[row["account"]].append(row)
    for same in copies.values():
        same.sort(key=_moment)
        yield _account(same, identity)


def _moment(row: Mapping[str, Any]) -> tuple[datetime, str]:
    return (row["published_at"] or NEVER, row["event_mention_id"])


def _account(copies: Sequence[Mapping[str, Any]], identity: Identity) -> Account:
    first = copies[0]
    known = first["date_start"] is not None and identity.has_parties(first)
    return Account(
        mentions=tuple(_moment(copy) for copy in copies),
        articles=frozenset(copy["article_id"] for copy in copies),
        days=(first["date_start"], first["date_end"]) if known else None,
        block=(first["event_type"], tuple(first["parties"])),
        details=identity.details(first),
    )


def _events(accounts: Iterable[Account], longest: int) -> Iterator[Cluster]:
    occasions: dict[tuple[date, date], list[Account]] = defaultdict(list)
    for account in accounts:
        if account.days is None or (account.days[1] - account.days[0]).days >= longest:
            yield (account,)
        else:
            occasions[account.days].append(account)
    days: list[tuple[date, Cluster]] = []
    spans: list[tuple[date, date, Cluster]] = []
    for (start, end), together in sorted(occasions.items()):
        for cluster in _same(together):
            if start == end:
                days.append((start, cluster))
            else:
                spans.append((start, end, cluster))
    yield from _joined(days, spans)


def _same(accounts: Sequence[Account]) -> Iterator[Cluster]:
    """Clusters among accounts of one occasion: those that contradict the same others, and not
    each other. A missile launch is not known to be the ballistic or the cruise one of that day."""
    by_statement: dict[frozenset[tuple[str, frozenset[str]]], list[Account]] = defaultdict(list)
    for account in accounts:
        by_statement[frozenset(account.details.items())].append(account)
    statements = list(by_statement)
    alike: dict[frozenset[int], list[Account]] = defaultdict(list)
    for one in statements:
        agreeing = frozenset(
            position
            for position, other in enumerate(statements)
            if not contradict(dict(one), dict(other))
        )
        alike[agreeing].extend(by_statement[one])
    for cluster in alike.values():
        yield from _one_an_article(cluster)


def _one_an_article(accounts: Sequence[Account]) -> Iterator[Cluster]:
    """The first account of every article together, further ones each alone."""
    seen: set[str] = set()
    firsts = []
    for account in sorted(accounts, key=lambda account: account.mentions):
        if seen.isdisjoint(account.articles):
            seen.update(account.articles)
            firsts.append(account)
        else:
            yield (account,)
    yield tuple(firsts)


def _joined(
    days: Sequence[tuple[date, Cluster]], spans: Sequence[tuple[date, date, Cluster]]
) -> Iterator[Cluster]:
    """The clusters of days, each with the clusters of spans that can be no other day's."""
    starts = [start for start, _ in days]
    joining: dict[int, list[Cluster]] = defaultdict(list)
    for start, end, span in spans:
        within = range(bisect_left(starts, start), bisect_right(starts, end))
        fitting = _two_at_most(within, days, span)
        if len(fitting) == 1:
            joining[fitting[0]].append(span)
        else:
            yield span
    for position, (_, cluster) in enumerate(days):
        candidates = joining[position]
        if _agree(cluster, *candidates):
            yield tuple(account for part in (cluster, *candidates) for account in part)
        else:
            yield cluster
            yield from candidates


def _two_at_most(
    within: Iterable[int], days: Sequence[tuple[date, Cluster]], span: Cluster
) -> list[int]:
    fitting: list[int] = []
    for position in within:
        if _agree(days[position][1], span):
            fitting.append(position)
        if len(fitting) == 2:
            break
    return fitting


def _agree(*clusters: Cluster) -> bool:
    """Whether accounts of all clusters can be one event: no contradiction, no article twice."""
    accounts = [account for cluster in clusters for account in cluster]
    articles = Counter(article for account in accounts for article in account.articles)
    if any(count > 1 for count in articles.values()):
        return False
    stated = {frozenset(account.details.items()) for account in accounts}
    return not any(contradict(dict(one), dict(other)) for one in stated for other in stated)
