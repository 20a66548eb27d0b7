"""Which accounts are one event: what is surely the same, and nothing that only might be."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from accounts_any import FIELDS, SLOW
from accounts_made import account, events, launch, met, partition, resolved, treaty
from hypothesis import given, settings
from hypothesis import strategies as st
from warehouse_made import CODES, report, run

from extract.records import Extraction
from warehouse.database import open_read_only
from warehouse.layout import Home
from warehouse.publish import publish


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # the plain case, in two languages
        ([{}, {"lang": "id"}], [[0, 1]]),
        ([{}, {"date": "2024-06-18"}], [[0], [1]]),
        ([{}, {"parties": "PRK CHN"}], [[0], [1]]),
        ([{}, {"parties": "PRK RUS CHN"}], [[0], [1]]),
        ([{}, treaty()], [[0], [1]]),
        ([{"place": "VNM"}, {"place": "PRK"}], [[0], [1]]),
        ([{"place": "PRK"}, {}], [[0, 1]]),
        # unknown never equals unknown
        ([{"date": None}, {"date": None}], [[0], [1]]),
        ([{"parties": ""}, {"parties": ""}], [[0], [1]]),
        ([{"parties": "PRK"}, {"parties": "PRK"}], [[0], [1]]),
        # a month of a summit is the one day of it that is known, if there is one
        ([{"date": "2024-06"}, {}], [[0, 1]]),
        ([{"date": "2024-06"}, {"date": "2024-06"}], [[0, 1]]),
        ([{"date": "2024-06"}, {}, {"date": "2024-06-03"}], [[0], [1], [2]]),
        ([{"date": "2024-06", "place": "VNM"}, {"place": "PRK"}], [[0], [1]]),
        ([{"date": "2024-06", "place": "VNM"}, {},
          {"date": "2024-06-18/2024-06-20", "place": "PRK"}],
         [[0], [1, 2]]),
        ([{"date": "2024"}, {"date": "2024"}], [[0], [1]]),
        ([{"date": "2024"}, {}], [[0], [1]]),
        ([{"date": "2024-06-18/2024-06-19"}, {}], [[0, 1]]),
        # weapons are tested more than once a month, and of more than one kind a day
        ([launch(), launch()], [[0, 1]]),
        ([launch(date="2024-06"), launch()], [[0, 1]]),
        ([launch(date="2024-06"), launch(), launch(date="2024-06-03")], [[0], [1], [2]]),
        ([launch(date="2024"), launch()], [[0], [1]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="cruise")], [[0], [1]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="ballistic")], [[0, 1]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="missile")], [[0, 1]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="cruise"),
          launch(weapon_class="missile")], [[0], [1], [2]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="cruise"),
          launch(weapon_class="srbm")], [[0, 2], [1]]),
        ([launch(weapon="Hwasong-17"), launch(weapon="Hwasong-18")], [[0], [1]]),
        ([launch(weapon="240 mm launcher"), launch(weapon="peluncur 240mm")], [[0, 1]]),
        # there are few satellite launchers; missiles of long range there are many
        ([launch(date="2024", weapon="long-range rocket", weapon_class="missile"),
          launch(date="2024-02", weapon="roket jarak jauh", lang="id", weapon_class="other"),
          launch(date="2024-03", weapon="long-range missile", weapon_class="missile")],
         [[0, 1], [2]]),
        # agreements: by act, form and name
        ([treaty(treaty_form="mou"), treaty(treaty_form="declaration")], [[0], [1]]),
        ([treaty(treaty_form="agreement"), treaty(treaty_form="treaty")], [[0, 1]]),
        ([treaty(), treaty(treaty_action="ratify")], [[0], [1]]),
        ([treaty(treaty_name="rail agreement"), treaty(treaty_name="fisheries agreement")],
         [[0], [1]]),
        ([treaty(treaty_name="Strategic Partnership Treaty"),
          treaty(treaty_name="comprehensive partnership pact")], [[0, 1]]),
        ([treaty(treaty_name="partnership treaty"),
          treaty(treaty_name="traktat kemitraan", lang="id")], [[0, 1]]),
        ([treaty(treaty_action="withdraw", parties="USA"),
          treaty(treaty_action="withdraw", parties="USA")], [[0, 1]]),
        ([treaty(parties="USA"), treaty(parties="USA")], [[0], [1]]),
        # named meetings
        ([{"summit_name": "G20 Summit"}, {"summit_name": "KTT G20", "lang": "id"}], [[0, 1]]),
        ([{"summit_name": "G20 Summit"}, {"summit_name": "APEC Summit"}], [[0], [1]]),
        # an article that tells of two tells them apart
        ([{"article": "x"}, {"article": "x"}], [[0], [1]]),
        ([{"article": "x"}, {"article": "x"}, {}], [[0, 2], [1]]),
        ([{"article": "x"}, {"article": "x", "date": "2024-06"}], [[0], [1]]),
        # a type that the rules do not list
        ([{"type": "visit"}, {"type": "visit"}, {"type": "visit", "date": "2024-06"}],
         [[0, 1], [2]]),
    ],
)  # fmt: skip
def test_only_what_is_surely_the_same_is_one_event(told, expected):
    assert events(*told) == expected


@SLOW
@given(st.lists(FIELDS, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_arrival_leaves_no_trace(told, chance: random.Random):
    accounts = [account(n, {**fields, "article": str(n)}) for n, fields in enumerate(told)]
    assert resolved(accounts) == resolved(chance.sample(accounts, len(accounts)))


@SLOW
@given(st.lists(FIELDS, max_size=14))
def test_no_event_contradicts_itself(told):
    accounts = [account(number, fields) for number, fields in enumerate(told)]
    for numbers in partition(accounts):
        together = [accounts[number] for number in numbers]
        assert len({article for article, _, _ in together}) == len(together)
        assert len({said["type"] for _, _, said in together}) == 1
        days = {said["date"] for _, _, said in together if len(said["date"] or "") == 10}
        assert len(days) < 2
        assert len({said["place"] for _, _, said in together} - {None}) < 2


def home_of(folder: Path, batches: list[list[tuple[int, dict]]], full: bool) -> dict[str, str]:
    """What a warehouse that got these batches one after the other holds at the end."""
    home = Home(folder)
    for number, batch in enumerate(batches):
        given = []
        for position, fields in batch:
            _, told, said = account(position, fields)
            article, _ = report(str(position), said["published"], lang=said["lang"])
            given.append((article, Extraction(article.article_id, article.lang, (told,))))
        run(home, given, name=f"batch {number}")
        if not full:
            publish(home, CODES)
    publish(home, CODES)
    with open_read_only(home.database) as warehouse:
        rows = warehouse.execute(
            "SELECT event_mention_id, event_id, link_reason FROM event_mentions"
        )
        return {row[0]: row[1:] for row in rows.fetchall()}


@settings(SLOW, max_examples=8)
@given(st.lists(st.lists(FIELDS, min_size=1, max_size=6), min_size=2, max_size=4))
def test_batch_by_batch_gives_what_all_at_once_gives(tmp_path_factory, told):
    numbered = iter(range(1000))
    batches = [[(next(numbered), fields) for fields in batch] for batch in told]
    folder = tmp_path_factory.mktemp("homes")
    assert home_of(folder / "a", batches, full=False) == home_of(folder / "b", batches, full=True)


def test_the_id_is_that_of_the_earliest_report():
    late, early = account(0, {"published": "2024-07-09"}), account(1, {"published": "2024-07-02"})
    assert set(resolved([late, early]).values()) == set(resolved([early]).values())


def test_an_unknown_publication_comes_after_all_known_ones():
    unknown, known = account(0, {"published": None}), account(1, {})
    assert set(resolved([unknown, known]).values()) == set(resolved([known]).values())


def test_ten_thousand_reports_of_one_day_take_no_comparison_of_each_with_each():
    chance = random.Random(1)
    names = ["partnership treaty", "rail agreement", "fisheries pact"]
    accounts = [account(n, treaty(treaty_name=chance.choice(names))) for n in range(10_000)]
    started = datetime.now(UTC)
    assert len(partition(accounts)) == 3
    assert datetime.now(UTC) - started < timedelta(seconds=20)


def test_every_mention_gets_one_event():
    accounts = [account(number, {"date": f"2024-06-{1 + number % 9:02}"}) for number in range(90)]
    found = resolved(accounts)
    assert sorted(found) == list(range(90))
    assert len(set(found.values())) == 9


def test_other_persons_of_the_same_states_meet_apart():
    same = {"date": "2024-06-19"}
    told = [
        met("PRK:Kim Jong Un", "RUS:Vladimir Putin", number=0, **same),
        met("PRK:Kim", "RUS:Putin", number=1, **same),
        met("PRK:Choe Ryong Hae", "RUS:Mikhail Mishustin", number=2, **same),
    ]
    assert partition(told) == [[0, 1], [2]]
