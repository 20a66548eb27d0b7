"""Who takes part: family names, offices, capitals, people's names, "the two leaders"."""

import pytest
from extract_made import countries_of, events_of, names_of


@pytest.mark.parametrize(
    ("event_type", "lang", "published", "text", "countries", "names"),
    [
        # family names alone
        (
            "summit",
            "en",
            "2019-04-30",
            "Merkel and Macron met in Berlin on Monday.",
            {"DEU", "FRA"},
            {"Merkel", "Macron"},
        ),
        (
            "summit",
            "id",
            "2014-11-13",
            "Obama bertemu Xi Jinping di Beijing pada Rabu.",
            {"USA", "CHN"},
            {"Obama", "Xi Jinping"},
        ),
        # offices alone: the state takes part, nobody is made up
        (
            "summit",
            "en",
            "2023-05-09",
            "The Japanese prime minister met the South Korean president in Seoul on Monday.",
            {"JPN", "KOR"},
            set(),
        ),
        (
            "summit",
            "id",
            "2014-11-13",
            "Presiden AS bertemu Presiden China Xi Jinping di Beijing pada Rabu.",
            {"USA", "CHN"},
            {"Xi Jinping"},
        ),
        pytest.param(
            "summit",
            "en",
            "2018-04-28",
            "North Korean leader Kim Jong Un and his South Korean counterpart held talks at "
            "Panmunjom on Friday.",
            {"PRK", "KOR"},
            {"Kim Jong Un"},
            marks=pytest.mark.xfail(strict=False, reason="a sentence alone: refused at 0.58"),
        ),
        # capital for state, people for state, press short forms
        (
            "treaty",
            "en",
            "2023-05-09",
            "Moscow and Minsk signed a defence treaty on Monday.",
            {"RUS", "BLR"},
            set(),
        ),
        (
            "treaty",
            "id",
            "2023-05-09",
            "Moskow dan Minsk menandatangani perjanjian pertahanan pada Senin.",
            {"RUS", "BLR"},
            set(),
        ),
        (
            "weapons_test",
            "en",
            "2023-05-09",
            "Pyongyang test-fired a cruise missile on Monday.",
            {"PRK"},
            set(),
        ),
        (
            "weapons_test",
            "id",
            "2023-05-09",
            "Korut menguji coba rudal jelajah pada Senin.",
            {"PRK"},
            set(),
        ),
        (
            "weapons_test",
            "en",
            "2023-05-09",
            "The Indian navy tested a cruise missile in the Bay of Bengal on Monday.",
            {"IND"},
            set(),
        ),
        # whoever was named before
        pytest.param(
            "summit",
            "en",
            "2023-03-22",
            "President Xi Jinping flew to Moscow. President Vladimir Putin greeted him warmly. "
            "The two leaders met for four hours on Tuesday.",
            {"CHN", "RUS"},
            {"Xi Jinping", "Vladimir Putin"},
            marks=pytest.mark.xfail(
                strict=False,
                reason="Xi, two sentences back, is found by the rules, dropped by score",
            ),
        ),
        (
            "summit",
            "id",
            "2023-12-19",
            "Presiden Jokowi tiba di Tokyo. Perdana Menteri Jepang Fumio Kishida menyambutnya di "
            "Istana Akasaka. Kedua pemimpin menggelar pertemuan bilateral pada Senin.",
            {"IDN", "JPN"},
            {"Jokowi", "Fumio Kishida"},
        ),
        pytest.param(
            "treaty",
            "id",
            "2022-12-24",
            "Perundingan Indonesia dan Vietnam berlangsung dua belas tahun. Kedua negara "
            "menandatangani perjanjian batas ZEE pada Jumat.",
            {"IDN", "VNM"},
            set(),
            marks=pytest.mark.xfail(
                strict=False, reason="learned, may turn either way: states one sentence back"
            ),
        ),
    ],
)
def test_parties_are_those_of_the_text(event_type, lang, published, text, countries, names) -> None:
    events = events_of(event_type, text, lang, published)
    assert [(countries_of(e), names_of(e)) for e in events] == [(countries, names)]


@pytest.mark.parametrize(
    ("text", "published", "person"),
    [
        ("Bush met Gorbachev in Helsinki on Sunday.", "1990-09-10", "george-h-w-bush"),
        ("Bush met Putin in Bratislava on Thursday.", "2005-02-25", "george-w-bush"),
        (
            "President Bush met Mikhail Gorbachev in Helsinki on Sunday.",
            "1990-09-10",
            "george-h-w-bush",
        ),
        (
            "President Bush met Vladimir Putin in Bratislava on Thursday.",
            "2005-02-25",
            "george-w-bush",
        ),
    ],
)
def test_a_family_name_is_whoever_held_office_that_day(text, published, person) -> None:
    (event,) = events_of("summit", text, "en", published)
    assert person in {p.entity_id for p in event.participants}


def test_a_minister_of_today_is_no_leader_yet() -> None:
    """Prabowo was a minister in 2021 and led in 2025."""
    words = "Prabowo Subianto bertemu Emmanuel Macron di Paris pada Senin."
    assert not events_of("summit", words, "id", "2021-03-02")
    assert events_of("summit", words, "id", "2025-07-15")


def test_a_person_keeps_the_fullest_name_of_the_article() -> None:
    text = "President Joko Widodo met Shinzo Abe in Tokyo on Monday. Abe welcomed Widodo warmly."
    (event,) = events_of("summit", text, "en", "2015-03-24")
    assert names_of(event) == {"Joko Widodo", "Shinzo Abe"}


@pytest.mark.parametrize(
    ("text", "lang", "organisation"),
    [
        ("The G20 summit opened in Bali on Tuesday.", "en", "g20"),
        ("KTT G20 digelar di Bali pada Selasa.", "id", "g20"),
    ],
)
def test_a_forum_takes_part_in_its_own_summit(text, lang, organisation) -> None:
    (event,) = events_of("summit", text, lang, "2022-11-16")
    assert organisation in {p.entity_id for p in event.participants if p.kind == "org"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Leaders attended the G20 summit in Bali on Monday.", "G20 summit"),
        ("European leaders attended the regional summit in Paris on Monday.", "regional summit"),
        pytest.param(
            "Leaders attended the regional summit in Paris on Monday.",
            "regional summit",
            marks=pytest.mark.xfail(strict=False, reason="without any state: refused at 0.51"),
        ),
        pytest.param(
            "Emmanuel Macron chaired summits in Paris.",
            None,
            marks=pytest.mark.xfail(
                strict=False, reason="the name grows leftwards over subject and verb"
            ),
        ),
    ],
)
def test_a_summit_has_the_name_that_the_text_gives_it(text, name) -> None:
    (event,) = events_of("summit", text, "en", "2023-03-15")
    assert event.attributes["name"] == name


@pytest.mark.parametrize(
    ("text", "lang", "weapon", "weapon_class"),
    [
        ("India test-fired an Agni-5 missile on Monday.", "en", "Agni-5 missile", "icbm"),
        pytest.param(
            "India menguji coba rudal Agni-5 pada Senin.",
            "id",
            "rudal Agni-5",
            "icbm",
            marks=pytest.mark.xfail(strict=False, reason='the list\'s "rudal Agni" hides Agni-5'),
        ),
        (
            "North Korea fired two short-range ballistic missiles into the sea on Thursday, "
            "South Korea's military said.",
            "en",
            "short-range ballistic missiles",
            "srbm",
        ),
        (
            "Korea Utara menguji coba rudal balistik antarbenua Hwasong-18.",
            "id",
            "rudal balistik antarbenua Hwasong-18",
            "icbm",
        ),
    ],
)
def test_a_weapon_is_the_one_named(text, lang, weapon, weapon_class) -> None:
    (event,) = events_of("weapons_test", text, lang, "2023-07-13")
    assert (event.attributes["weapon"], event.attributes["weapon_class"]) == (weapon, weapon_class)
