"""Who takes part, judged sentence by sentence and then together."""

from dataclasses import replace

import pytest
from extract_made import article, codebook, countries_of, events_of, names_of

from extract.candidates import Account
from extract.cast import cast_of, partakers
from extract.gazetteer import Person, Term
from extract.load import load_codebook
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


@pytest.mark.parametrize(
    ("text", "state", "known"),
    [
        ("The G7 leaders met in Kananaskis; Mark Carney welcomed Giorgia Meloni.", "ITA", "member"),
        ("The G7 leaders met in Kananaskis and spoke of Vladimir Putin.", "RUS", "stranger"),
        ("The G8 leaders met in Deauville in 2011, and Vladimir Putin came.", "RUS", "member"),
        ("The G8 leaders met in Sochi in 2015 without Vladimir Putin.", "RUS", "stranger"),
        ("The leaders of Finland and Russia met in Helsinki.", "RUS", ""),
    ],
)
def test_a_state_is_told_by_whether_it_belongs_to_the_forum(text, state, known) -> None:
    assert f"summit:country:member={known}" in facts_of(text)[state]


def facts_of(text: str) -> dict[str, frozenset[str]]:
    """What speaks for whoever could take part in the one account of a text, by their keys."""
    scene, (account,) = told(text)
    cast = cast_of(scene, [account], UNTRAINED)
    return {entity.key: facts for entity, facts in partakers(scene, account, cast)}


def test_a_member_of_ones_own_forum_is_known(tmp_path) -> None:
    lists = tmp_path / "gazetteers"
    lists.mkdir()
    (lists / "memberships.csv").write_text("forum,country,start,end\nbric,EST,2024,2025-06\n")
    world = load_codebook([tmp_path]).world
    days = ["2023-01-01", "2025-06-30", "2025-07-01", "2023", "2024", "2025"]
    known = [world.is_member("bric", "EST", day) for day in days]
    assert known == [False, True, False, False, True, True]
    assert world.is_member("bric", "EST", None)
    assert world.is_member("bric", "BRA", days[0])
    assert world.is_member("un", "EST", None) is None


@pytest.mark.parametrize(
    ("then", "led"),
    [
        ("2009", False), ("2010-04", False), ("2010-05-02", False),
        ("2010", True), ("2010-05", True), ("2010-05-03", True), ("2012-01-01", True),
        ("2014", True), ("2014-06-30", True),
        ("2014-07", False), ("2014-07-01", False), ("2015", False),
    ],
)  # fmt: skip
def test_whether_someone_led_is_as_precise_as_the_date(then, led) -> None:
    term = Term("head_of_government", "EST", None, "2010-05-03", "2014-06")
    assert Person("made", "Made Up", (term,)).led_in(then) is led
    assert not Person("made", "Made Up", (replace(term, office="foreign_minister"),)).led_in(then)
    assert Person("made", "Made Up", (replace(term, end=""),)).led_in("2026")


@pytest.mark.parametrize(
    ("text", "person", "then"),
    [
        ("Ronald Reagan met Mikhail Gorbachev in Reykjavik in 1986.", "ronald-reagan", "leader"),
        ("Ronald Reagan met Mikhail Gorbachev in Moscow in 1997.", "ronald-reagan", "nobody"),
        ("President Alar Karis met President Edgars Rinkevics.", "alar-karis", ""),
    ],
)
def test_whether_someone_led_at_the_time_is_told(text, person, then) -> None:
    assert f"summit:person:then={then}" in facts_of(text)[person]


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
