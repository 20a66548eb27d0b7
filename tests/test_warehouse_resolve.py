"""Which accounts are one event: what is surely the same, and nothing that only might be."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.identity import contradict, load_identity
from warehouse.resolve import resolve
from warehouse.rows import date_range

IDENTITY = load_identity()
ATTRIBUTES = ("summit_name", "summit_format", "treaty_name", "treaty_action", "treaty_form",
              "weapon", "weapon_class")  # fmt: skip


def account(number: int, fields: dict) -> dict:
    """A row as resolve takes it; what is not said is unknown."""
    said = {"type": "summit", "date": "2024-06-19", "parties": "PRK RUS", **fields}
    start, end, _ = date_range(said["date"])
    return {
        "event_mention_id": f"m{number:04}",
        "account": said.get("account", f"account {number}"),
        "article_id": said.get("article", f"article {number}"),
        "event_type": said["type"],
        "date_start": start,
        "date_end": end,
        "parties": sorted(said["parties"].split()),
        "lang": said.get("lang", "en"),
        "published_at": datetime(2024, 7, 1, tzinfo=UTC) + timedelta(said.get("day", number)),
        "place_country": said.get("place"),
        **{name: said.get(name) for name in ATTRIBUTES},
    }


def events(*told: dict) -> list[list[int]]:
    """The numbers of the accounts that make an event, sorted."""
    rows = [account(number, fields) for number, fields in enumerate(told)]
    return partition(rows)


def partition(rows: list[dict]) -> list[list[int]]:
    clusters: dict[str, list[int]] = {}
    for mention, event in resolve(rows, IDENTITY):
        clusters.setdefault(event, []).append(int(mention[1:]))
    return sorted(sorted(each) for each in clusters.values())


def launch(**fields) -> dict:
    return {"type": "weapons_test", "parties": "PRK", **fields}


def treaty(**fields) -> dict:
    return {"type": "treaty", "treaty_action": "sign", **fields}


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
         [[0], [1], [2]]),
        ([{"date": "2024"}, {"date": "2024"}], [[0], [1]]),
        ([{"date": "2024"}, {}], [[0], [1]]),
        ([{"date": "2024-06-18/2024-06-19"}, {}], [[0, 1]]),
        # weapons are tested more than once a month, and of more than one kind a day
        ([launch(), launch()], [[0, 1]]),
        ([launch(date="2024-06"), launch()], [[0], [1]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="cruise")], [[0], [1]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="ballistic")], [[0, 1]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="missile")], [[0, 1]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="cruise"),
          launch(weapon_class="missile")], [[0], [1], [2]]),
        ([launch(weapon_class="srbm"), launch(weapon_class="cruise"),
          launch(weapon_class="srbm")], [[0, 2], [1]]),
        ([launch(weapon="Hwasong-17"), launch(weapon="Hwasong-18")], [[0], [1]]),
        ([launch(weapon="240 mm launcher"), launch(weapon="peluncur 240mm")], [[0, 1]]),
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
        # a copy tells of the same, even of what is unknown
        ([{"account": "a", "date": None}, {"account": "a", "date": None}], [[0, 1]]),
        # a type that the rules do not list
        ([{"type": "visit"}, {"type": "visit"}, {"type": "visit", "date": "2024-06"}],
         [[0, 1], [2]]),
    ],
)  # fmt: skip
def test_only_what_is_surely_the_same_is_one_event(told, expected):
    assert events(*told) == expected


FIELDS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["summit", "treaty", "weapons_test", "visit"]),
        "date": st.sampled_from(
            [None, "2024-06-19", "2024-06-20", "2024-06", "2024-06-19/2024-06-20", "2024"]
        ),
        "parties": st.sampled_from(["", "PRK", "PRK RUS"]),
        "place": st.sampled_from([None, "PRK", "RUS"]),
        "lang": st.sampled_from(["id", "en"]),
        "article": st.sampled_from(["one", "two", "three", "four"]),
        "treaty_form": st.sampled_from([None, "mou", "treaty", "agreement"]),
        "weapon_class": st.sampled_from([None, "srbm", "cruise", "missile"]),
        "day": st.integers(0, 3),
    }
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FIELDS, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_arrival_leaves_no_trace(told, chance: random.Random):
    rows = [account(number, fields) for number, fields in enumerate(told)]
    shuffled = chance.sample(rows, len(rows))
    assert sorted(resolve(rows, IDENTITY)) == sorted(resolve(shuffled, IDENTITY))


@settings(max_examples=150, deadline=None)
@given(st.lists(FIELDS, max_size=14))
def test_no_event_contradicts_itself(told):
    rows = [account(number, fields) for number, fields in enumerate(told)]
    for numbers in partition(rows):
        together = [rows[number] for number in numbers]
        assert len({row["article_id"] for row in together}) == len(together)
        assert len({(row["event_type"], *row["parties"]) for row in together}) == 1
        details = [IDENTITY.details(row) for row in together]
        assert not any(contradict(one, other) for one in details for other in details)
        if len(together) > 1:
            assert max(row["date_start"] for row in together) <= min(
                row["date_end"] for row in together
            )


def test_the_id_is_that_of_the_earliest_report_and_ties_go_by_mention_id():
    rows = [account(0, {"day": 5}), account(1, {"day": 3}), account(2, {"day": 3})]
    alone = dict(resolve([rows[1]], IDENTITY))["m0001"]
    assert set(dict(resolve(rows, IDENTITY)).values()) == {alone}


def test_an_unknown_publication_comes_after_all_known_ones():
    rows = [{**account(0, {}), "published_at": None}, account(1, {})]
    alone = dict(resolve([rows[1]], IDENTITY))["m0001"]
    assert set(dict(resolve(rows, IDENTITY)).values()) == {alone}


def test_ten_thousand_reports_of_one_day_take_no_comparison_of_each_with_each():
    chance = random.Random(1)
    names = ["partnership treaty", "rail agreement", "fisheries pact", None]
    rows = [
        account(number, treaty(treaty_name=chance.choice(names), date="2024-06-19"))
        for number in range(10_000)
    ]
    started = datetime.now(UTC)
    assert len(partition(rows)) == 4
    assert datetime.now(UTC) - started < timedelta(seconds=5)


def test_every_mention_gets_one_event():
    rows = [account(number, {"date": f"2024-06-{1 + number % 9:02}"}) for number in range(90)]
    pairs = list(resolve(rows, IDENTITY))
    assert sorted(mention for mention, _ in pairs) == [row["event_mention_id"] for row in rows]
    assert len({event for _, event in pairs}) == 9
    assert rows[0]["date_start"] == date(2024, 6, 1)
