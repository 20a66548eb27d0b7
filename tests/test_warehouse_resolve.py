"""Which accounts are one event: what is surely the same, and nothing that only might be."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warehouse_made import CODES, Told, mention, report, run

from extract.records import Article, EventDate, EventMention, Extraction, Participant
from warehouse.database import open_read_only
from warehouse.layout import Home
from warehouse.publish import publish
from warehouse.resolve import resolve_extractions
from warehouse.rows import identify

ATTRIBUTES = {"count": "count", "summit_name": "name", "summit_format": "format", "treaty_name": "name",
              "treaty_action": "action", "treaty_form": "form"}  # fmt: skip


def account(number: int, fields: dict) -> tuple[str, EventMention, dict]:
    """An article's id, its account and what else is said of it; what is not said is unknown."""
    said = {"type": "summit", "date": "2024-06-19", "parties": "PRK RUS", **fields}
    stated = {k: v for k, v in said.items() if k in (*ATTRIBUTES, "weapon", "weapon_class")}
    attributes = {ATTRIBUTES.get(name, name): value for name, value in stated.items()}
    told = Told(said["type"], said.get("status", "occurred"), said["date"], said["parties"],
                said.get("place"), attributes)  # fmt: skip
    return said.get("article", f"article {number}"), mention(told, number), said


def events(*told: dict) -> list[list[int]]:
    """The numbers of the accounts that make an event, sorted."""
    accounts = [account(number, fields) for number, fields in enumerate(told)]
    return partition(accounts)


def resolved(accounts) -> dict[int, str]:
    """The event of each account, by its number."""
    articles: dict[str, list] = {}
    for article_id, told, said in accounts:
        articles.setdefault(article_id, []).append((told, said))
    given = [
        (
            Article(
                name,
                several[0][1].get("text", f"They met. {name}"),
                published=several[0][1].get("published", "2024-07-01"),
                lang=several[0][1].get("lang", "en"),
            ),
            Extraction(name, "en", tuple(told for told, _ in several)),
        )
        for name, several in articles.items()
    ]
    event_of = resolve_extractions(given)
    return {
        told.trigger_start: event_of[
            identify(name, told.event_type, "text", told.trigger_start, told.trigger_end, 0)
        ]
        for name, told, _ in accounts
    }


def partition(accounts) -> list[list[int]]:
    clusters: dict[str, list[int]] = {}
    for number, event in resolved(accounts).items():
        clusters.setdefault(event, []).append(number)
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
        # told long after, or nobody knows when: leaders are hardly twice in a third state
        ([{"place": "VNM"}, {"place": "VNM", "date": None, "published": "2026-01-01"}], [[0, 1]]),
        ([{"place": "VNM"}, {"place": "VNM", "date": None, "published": None}], [[0, 1]]),
        ([{"place": "RUS"}, {"place": "RUS", "date": None, "published": None}], [[0], [1]]),
        ([{"place": "VNM"}, {"place": "VNM", "date": "2019-02-27"},
          {"place": "VNM", "date": None, "published": None}], [[0], [1], [2]]),
        ([{"place": "VNM"},
          {"place": "VNM", "date": None, "status": "planned", "published": "2026-01-01"}],
         [[0], [1]]),
        ([{"summit_name": "COP28"}, {"summit_name": "KTT COP ke-28", "date": None, "lang": "id",
                                     "published": None}], [[0, 1]]),
        # what some ask for is not what came of it a year later
        ([treaty(treaty_name="trade deal"),
          treaty(treaty_name="trade deal", status="hypothetical", date=None,
                 published="2024-06-01")], [[0, 1]]),
        ([treaty(treaty_name="trade deal", date="2024-12-30"),
          treaty(treaty_name="trade deal", status="hypothetical", date=None,
                 published="2024-01-01")], [[0], [1]]),
        # an agreement is signed once, and left by each state for itself
        ([treaty(treaty_name="JCPOA", date="2015", parties="IRN USA"),
          treaty(treaty_name="Iran deal", date=None, parties="CHN IRN USA")], [[0, 1]]),
        ([treaty(treaty_name="JCPOA", treaty_action="withdraw", date="2018", parties="USA"),
          treaty(treaty_name="nuclear deal", treaty_action="withdraw", date="2018-05",
                 parties="IRN USA")], [[0, 1]]),
        ([treaty(treaty_name="JCPOA", treaty_action="withdraw", date="2018", parties="USA"),
          treaty(treaty_name="JCPOA", treaty_action="withdraw", date="2018", parties="IRN")],
         [[0], [1]]),
        # with more or fewer of the parties: the same day, and no other name
        ([treaty(parties="PRK RUS"), treaty(parties="PRK RUS CHN")], [[0, 1]]),
        ([treaty(parties="PRK RUS", treaty_name="rail agreement"),
          treaty(parties="PRK RUS CHN", treaty_name="fisheries agreement")], [[0], [1]]),
        ([treaty(parties="PRK RUS"), treaty(parties="PRK CHN")], [[0], [1]]),
        # what is still told after ten years is told by its year
        ([treaty(parties="", treaty_name="armistice", date="1953"),
          treaty(parties="", treaty_name="gencatan senjata", date="1953", lang="id")], [[0, 1]]),
        ([treaty(parties="", treaty_name="armistice", date="2023"),
          treaty(parties="", treaty_name="armistice", date="2023")], [[0], [1]]),
        # sums are what other articles sum up alike
        ([launch(weapon_class="nuclear", count=6, date="2006/2017"),
          launch(weapon_class="nuclear", count=6, date=None)], [[0, 1]]),
        ([launch(weapon_class="nuclear", count=6, date="2006/2017"),
          launch(weapon_class="nuclear", count=5, date="2006/2017")], [[0], [1]]),
        # the event that more speaks for, not any that it might be
        ([launch(date="2024-06-03", status="denied"), launch(), launch(date="2024-06")],
         [[0], [1, 2]]),
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


FIELDS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["summit", "treaty", "weapons_test", "visit"]),
        "date": st.sampled_from(
            [
                None,
                "2024-06-19",
                "2024-06-20",
                "2024-06",
                "2024-06-19/2024-06-20",
                "2024",
                "2023-02-27",
                "2023/2024",
            ]
        ),
        "parties": st.sampled_from(["", "PRK", "PRK RUS", "CHN PRK RUS"]),
        "place": st.sampled_from([None, "PRK", "RUS", "VNM"]),
        "status": st.sampled_from(["occurred", "planned", "hypothetical", "denied"]),
        "treaty_action": st.sampled_from(["sign", "withdraw"]),
        "lang": st.sampled_from(["id", "en"]),
        "article": st.sampled_from(["one", "two", "three", "four"]),
        "treaty_name": st.sampled_from([None, "trade deal", "Paris climate accord"]),
        "weapon_class": st.sampled_from([None, "srbm", "cruise", "missile"]),
        "published": st.sampled_from([None, "2024-06-21", "2024-07-01", "2026-01-01"]),
    }
)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


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


def met(*persons: str, **fields) -> tuple[str, EventMention, dict]:
    """A summit of two persons and their states."""
    name, told, said = account(fields.pop("number"), {"date": None, **fields})
    people = tuple(Participant(each[4:], "person", each[:3], "party") for each in persons)
    return name, replace(told, participants=told.participants + people), said


def test_a_state_joins_an_organisation_once():
    alliance = Participant("NATO", "org", None, "party")
    told = []
    for number, day in enumerate(["2023-04-04", None]):
        fields = treaty(treaty_action="accede", parties="FIN", date=day, published=None)
        name, one, said = account(number, fields)
        told.append((name, replace(one, participants=(*one.participants, alliance)), said))
    assert partition(told) == [[0, 1]]


def test_a_person_is_the_same_in_any_spelling():
    told = [
        met("UKR:Volodymyr Zelenskyy", "IDN:Joko Widodo", number=0, parties="UKR IDN"),
        met("UKR:Zelensky", "IDN:Jokowi", number=1, parties="UKR IDN"),
    ]
    told = [(name, replace(one, date=EventDate("2022-06-29")), said) for name, one, said in told]
    assert partition(told) == [[0, 1]]


def test_other_persons_of_the_same_states_meet_apart():
    same = {"date": "2024-06-19"}
    told = [
        met("PRK:Kim Jong Un", "RUS:Vladimir Putin", number=0, **same),
        met("PRK:Kim", "RUS:Putin", number=1, **same),
        met("PRK:Choe Ryong Hae", "RUS:Mikhail Mishustin", number=2, **same),
    ]
    assert partition(told) == [[0, 1], [2]]
