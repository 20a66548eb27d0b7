"""Who acts where the sentence does not simply say it: lists, pronouns, guests, weapons alone."""

import pytest
from extract_made import codebook
from test_extract_candidates import found, scene

from extract.pipeline import find_candidates
from extract.spot_names import Mention

DAY = "2023-06-01"


def countries(text: str, lang: str, event_type: str) -> list[set[str | None]]:
    """The states of the parties of every candidate of a type."""
    return [
        {m.country for m in c.parties}
        for c in found(text, lang, DAY)
        if c.spotted.trigger.event_type == event_type
    ]


def named(text: str, lang: str, kind: str) -> list[Mention]:
    """What of a kind is named in a text."""
    return [m for m in scene(text, lang, DAY).mentions if m.kind == kind]


def refusals(text: str, lang: str) -> set[str]:
    """Why the triggers of a text became no candidates."""
    return {r.reason for r in find_candidates(scene(text, lang, DAY), codebook())[1]}


@pytest.mark.parametrize(
    ("lang", "text", "state"),
    [
        ("en", "A Minuteman III was test-fired at dawn.", "USA"),
        ("id", "Rudal Agni-5 diuji coba pada Rabu.", "IND"),
        ("en", "Ministers in Rome met. Ten weeks passed. A Sarmat was test-fired.", "RUS"),
    ],
)
def test_a_weapon_whose_tester_is_not_named_is_of_the_state_that_has_it(lang, text, state):
    assert countries(text, lang, "weapons_test") == [{state}]


def test_who_tests_is_named_before_whose_weapon_it_is() -> None:
    text = "South Korea test-fired a Scud on Monday."
    assert countries(text, "en", "weapons_test") == [{"KOR"}]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A missile was test-fired at dawn."),
        ("id", "Sebuah rudal diuji coba pada Rabu."),
    ],
)
def test_a_weapon_of_no_state_is_refused_for_want_of_a_tester(lang, text):
    assert "no_party" in refusals(text, lang)


@pytest.mark.parametrize(
    ("lang", "text", "states"),
    [
        (
            "en",
            "Chad, Niger, Mali and Benin withdrew from the Ottawa convention.",
            {"TCD", "NER", "MLI", "BEN"},
        ),
        (
            "id",
            "Chad, Niger, Mali, dan Benin menarik diri dari Konvensi Ottawa.",
            {"TCD", "NER", "MLI", "BEN"},
        ),
        ("en", "Officials of Chad said that Niger left the Ottawa convention.", {"NER"}),
        (
            "en",
            "Chad warned, Mali protested, and Niger left the Ottawa convention.",
            {"MLI", "NER"},
        ),
    ],
)
def test_all_states_of_a_list_leave_an_agreement(lang, text, states):
    assert countries(text, lang, "treaty") == [states]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Kim Jong Un met Moon Jae-in in Seoul. Crowds cheered. The defence ministers of the "
            "two countries signed a military agreement.",
        ),
        (
            "id",
            "Kim Jong Un bertemu Moon Jae-in di Seoul. Warga bersorak. Menteri pertahanan kedua "
            "negara menandatangani perjanjian militer.",
        ),
    ],
)
def test_the_two_countries_are_those_whose_leaders_were_named(lang, text):
    assert {"PRK", "KOR"} in countries(text, lang, "treaty")


def test_nobody_signs_who_was_named_long_before() -> None:
    text = (
        "Kim Jong Un met Moon Jae-in in Seoul. Crowds cheered. The ministers signed a military "
        "agreement."
    )
    assert countries(text, "en", "treaty") == []


@pytest.mark.parametrize(
    ("lang", "text", "both"),
    [
        (
            "en",
            "Angela Merkel saw Volodymyr Zelensky in Kyiv. A day later she met Vladimir Putin.",
            {"DEU", "RUS"},
        ),
        (
            "id",
            "Joko Widodo menyapa Volodymyr Zelensky di Kyiv. Sehari kemudian ia bertemu Vladimir "
            "Putin.",
            {"IDN", "RUS"},
        ),
    ],
)
def test_a_pronoun_means_whom_the_sentence_before_named_first(lang, text, both):
    assert countries(text, lang, "summit")[-1] == both


@pytest.mark.parametrize(
    ("lang", "text", "states"),
    [
        ("id", "PM Li Peng tiba di Jakarta. Presiden Soeharto menerima tamunya.", {"CHN", "IDN"}),
        ("en", "Emmanuel Macron flew in. Angela Merkel met her counterpart.", {"FRA", "DEU"}),
        (
            "en",
            "Emmanuel Macron flew in. Angela Merkel met her counterpart from Poland.",
            {"POL", "DEU"},
        ),
    ],
)
def test_a_counterpart_without_a_state_is_the_leader_named_before(lang, text, states):
    assert countries(text, lang, "summit")[-1] == states


def test_counterparts_far_from_the_meeting_are_nobody_in_particular() -> None:
    text = "Emmanuel Macron flew in. Angela Merkel held a meeting and wrote to 26 EU counterparts."
    assert {"FRA", "DEU"} not in countries(text, "en", "summit")


@pytest.mark.parametrize(
    ("lang", "text", "name", "weapon_class"),
    [
        ("id", "India menguji rudal Agni-5.", "rudal Agni-5", "icbm"),
        ("id", "Iran menguji rudal Shahab-3.", "rudal Shahab-3", "mrbm"),
        ("id", "India menguji rudal Agni.", "rudal Agni", "ballistic"),
        ("id", "India menguji rudal Agni dan Prithvi.", "rudal Agni", "ballistic"),
    ],
)
def test_a_weapon_has_its_whole_name(lang, text, name, weapon_class):
    first = named(text, lang, "weapon")[0]
    assert (first.text, first.subkind) == (name, weapon_class)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Bill Clinton and Boris Yeltsin signed a treaty on grain.", False),
        ("The president signed a bill on the treaty.", True),
        ("The two sides ended their talks without agreement.", True),
        ("Chad ended the grain agreement with Niger.", False),
    ],
)
def test_a_word_of_another_sense_does_not_count_in_a_name(text, refused):
    assert ("other_sense" in refusals(text, "en")) == refused


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "Chad and Niger signed a peace agreement. Mali left the deal.", "peace agreement"),
        (
            "id",
            "Chad dan Niger meneken perjanjian damai. Mali keluar dari perjanjian itu.",
            "perjanjian damai",
        ),
        (
            "en",
            "Chad and Niger signed a trade deal. Mali left the peace agreement.",
            "peace agreement",
        ),
    ],
)
def test_the_deal_is_the_one_introduced_before(lang, text, name):
    assert named(text, lang, "agreement")[-1].text == name


@pytest.mark.parametrize(
    ("lang", "text", "tested"),
    [
        ("en", "North Korea fired a cruise missile in a drill that simulated an attack.", True),
        (
            "en",
            "North Korea fired a short-range missile on Thursday, days after it put a satellite in "
            "orbit.",
            True,
        ),
        ("en", "North Korea launched a long-range rocket with a satellite aboard.", True),
        ("en", "North Korea launched a satellite by a long-range rocket.", False),
        ("id", "Korea Utara menembakkan rudal jelajah dalam latihan serangan nuklir.", True),
        ("id", "Korea Utara meluncurkan satelit dengan roket jarak jauh.", False),
    ],
)
def test_a_launch_is_a_candidate_unless_it_is_that_of_a_satellite(lang, text, tested):
    assert bool(countries(text, lang, "weapons_test")) == tested


def test_a_launch_near_words_of_combat_is_a_doubt_for_the_scorer() -> None:
    fired = "North Korea fired a cruise missile{}."
    (plain,) = found(fired.format(""), "en", DAY)
    (doubted,) = found(fired.format(", killing four"), "en", DAY)
    assert plain.doubt is None
    assert doubted.doubt is not None and doubted.doubt.reason == "combat_use"
