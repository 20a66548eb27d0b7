"""What an event is called: the fuller of several names, a summit by its place, no bare noun."""

import pytest
from extract_made import article, codebook, events_of

from extract.naming import NameOption, choose_kind, choose_name, name_options
from extract.pipeline import find_accounts, observe
from extract.read import read
from extract.scorer import UNTRAINED
from extract.spot_triggers import spot_triggers


def options_of(text: str, lang: str) -> list[NameOption]:
    """What the first account of a text could be called."""
    document = read(article(text, lang))
    language = codebook().languages[lang]
    triggers = tuple(spot_triggers(document, language.triggers))
    scene = observe(document, triggers, language, codebook())
    account = find_accounts(scene, codebook())[0][0]
    return name_options(scene, account)


@pytest.mark.parametrize(
    ("lang", "text", "how", "name"),
    [
        (
            "en",
            "Chad signed the Sahel border treaty (SBT) with Niger.",
            "short",
            "Sahel border treaty (SBT)",
        ),
        (
            "en",
            "Chad and Niger signed an agreement on grazing rights, officials said.",
            "tail",
            "agreement on grazing rights",
        ),
        (
            "id",
            "Chad dan Niger menandatangani perjanjian dagang tentang hak gembala, kata pejabat.",
            "tail",
            "perjanjian dagang tentang hak gembala",
        ),
        (
            "en",
            "Angela Merkel and Vladimir Putin held the Dresden summit on Monday.",
            "phrase",
            "Dresden summit",
        ),
    ],
)
def test_names_grow_by_what_narrows_them(lang, text, how, name) -> None:
    assert name in {o.text for o in options_of(text, lang) if o.how == how}


def test_no_wording_is_offered_twice() -> None:
    text = "Chad signed the Oran Treaty on Monday. Chad signed the Oran Treaty with Niger."
    wordings = [o.text.lower() for o in options_of(text, "en")]
    assert len(wordings) == len(set(wordings))


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        (
            "en",
            "US President Donald Trump and North Korean leader Kim Jong-un ended the Hanoi summit "
            "on Thursday without a deal.",
            "Hanoi summit",
        ),
        (
            "en",
            "French President Emmanuel Macron and German Chancellor Angela Merkel opened a "
            "two-day summit in Toulouse on Wednesday.",
            None,
        ),
    ],
)
def test_a_summit_of_two_has_a_name_of_its_own_or_none(lang, text, name) -> None:
    (event,) = events_of("summit", text, lang, "2019-03-01")
    assert event.attributes["name"] == name


def test_without_weights_the_rules_name_the_agreement_and_leave_its_form() -> None:
    document = read(article("Chad signed the Oran Treaty with Niger on Monday."))
    language = codebook().languages["en"]
    scene = observe(
        document, tuple(spot_triggers(document, language.triggers)), language, codebook()
    )
    account = find_accounts(scene, codebook())[0][0]
    assert choose_name(scene, account, UNTRAINED) == "Oran Treaty"
    assert choose_kind(scene, account, UNTRAINED) is None
