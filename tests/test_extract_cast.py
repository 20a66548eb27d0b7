"""Who takes part, judged sentence by sentence and then together."""

from dataclasses import replace

import pytest
from extract_made import article, codebook, countries_of, events_of, names_of

from extract.candidates import Account
from extract.cast import cast_of, partakers
from extract.pipeline import extract_article, find_accounts, observe
from extract.read import read
from extract.scene import Scene
from extract.scorer import UNTRAINED
from extract.siblings import beside
from extract.spot_triggers import spot_triggers

FOUR = (
    "Finland and Estonia signed a border treaty in Tallinn on 3 March 2021. "
    "Finnish President Sauli Niinisto met Estonian President Kersti Kaljulaid the same day. "
    "The weather was fine. The harbour was busy. The ferries ran. "
    "Russia ratified its fishing agreement with Norway in June 2019."
)


def told(text: str) -> tuple[Scene, list[Account]]:
    """A scene and the accounts in it."""
    document = read(article(text, published="2021-03-05"))
    language = codebook().languages["en"]
    triggers = tuple(spot_triggers(document, language.triggers))
    scene = observe(document, triggers, language, codebook())
    return scene, find_accounts(scene, codebook())[0]


def test_every_account_is_told_by_its_own_sentences() -> None:
    scene, accounts = told(FOUR)
    cast = cast_of(scene, accounts, codebook().scorer)
    for account in accounts:
        known = cast.told_of(account)
        assert all(len(each) == len(account.candidates) for each in known.values())
        assert any(p is not None and p > 0.5 for each in known.values() for p in each)


def test_who_is_not_named_in_the_sentence_has_no_probability() -> None:
    scene, accounts = told(FOUR)
    cast = cast_of(scene, accounts, codebook().scorer)
    known = cast.told_of(next(a for a in accounts if a.lead.spotted.text == "signed"))
    nobody = {key for key, each in known.items() if set(each) == {None}}
    assert {kind for kind, _ in nobody} == {"person"}  # the presidents stand in the next sentence
    assert len(nobody) == 2
    assert ("country", "RUS") not in known  # far away


def test_without_weights_nothing_is_told() -> None:
    scene, accounts = told(FOUR)
    cast = cast_of(scene, accounts, UNTRAINED)
    assert cast.likely == ()
    assert all(each == {} for each in cast.told)


def test_accounts_stand_near_each_other_or_far_apart() -> None:
    _, accounts = told(FOUR)
    signed, met, ratified = sorted(accounts, key=lambda a: a.lead.spotted.start)
    assert beside(signed, met) == "near"
    assert beside(signed, ratified) == "far"
    assert beside(met, met) == "sentence"


@pytest.mark.parametrize(
    ("lang", "text", "persons", "countries"),
    [
        (
            "en",
            "Finnish President Sauli Niinisto and Estonian President Kersti Kaljulaid met in "
            "Tallinn on Wednesday, the Kremlin spokesman noted.",
            {"Sauli Niinisto", "Kersti Kaljulaid"},
            {"FIN", "EST"},
        ),
        (
            "id",
            "Presiden Finlandia Sauli Niinisto bertemu Presiden Estonia Kersti Kaljulaid di "
            "Tallinn, Rabu, menurut kantor berita Rusia.",
            {"Sauli Niinisto", "Kersti Kaljulaid"},
            {"FIN", "EST"},
        ),
    ],
)
def test_who_only_reports_takes_no_part(lang, text, persons, countries) -> None:
    (event,) = events_of("summit", text, lang, "2021-03-05")
    assert names_of(event) == persons
    assert countries_of(event) == countries


@pytest.mark.parametrize(("kind", "other"), [("person", "country"), ("country", "person")])
def test_each_kind_is_taken_from_a_probability_of_its_own(kind: str, other: str) -> None:
    scorer = codebook().scorer
    thresholds = {**scorer.thresholds, f"party:{kind}": 0.0, f"party:{other}": 1.1}
    found = replace(codebook(), scorer=replace(scorer, thresholds=thresholds))
    text = "Finnish President Sauli Niinisto met Estonian President Kersti Kaljulaid in Tallinn."
    (event,) = extract_article(article(text, published="2021-03-05"), found).events
    kinds = [p.kind for p in event.participants]
    assert kinds.count(kind) == 2
    assert kinds.count(other) == (other == "country")  # the likeliest state is always taken


def test_what_sentences_tell_is_weighed_by_the_act() -> None:
    scene, accounts = told(FOUR)
    cast = cast_of(scene, accounts, codebook().scorer)
    acts = {dict(a.lead.spotted.trigger.settings).get("action"): a for a in accounts}
    for action in ("sign", "ratify"):
        facts = {fact for _, known in partakers(scene, acts[action], cast) for fact in known}
        assert f"*:told:rank=0:{action}" in facts
