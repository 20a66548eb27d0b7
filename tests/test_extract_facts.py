"""What an event is about: acts on agreements, weapons with counts and ranges, dates of a list."""

from dataclasses import replace

import pytest
from extract_made import article, codebook, countries_of, events_of

from extract.pipeline import extract_article
from extract.records import EventMention
from extract.scorer import UNTRAINED


def known(reason: str):
    return pytest.mark.xfail(strict=False, reason=f"learned, may turn either way: {reason}")


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
        pytest.param(
            "en",
            "Finland joined the Ottawa Treaty on Friday.",
            "accede",
            "Ottawa Treaty",
            {"FIN"},
            marks=known("one sentence alone"),
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
        pytest.param(
            "en",
            "Hamas and Israel agreed to a ceasefire on Wednesday.",
            marks=known('"agreed to a" is heard as planned, and the date jumps a week ahead'),
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
        pytest.param(
            "en",
            "Kim Jong Un met Vladimir Putin on Wednesday. They signed a partnership treaty on "
            "Thursday.",
            marks=known('"they" points to leaders for a meeting, not for an act: no_party'),
        ),
        pytest.param(
            "id",
            "Kim Jong Un bertemu Vladimir Putin pada Rabu. Mereka menandatangani perjanjian "
            "kemitraan pada Kamis.",
            marks=known('"mereka" points to leaders for a meeting, not for an act: no_party'),
        ),
    ],
)
def test_they_who_sign_are_those_who_met(lang, text) -> None:
    (event,) = events_of("treaty", text, lang, "2023-09-15")
    assert countries_of(event) == {"PRK", "RUS"}


@pytest.mark.parametrize(
    ("lang", "text", "facts"),
    [
        (
            "en",
            "North Korea fired three cruise missiles into the sea on Monday.",
            {"count": 3, "weapon_class": "cruise"},
        ),
        (
            "id",
            "Korea Utara menembakkan dua rudal jelajah ke laut pada Senin.",
            {"count": 2, "weapon_class": "cruise"},
        ),
        (
            "en",
            "North Korea's missile flew 500 km and reached an altitude of 90 km after the launch "
            "on Monday.",
            {"range_km": 500.0, "altitude_km": 90.0},
        ),
        (
            "id",
            "Rudal balistik Korea Utara terbang sejauh 500 km setelah diluncurkan pada Senin.",
            {"range_km": 500.0, "weapon_class": "ballistic"},
        ),
        (
            "en",
            "India test-fired an Agni-5 missile, and the test was a success.",
            {"outcome": "success"},
        ),
        (
            "en",
            "South Korea test-fired a ballistic missile, but the missile failed and crashed.",
            {"outcome": "failure"},
        ),
        (
            "en",
            "North Korea tested a hydrogen bomb with a yield of 100 kilotons.",
            {"yield_kt": 100.0, "weapon_class": "nuclear"},
        ),
        (
            "en",
            "North Korea tested a hydrogen bomb.",
            {"yield_kt": None, "outcome": "unknown", "range_km": None},
        ),
        (
            "en",
            "Iran test-fired a ballistic missile from a 9-meter truck on Sunday.",
            {"range_km": None},
        ),
    ],
)
def test_a_weapons_test_has_the_figures_of_the_text(lang, text, facts) -> None:
    (event,) = events_of("weapons_test", text, lang, "2022-11-03")
    assert {key: event.attributes[key] for key in facts} == facts


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("North Korea tested missiles on July 3 and July 28.", ["2022-07-03", "2022-07-28"]),
        (
            "North Korea fired three missiles on Monday and two missiles on Tuesday.",
            ["2022-10-31", "2022-11-01"],
        ),
    ],
)
def test_tests_on_two_days_are_two_events(text, dates) -> None:
    events = events_of("weapons_test", text, "en", "2022-11-03")
    assert sorted(str(e.date.value) for e in events) == dates


RULES_ALONE = replace(codebook(), scorer=UNTRAINED)


def told_by_rules(event_type: str, text: str, lang: str) -> list[EventMention]:
    """The events of one type as the rules alone find them, whatever the scorer has learned."""
    found = extract_article(article(text, lang, "2024-06-20"), RULES_ALONE)
    return [e for e in found.events if e.event_type == event_type]


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


@pytest.mark.parametrize(
    ("lang", "text", "weapon_class", "range_km"),
    [
        (
            "en",
            "Kim Jong Un oversaw weapons tests in recent months. Among them were 240-millimetre"
            " multiple rocket launchers with a range of 70 km.",
            "rocket_artillery",
            70.0,
        ),
        (
            "id",
            "Kim Jong Un mengawasi uji coba senjata bulan lalu. Termasuk di antaranya peluncur"
            " roket ganda dengan jangkauan hingga 70 kilometer.",
            "rocket_artillery",
            70.0,
        ),
    ],
)
def test_the_next_sentence_names_what_was_tested(lang, text, weapon_class, range_km) -> None:
    (event,) = told_by_rules("weapons_test", text, lang)
    told = event.attributes
    assert (told["weapon_class"], told["range_km"]) == (weapon_class, range_km)
    assert {p.country for p in event.participants} == {"PRK"}


def test_a_next_sentence_about_other_weapons_names_none_of_the_tested() -> None:
    text = (
        "Kim Jong Un oversaw weapons tests in recent months. Ukraine received multiple rocket"
        " launchers from the United States."
    )
    classes = {e.attributes["weapon_class"] for e in told_by_rules("weapons_test", text, "en")}
    assert "rocket_artillery" not in classes


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("id", "Korea Utara menguji rudal balistik, dengan satu rudal terbang 235 km.", None),
        ("id", "Korea Utara menguji satu rudal balistik yang terbang 235 km.", 1),
        ("id", "Korea Utara menguji rudal balistik yang terbang 235 km.", 1),
        ("en", "Iran tested a missile, one day after the talks.", 1),
    ],
)
def test_one_of_several_is_not_the_count(lang, text, count) -> None:
    (event,) = told_by_rules("weapons_test", text, lang)
    assert event.attributes["count"] == count


@pytest.mark.parametrize(
    ("lang", "text", "weapon"),
    [
        ("en", "India fired a BrahMos, a supersonic cruise missile, on Monday.", "BrahMos"),
        ("id", "India menembakkan BrahMos, rudal jelajah supersonik, pada Senin.", "BrahMos"),
        # near miss: nothing but what it is
        ("en", "India fired a supersonic cruise missile on Monday.", "supersonic cruise missile"),
    ],
)
def test_what_stands_behind_a_comma_is_not_in_the_name_of_a_weapon(lang, text, weapon) -> None:
    (event,) = events_of("weapons_test", text, lang, "2022-01-18")
    assert event.attributes["weapon"] == weapon
