"""What an event is about: acts on agreements, who did them, the year by which one is told."""

import pytest
from extract_made import countries_of, events_of, told_by_rules


@pytest.mark.parametrize(
    ("lang", "text", "action", "name", "countries"),
    [
        (
            "en",
            "The United States withdrew from the INF Treaty on Friday.",
            "withdraw",
            "INF Treaty",
            {"USA"},
        ),
        (
            "id",
            "Amerika Serikat menarik diri dari Perjanjian INF pada Jumat.",
            "withdraw",
            "Perjanjian INF",
            {"USA"},
        ),
        (
            "en",
            "Russia and Belarus ratified a treaty on security guarantees.",
            "ratify",
            "treaty on security guarantees",
            {"RUS", "BLR"},
        ),
        (
            "id",
            "Indonesia dan Singapura meratifikasi perjanjian ekstradisi.",
            "ratify",
            "perjanjian ekstradisi",
            {"IDN", "SGP"},
        ),
        (
            "en",
            "Finland joined the Ottawa Treaty on Friday.",
            "accede",
            "Ottawa Treaty",
            {"FIN"},
        ),
        (
            "en",
            "Russia suspended the New START treaty on Tuesday.",
            "suspend",
            "New START treaty",
            {"RUS"},
        ),
        (
            "en",
            "The United States and Russia extended the New START treaty on Wednesday.",
            "extend",
            "New START treaty",
            {"USA", "RUS"},
        ),
    ],
)
def test_an_act_on_an_agreement_is_what_was_done(lang, text, action, name, countries) -> None:
    (event,) = events_of("treaty", text, lang, "2023-02-25")
    assert (event.attributes["action"], event.attributes["name"]) == (action, name)
    assert countries_of(event) == countries


def test_acts_that_are_dated_apart_are_two_events() -> None:
    text = (
        "Finnish President Sauli Niinisto and Russian President Vladimir Putin signed a border "
        "treaty in Helsinki on Wednesday. The document takes the place of older accords. Moscow "
        "and Helsinki concluded a friendship treaty in 1948."
    )
    found = events_of("treaty", text, "en", "2018-06-20")
    assert {e.date.value for e in found} == {"2018-06-20", "1948"}


def test_two_acts_in_one_sentence_are_two_events() -> None:
    text = "Russia and Belarus signed and ratified a treaty on security guarantees."
    assert [e.attributes["action"] for e in events_of("treaty", text)] == ["sign", "ratify"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("id", "Hamas dan Israel menyepakati gencatan senjata pada Rabu."),
        (
            "en",
            "Hamas and Israel agreed to a ceasefire on Wednesday.",
        ),
    ],
)
def test_a_ceasefire_agreed_on_has_occurred(lang, text) -> None:
    (event,) = events_of("treaty", text, lang, "2025-01-16")
    assert (event.status, event.date.value) == ("occurred", "2025-01-15")
    assert event.attributes["form"] == "ceasefire"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Kim Jong Un met Vladimir Putin on Wednesday. They signed a partnership treaty on "
            "Thursday.",
        ),
        (
            "id",
            "Kim Jong Un bertemu Vladimir Putin pada Rabu. Mereka menandatangani perjanjian "
            "kemitraan pada Kamis.",
        ),
    ],
)
def test_they_who_sign_are_those_who_met(lang, text) -> None:
    (event,) = events_of("treaty", text, lang, "2023-09-15")
    assert countries_of(event) == {"PRK", "RUS"}


@pytest.mark.parametrize(
    ("lang", "text", "date"),
    [
        ("en", "Russia and Japan signed the treaty that has been in place from 1951.", "1951"),
        ("en", "Egypt and Israel signed the 1979 peace treaty.", "1979"),
        ("id", "Mesir dan Israel menandatangani perjanjian damai tahun 1979.", "1979"),
        (
            "id",
            "Pakta baru akan menggantikan kesepakatan yang berlaku sejak tahun 1961. Perjanjian"
            " kala itu ditandatangani Rusia dan Korea Utara.",
            "1961",
        ),
        ("ms", "Rusia dan Jepun menandatangani perjanjian yang ada dari tahun 1956.", "1956"),
        # the year of something else is none of the agreement's
        ("en", "Egypt and Israel signed a peace treaty for the 1,979 prisoners.", None),
        ("id", "Mesir dan Israel menandatangani perjanjian yang disaksikan 1979 orang.", None),
    ],
)
def test_the_year_by_which_an_agreement_is_told_dates_it(lang, text, date) -> None:
    dates = {e.date.value for e in told_by_rules("treaty", text, lang)}
    assert date in dates if date else not any(d and d.startswith("1979") for d in dates)
