"""Titles in capitals or without any, words that lost the blank between them."""

import pytest
from extract_made import countries_of, events_of, read_about


@pytest.mark.parametrize(
    ("lang", "event_type", "title", "countries"),
    [
        ("en", "summit", "Macron meets Scholz in Paris", {"FRA", "DEU"}),
        ("en", "weapons_test", "North Korea tests ballistic missile", {"PRK"}),
        ("en", "treaty", "Russia and Belarus sign defence treaty", {"RUS", "BLR"}),
        ("id", "summit", "Jokowi bertemu Kishida di Tokyo", {"IDN", "JPN"}),
        ("id", "weapons_test", "Korut uji coba rudal balistik antarbenua", {"PRK"}),
        ("id", "treaty", "Indonesia dan Vietnam teken perjanjian pertahanan", {"IDN", "VNM"}),
    ],
)
@pytest.mark.parametrize("written", [str, str.upper, str.lower, str.title])
def test_a_title_is_read_in_any_case(lang, event_type, title, countries, written) -> None:
    text = "Nothing more was said." if lang == "en" else "Tidak ada keterangan lain."
    events = events_of(event_type, text, lang, "2023-03-15", written(title))
    assert [countries_of(e) for e in events] == [countries]
    assert all(e.trigger_field == "title" for e in events)


@pytest.mark.parametrize(
    ("lang", "text", "countries"),
    [
        (
            "id",
            "PresidenPrabowo Subianto bertemu Perdana Menteri Malaysia Anwar Ibrahim di Kuala "
            "Lumpur.",
            {"IDN", "MYS"},
        ),
        (
            "id",
            "Presiden Prabowo Subianto bertemuPerdana Menteri Malaysia Anwar Ibrahim di Kuala "
            "Lumpur.",
            {"IDN", "MYS"},
        ),
        (
            "en",
            "President Emmanuel Macron met Chancellor Olaf Scholz in Paris.They talked about gas.",
            {"FRA", "DEU"},
        ),
        (
            "en",
            "Rain fell all day.President Emmanuel Macron met Chancellor Olaf Scholz in Paris.",
            {"FRA", "DEU"},
        ),
    ],
)
def test_a_lost_blank_is_forgiven(lang, text, countries) -> None:
    assert [countries_of(e) for e in events_of("summit", text, lang, "2025-01-28")] == [countries]


def test_a_sentence_behind_a_lost_blank_is_no_part_of_the_evidence() -> None:
    text = "President Emmanuel Macron met Chancellor Olaf Scholz in Paris.They talked about gas."
    (event,) = read_about(text).events
    assert event.evidence[0].text == text[: text.index("They")]


@pytest.mark.parametrize("word", ["us", "turkey", "china"])
def test_a_common_word_in_small_letters_is_no_name(word) -> None:
    text = f"President Emmanuel Macron met {word} lovers in Paris."
    assert not events_of("summit", text)
