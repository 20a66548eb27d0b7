"""Persons and leaders in the text: parts of names, and leaders told together by their states."""

import pytest
from extract_made import article, codebook

from extract.pipeline import observe
from extract.read import read


def persons(text: str, lang: str = "en", published: str | None = "2018-09-20") -> set[tuple]:
    """(words, state) of all persons but ministers that are found in a text."""
    language = codebook().languages[lang]
    scene = observe(read(article(text, lang, published)), (), language, codebook())
    return {
        (m.text, m.country) for m in scene.mentions if m.kind == "person" and m.office != "minister"
    }


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "Moon Jae-in spoke first. On Friday, Moon went home.", ("Moon", "KOR")),
        ("en", "Moon goes home. South Korean President Moon Jae-in spoke.", ("Moon", "KOR")),
        ("en", "Xi Jinping spoke. On Friday, Xi left.", ("Xi", "CHN")),
        ("en", "Manasseh Sogavare spoke. But Sogavare did not sign.", ("Sogavare", "SLB")),
        ("id", "PM Malaysia Anwar Ibrahim berbicara. Anwar lalu pulang.", ("Anwar", "MYS")),
        ("id", "Presiden Yoweri Museveni tiba. Namun Museveni diam.", ("Museveni", "UGA")),
    ],
)
def test_a_part_of_a_name_means_who_is_named_in_full(lang, text, found):
    assert found in persons(text, lang)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moon went home.", "Moon"),  # nobody is named in full
        ("Moon Jae-in watched a moon rover. Moon dust is fine.", "Moon"),  # a word of the text
        ("Moon Jae-in spoke. Moon Chung-in, his adviser, did not.", "Moon"),  # another name
        ("Lee Myung-bak met Lee Hsien Loong. Lee left.", "Lee"),  # which of the two?
    ],
)
def test_a_word_that_could_mean_another_is_nobody(text, words):
    assert words not in {name for name, _ in persons(text, published="2003-01-01")}


@pytest.mark.parametrize(
    ("lang", "text", "states"),
    [
        ("en", "He met the leaders of France, Germany and Britain.", {"FRA", "DEU", "GBR"}),
        ("en", "He met leaders from Japan and the Philippines.", {"JPN", "PHL"}),
        ("en", "The Turkish, Russian and Iranian presidents came.", {"TUR", "RUS", "IRN"}),
        ("id", "Ia bertemu para pemimpin Jepang, India, dan Laos.", {"JPN", "IND", "LAO"}),
        ("ms", "Beliau bertemu pemimpin Jepun dan Laos.", {"JPN", "LAO"}),
        # near misses: one state, a list that goes on with something else, ministers
        ("en", "He met business leaders from Japan.", set()),
        ("en", "The leaders left. France, Germany and Britain stayed.", set()),
        ("en", "The ministers of France, Germany and Britain came.", set()),
    ],
)
def test_leaders_told_together_are_one_of_each_state(lang, text, states):
    assert {state for _, state in persons(text, lang) if state} == states
