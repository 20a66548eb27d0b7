"""The signing of what the sentence before tells of: whose it is, and what it adds."""

import pytest
from extract_made import codebook, countries_of, told_by_rules
from test_extract_candidates import found, scene

from extract.merge import rule_groups
from extract.pipeline import find_candidates

TOLD = {
    "en": "Estonia and Chile have concluded an extradition treaty.",
    "id": "Laos dan Peru menyepakati perjanjian bebas visa.",
    "ms": "Laos dan Peru menandatangani perjanjian pengecualian visa.",
}


@pytest.mark.parametrize(
    ("lang", "text", "date", "place"),
    [
        ("en", "The signing took place in Tallinn on May 6, 2019.", "2019-05-06", "EST"),
        ("en", "The signing ceremony was held in Tallinn.", None, "EST"),
        ("en", "The signing Monday in Tallinn was brief.", "2024-06-17", "EST"),
        ("en", "The signing was watched by President Alar Karis.", None, None),
        ("id", "Penandatanganan berlangsung di Vientiane pada 6 Mei 2019.", "2019-05-06", "LAO"),
        ("id", "Penandatanganan itu disaksikan para duta besar di Vientiane.", None, "LAO"),
        ("ms", "Penandatanganan berlangsung di Vientiane pada 6 Mei 2019.", "2019-05-06", "LAO"),
    ],
)
def test_the_signing_tells_when_and_where_what_was_told_before_was_signed(lang, text, date, place):
    (event,) = told_by_rules("treaty", f"{TOLD[lang]} {text}", lang)
    assert (event.date.value, event.place.country) == (date, place)
    assert {each.text for each in event.evidence} == {TOLD[lang], text}


@pytest.mark.parametrize(
    ("lang", "before", "text"),
    [
        # what is signed is told, and is no agreement
        ("en", TOLD["en"], "The signing of the guest book took place in Tallinn."),
        ("en", TOLD["en"], "The signing bonus was paid in Tallinn."),
        ("id", TOLD["id"], "Penandatanganan prasasti berlangsung di Vientiane."),
        ("id", TOLD["id"], "Penandatanganan kerja sama berlangsung di Vientiane."),
        # nothing was signed before, or another act is told
        ("en", "Estonia and Chile held consultations.", "The signing took place in Tallinn."),
        ("en", "Estonia left the extradition treaty.", "The signing took place in Tallinn."),
        # what was done after it
        ("en", TOLD["en"], "After the signing, the president flew to Riga on May 6, 2019."),
        ("id", TOLD["id"], "Usai penandatanganan, presiden terbang ke Hanoi pada Senin."),
        ("id", TOLD["id"], "Gubernur Anies menghadiri penandatanganan di Jakarta pada Senin."),
        # nobody, no day and no place
        ("en", TOLD["en"], "The signing was a formality."),
    ],
)
def test_the_signing_of_something_else_is_none(lang, before, text):
    made = scene(f"{before} {text}", lang, "2019-05-08")
    told = [c for c in find_candidates(made, codebook())[0] if c.spotted.start > len(before)]
    assert told == []


def test_the_signing_is_another_on_a_day_that_contradicts():
    text = f"{TOLD['en'][:-1]} on May 2, 2019. The signing took place in Tallinn on May 6, 2019."
    groups = rule_groups(found(text, "en", "2019-05-08"))
    assert [len(group) for group in groups] == [1, 1]


@pytest.mark.parametrize(
    ("lang", "text", "states"),
    [
        ("en", "The signing in Riga was witnessed by the president of Peru.", {"EST", "CHL"}),
        ("id", "Penandatanganan di Hanoi disaksikan Presiden Chile.", {"LAO", "PER"}),
    ],
)
def test_who_witnesses_the_signing_signs_nothing(lang, text, states):
    (event,) = told_by_rules("treaty", f"{TOLD[lang]} {text}", lang)
    assert countries_of(event) == states


def test_the_signing_is_that_of_the_last_act_of_two_sentences():
    between = "Both sides were pleased."
    late = f"{TOLD['en']} {between} The signing took place in Tallinn."
    assert [len(g) for g in rule_groups(found(late, "en", "2019-05-08"))] == [2]
    too_late = f"{TOLD['en']} {between} {between} The signing took place in Tallinn."
    assert [len(g) for g in rule_groups(found(too_late, "en", "2019-05-08"))] == [1]
    for act in ("joined", "signed"):
        other = f"Peru {act} the Ottawa Treaty. {TOLD['en']} The signing took place in Tallinn."
        groups = rule_groups(found(other, "en", "2019-05-08"))
        assert [len(group) for group in groups] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "Estonia ratified the Ottawa Treaty last year. Chile has not ratified it.",
        "Estonia signed the Ottawa Treaty. Chile refused to sign it.",
    ],
)
def test_what_a_pronoun_means_is_not_therefore_one_event(text):
    assert [len(group) for group in rule_groups(found(text, "en", "2019-05-08"))] == [1, 1]
