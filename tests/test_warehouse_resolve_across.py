"""Links across years and sets of parties: what is told long after, undated, by one party of two."""

from dataclasses import replace

import pytest
from accounts_made import account, events, launch, met, partition, treaty

from extract.records import EventDate, Participant


@pytest.mark.parametrize(
    ("told", "expected"),
    [
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
        ([treaty(treaty_name="JCPOA", date=None, status="hypothetical", parties="IRN USA",
                 published="2015-01-10"),
          treaty(treaty_name="JCPOA", date=None, status="planned", parties="IRN USA",
                 published="2015-04-01")], [[0, 1]]),
        ([treaty(treaty_name="JCPOA", date=None, status="hypothetical", parties="IRN USA",
                 published="2013-01-10"),
          treaty(treaty_name="JCPOA", date=None, status="planned", parties="IRN USA",
                 published="2015-04-01")], [[0], [1]]),
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
    ],
)  # fmt: skip
def test_only_what_is_surely_the_same_is_one_event(told, expected):
    assert events(*told) == expected


def test_a_state_joins_an_organisation_once():
    alliance = Participant("NATO", "org", None, "party")
    told = []
    for number, day in enumerate(["2023-04-04", None]):
        fields = treaty(treaty_action="accede", parties="FIN", date=day, published=None)
        name, one, said = account(number, fields)
        told.append((name, replace(one, participants=(*one.participants, alliance)), said))
    assert partition(told) == [[0, 1]]


def test_what_an_organisation_is_called_may_be_what_the_agreement_is_about():
    group = Participant("Sea Grain Partnership Group", "org", None, "party")
    told = []
    for number, parties in enumerate(["IDN USA", "IDN USA JPN"]):
        fields = treaty(treaty_name="Sea Grain Partnership", parties=parties, date="2022")
        name, one, said = account(number, fields)
        people = (*one.participants, group) if number else one.participants
        told.append((name, replace(one, participants=people), said))
    assert partition(told) == [[0, 1]]


def test_a_person_is_the_same_in_any_spelling():
    told = [
        met("UKR:Volodymyr Zelenskyy", "IDN:Joko Widodo", number=0, parties="UKR IDN"),
        met("UKR:Zelensky", "IDN:Jokowi", number=1, parties="UKR IDN"),
    ]
    told = [(name, replace(one, date=EventDate("2022-06-29")), said) for name, one, said in told]
    assert partition(told) == [[0, 1]]
