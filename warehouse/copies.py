"""Which texts are near-identical: wire copies and updates, found by their sketches."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from warehouse.database import sql
from warehouse.sketch import SIZE

# On 10,000 news articles: pairs above are copies, updates and rewrites that quote the same words
# at length; below, daily reports of one form (prices, counts) begin. docs/duplicates.md has more.
SIMILAR = 0.5
DAYS = 7  # between two publications: a wire report is copied within days, a form comes again
BAND = 4  # bytes that must be equal to compare two texts: of texts at 0.6, 99 in 100 are compared
AT_ONCE = 1 << 18  # pairs that are compared in one go: 64 MB
UNDATED = np.iinfo(np.int32).min

Numbers = NDArray[np.int64]
Sketches = NDArray[np.uint8]  # one row a text


def cluster_texts(connection: duckdb.DuckDBPyConnection) -> None:
    """Leave the table `clusters`: text_sha256 and the number of the cluster of every kept text.

    The connection has `arrivals` and `kept`. The outcome hangs on the set of texts with their
    first days of publication, not on their order.
    """
    connection.execute(sql("texts"))
    rows = connection.sql("SELECT sketch, day FROM sketched ORDER BY number").to_arrow_table()
    sketches = np.frombuffer(b"".join(rows["sketch"].to_pylist()), np.uint8).reshape(-1, SIZE)
    days = rows["day"].fill_null(UNDATED).to_numpy().astype(np.int64)
    found = pa.table({"number": np.arange(len(days)), "cluster": near_identical(sketches, days)})
    connection.register("arriving", found)
    connection.execute(sql("clusters"))
    connection.unregister("arriving")


def near_identical(sketches: Sketches, days: Numbers) -> Numbers:
    """A number for each text; texts with the same number are copies of each other.

    `days` are days since 1970, or `UNDATED`. What is a copy of a copy is a copy, but no group
    spans more than `DAYS`. Time and memory grow with the number of texts, not of pairs: texts that
    share a band are compared with the first and with their neighbour only, and bands are many.
    """
    labels = np.arange(len(sketches), dtype=np.int64)
    for number in range(0, SIZE, BAND):
        keys = np.ascontiguousarray(sketches[:, number : number + BAND]).view(np.uint32).ravel()
        order = np.lexsort((days, keys))
        # every other band from the other end, so that it is not always the same first text
        pairs = _pairs(keys, order[::-1] if number // BAND % 2 else order)
        pairs = pairs[:, labels[pairs[0]] != labels[pairs[1]]]
        kept = [part[:, _alike(sketches, days, part)] for part in _parts(pairs)]
        labels = _joined(labels, np.concatenate([np.empty((2, 0), np.int64), *kept], axis=1))
    return _split(labels, days)


def _pairs(keys: NDArray[np.uint32], order: Numbers) -> Numbers:
    """Pairs of texts with equal keys: each with the first of its key, and with the one before."""
    same = keys[order][1:] == keys[order][:-1]
    again = np.concatenate([np.zeros(min(1, len(order)), bool), same])
    firsts = order[np.maximum.accumulate(np.where(again, 0, np.arange(len(order))))]
    with_first = np.stack([firsts[again], order[again]])
    with_neighbour = np.stack([order[:-1][same], order[1:][same]])
    return np.concatenate([with_first, with_neighbour], axis=1)


def _parts(pairs: Numbers) -> Iterator[Numbers]:
    for start in range(0, pairs.shape[1], AT_ONCE):
        yield pairs[:, start : start + AT_ONCE]


def _alike(sketches: Sketches, days: Numbers, pairs: Numbers) -> NDArray[np.bool_]:
    one, other = pairs
    shared = (sketches[one] == sketches[other]).mean(axis=1)
    dated = (days[one] != UNDATED) & (days[other] != UNDATED)
    near = ~dated | (np.abs(days[one] - days[other]) <= DAYS)
    return np.asarray((shared >= SIMILAR) & near)


def _joined(labels: Numbers, pairs: Numbers) -> Numbers:
    """The labels after the texts of each pair were given the same one."""
    if not pairs.size:
        return labels
    size = len(labels)
    rows = np.concatenate([np.arange(size), pairs[0]])
    columns = np.concatenate([labels, pairs[1]])
    graph = coo_array((np.ones(len(rows), np.bool_), (rows, columns)), shape=(size, size))
    _, joined = connected_components(graph, directed=False)
    # a label is the number of a text: that of the first one with it
    firsts = np.full(joined.max() + 1, size, np.int64)
    np.minimum.at(firsts, joined, np.arange(size))
    return np.asarray(firsts[joined])


def _split(labels: Numbers, days: Numbers) -> Numbers:
    """The labels after groups that go on for too long were cut: a form of which one comes daily."""
    order = np.lexsort((np.arange(len(labels)), days, labels))
    split = labels.copy()
    group, begun, name = -1, UNDATED, -1
    for number in order.tolist():
        if labels[number] != group:
            group, begun, name = labels[number], days[number], labels[number]
        elif begun == UNDATED:
            begun = days[number]
        elif days[number] - begun > DAYS:
            begun, name = days[number], number
        split[number] = name
    return split
