"""Where an account and what could be its date or place stand in the article."""

from extract_made import codebook
from test_extract_candidates import scene

from extract.bearings import bearings, is_own, rivals
from extract.candidates import Account
from extract.pipeline import find_candidates
from extract.when import account_date_features, date_options
from extract.where import account_place_features, place_options

TEXT = (
    "JAKARTA - Iran fumed on Monday. The price of oil rose. On May 3 Iran test-fired a Shahab-3"
    " missile in Semnan."
)


def made():
    here = scene(TEXT, "en", "2025-05-06")
    return here, Account((find_candidates(here, codebook())[0][0],))


def test_how_far_into_the_text_both_stand_and_how_far_apart():
    here, account = made()
    monday, may = TEXT.index("Monday"), TEXT.index("May 3")
    assert list(bearings(here, account, [monday], 1)) == ["stands=2:0:1", "apart=2:False:1"]
    assert list(bearings(here, account, [may], 1)) == ["stands=2:2:1", "apart=0:True:1"]
    assert [is_own(here, account, [at]) for at in (monday, may)] == [False, True]
    assert rivals(here, account, [[monday], [may]]) == 1


def test_every_option_of_an_account_is_told_by_where_it_stands():
    here, account = made()
    dates, places = date_options(here, account, []), place_options(here, account, [])
    known = account_date_features(here, account, dates, [])
    told = {o.date.value: facts for o, facts in zip(dates, known, strict=True)}
    beside = rivals(here, account, [[m.start for m in o.mentions] for o in dates])
    assert f"*:stands=2:2:{beside}" in told["2025-05-03"]
    assert f"*:many=1:True:{beside}:True" in told["2025-05-03"]
    assert f"*:many=1:False:{beside}:True" in told["2025-05-05"]
    semnan = [o.kind for o in places].index("place")
    facts = account_place_features(here, account, places, [])[semnan]
    assert {"weapons_test:place:town=True:True", "*:of_dateline=False:True:True"} <= facts
