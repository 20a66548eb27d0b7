"""Copies, updates and independent reports of one happening, told apart."""

import random
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from warehouse_made import CODES, Told, report, run

from warehouse.copies import DAYS, SIMILAR, near_identical
from warehouse.database import open_read_only
from warehouse.layout import Home
from warehouse.publish import publish
from warehouse.sketch import SIZE, sketch

WIRE = (
    "The leaders of the two harbour states met on the island on Wednesday and agreed to reopen the"
    " ferry line that had been closed since the storm of last winter. The talks lasted for three"
    " hours, a spokesman said, and were held behind closed doors in the old customs house. Both"
    " sides want to sign a paper on fishing rights before the end of the summer. Nothing was said"
    " about the dispute over the lighthouse, which has divided the states for forty years."
)
CREDITED = f"SALTMARSH, Desk - {WIRE} (our partners contributed to this report)"
UPDATED = f"{WIRE} The lighthouse will be discussed in autumn, an aide told reporters later."
OWN = (
    "Ferries will sail again between the harbour states: that is what came out of a meeting behind"
    " the doors of the customs house, where both leaders spent the better part of the morning. Our"
    " correspondent saw them leave in one car. Fishermen on the quay had hoped for more, above all"
    " for word on the lighthouse, and some of them had waited since dawn with banners in the rain."
)


def published(root, *runs):
    """The home after these runs, each of which is a list of reports."""
    home = Home(root)
    for number, reports in enumerate(runs):
        run(home, reports, name=f"run {number}")
    publish(home, CODES)
    return home


def asked(home, query):
    with open_read_only(home.database) as connection:
        return connection.execute(query).fetchall()


COPIED = "SELECT article_id, duplicate_of, version_of, version FROM articles ORDER BY article_id"


def news():
    return [
        report("wire", "2024-06-19", Told(), text=WIRE, source="Agency", url="https://a.example/1"),
        report("copy", "2024-06-20", Told(), text=CREDITED, source="Harbour Post"),
        report("own", "2024-06-20", Told(), text=OWN, source="Kabar Teluk"),
        report("update", "2024-06-21", Told(), text=UPDATED, source="Agency"),
        report("page", "2024-06-22", Told(), text=f"{OWN} " * 2, url="https://a.example/1"),
        report("undated", None, Told(), text=WIRE, source="Kabar Teluk"),
    ]


def test_wire_copies_and_updates_are_known_for_what_they_are(tmp_path):
    assert asked(published(tmp_path / "home", news()), COPIED) == [
        ("copy", "wire", None, 1),
        ("own", None, None, 1),
        ("page", "own", "wire", 2),  # the page has another text now, that of `own` twice over
        ("undated", "wire", None, 1),
        ("update", "wire", "wire", 2),
        ("wire", None, None, 1),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_copies_hang_on_the_set_of_articles_not_on_order_or_batch(tmp_path, seed):
    chance, reports = random.Random(seed), news()
    chance.shuffle(reports)
    cut = chance.randrange(len(reports))
    shuffled = published(tmp_path / "b", reports[:cut], reports[cut:])
    assert asked(shuffled, COPIED) == asked(published(tmp_path / "a", news()), COPIED)


def test_copies_of_a_text_are_one_source(tmp_path):
    home = published(tmp_path / "home", news()[:3])
    assert asked(home, "SELECT n_articles, n_sources FROM events") == [(3, 2)]
    # of an event that the first article with the text does not tell of, a copy counts all the same
    silent = report("wire", "2024-06-19", text=WIRE, source="Agency")
    home = published(tmp_path / "other", [silent, *news()[1:3]])
    assert asked(home, "SELECT n_articles, n_sources FROM events") == [(2, 2)]


def test_an_update_under_the_same_id_is_a_version_and_tells_of_its_event(tmp_path):
    first = report("wire", "2024-06-19", Told(status="planned"), text=WIRE, source="Agency")
    later = report("wire", "2024-06-19", Told(status="occurred"), text=UPDATED, source="Agency")
    home = published(tmp_path / "home", [first], [later], [later])
    rows = asked(home, COPIED)
    assert [row[1:] for row in rows] == [(None, None, 1), ("wire", "wire", 2)]
    assert rows[1][0].startswith("wire@")
    assert asked(home, "SELECT status, n_articles, n_sources FROM events") == [("occurred", 2, 1)]
    assert asked(home, "SELECT count(*) FROM refusals") == [(0,)]
    assert asked(home, "SELECT articles_stored, articles_repeated FROM runs ORDER BY manifest") == [
        (1, 0), (1, 0), (0, 1),
    ]  # fmt: skip
    dangling = "SELECT count(*) FROM event_mentions ANTI JOIN articles USING (article_id)"
    assert asked(home, dangling) == [(0,)]


def test_another_text_under_the_same_id_is_no_version(tmp_path):
    one = report("7", "2024-06-19", text=WIRE, url="https://a.example/1")
    two = report("7", "2024-06-19", text=OWN, url="https://b.example/1")
    home = published(tmp_path / "home", [one], [two])
    assert asked(home, "SELECT article_id FROM articles") == [("7",)]
    assert asked(home, "SELECT reason FROM refusals") == [("article_id_taken",)]


def test_a_form_that_comes_again_every_week_is_no_copy(tmp_path):
    days = [(date(2024, 6, 3) + timedelta(days)).isoformat() for days in (0, 6, 14, 22)]
    forms = [report(f"f{n}", day, text=f"{WIRE} No {n}.") for n, day in enumerate(days)]
    home = published(tmp_path / "home", forms)
    assert [row[:2] for row in asked(home, COPIED)] == [
        ("f0", None), ("f1", "f0"), ("f2", None), ("f3", None),
    ]  # fmt: skip


def test_a_daily_form_is_cut_into_weeks(tmp_path):
    days = [(date(2024, 6, 3) + timedelta(days)).isoformat() for days in range(20)]
    forms = [report(f"f{n:02}", day, text=f"{WIRE} No {n}.") for n, day in enumerate(days)]
    found = dict(row[:2] for row in asked(published(tmp_path / "home", forms), COPIED))
    firsts = {each: found[each] or each for each in found}
    assert sorted(set(firsts.values())) == ["f00", "f08", "f16"]


def test_short_texts_are_copies_only_where_they_are_the_same(tmp_path):
    texts = ("North Korea fired two missiles.", "North Korea fired six missiles.")
    flashes = [
        report(f"s{n}", "2024-06-03", text=text) for n, text in enumerate([*texts, texts[0]])
    ]
    home = published(tmp_path / "home", flashes)
    assert [row[1] for row in asked(home, COPIED)] == [None, None, "s0"]


def test_a_sketch_sees_neither_case_nor_spacing_and_short_texts_have_none():
    assert sketch(WIRE) == sketch(WIRE.upper().replace(" ", "\n "))
    assert sketch(WIRE) != sketch(OWN)
    assert sketch("word " * 21) is None


def test_what_is_found_without_comparing_all_pairs_is_what_comparing_them_finds():
    chance = np.random.default_rng(1)
    rows = chance.integers(0, 256, (600, SIZE), dtype=np.uint8)
    for number in range(300, 600):  # copies, and copies of copies
        of = chance.integers(0, number)
        rows[number] = np.where(
            chance.random(SIZE) < chance.uniform(0.4, 0.9), rows[of], rows[number]
        )
    days = chance.integers(0, DAYS, 600)
    alike = (rows[:, None] == rows[None]).mean(axis=2) >= SIMILAR
    _, expected = connected_components(coo_array(alike), directed=False)
    found = near_identical(rows, days)
    together = found[:, None] == found[None]
    expected_together = expected[:, None] == expected[None]
    assert not (together & ~expected_together).any()
    assert together.sum() >= 0.98 * expected_together.sum() > 1000


def test_without_texts_nothing_is_a_copy():
    assert near_identical(np.empty((0, SIZE), np.uint8), np.empty(0, np.int64)).tolist() == []
