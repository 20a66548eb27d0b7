"""Several events summed up are none of them alone: "six nuclear tests", "dua kali menguji"."""

import pytest
from test_extract_candidates import found

from extract.merge import rule_groups


def tallies(text: str, lang: str, word: str) -> set[bool]:
    """Whether the triggers that end in a word sum up several events."""
    words = [(c.spotted.text.lower(), c.tally) for c in found(text, lang, "2017-11-30")]
    return {tally for trigger, tally in words if trigger.endswith(word)}


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("en", "North Korea has carried out six known nuclear tests there.", "tests"),
        ("en", "North Korea conducted dozens of missile tests last year.", "tests"),
        ("en", "France tested a nuclear device 46 times in the desert.", "tested"),
        ("id", "Sejak 2006 Korea Utara enam kali menguji coba senjata nuklir.", "menguji coba"),
        ("id", "Iran menggelar serangkaian uji coba rudal bulan lalu.", "uji coba"),
    ],
)
def test_a_number_of_events_is_a_tally(lang, text, word):
    assert tallies(text, lang, word) == {True}


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("en", "North Korea test-fired two missiles on Monday.", "test-fired"),
        ("en", "North Korea conducted its sixth nuclear test in September.", "test"),
        ("en", "It was the latest in a series of missile tests by North Korea.", "tests"),
        ("en", "Two days after the missile tests North Korea fell silent.", "tests"),
        ("id", "Iran menguji dua rudal pada Senin.", "menguji"),
        ("id", "Ini yang terbaru dari serangkaian uji coba rudal Iran.", "uji coba"),
    ],
)
def test_a_number_of_weapons_days_or_one_of_a_row_is_none(lang, text, word):
    assert tallies(text, lang, word) == {False}


def test_by_rule_a_tally_is_not_the_test_beside_it():
    text = (
        "North Korea detonated a nuclear device on Sunday. North Korea has carried out six"
        " nuclear tests."
    )
    groups = rule_groups(found(text, "en", "2017-09-05"))
    assert [{c.tally for c in group} for group in groups] == [{False}, {True}]


def test_by_rule_the_same_test_told_twice_is_one():
    text = "North Korea detonated a nuclear device on Sunday. The nuclear test shook Japan."
    groups = rule_groups(found(text, "en", "2017-09-05"))
    assert [len(group) for group in groups] == [2]
