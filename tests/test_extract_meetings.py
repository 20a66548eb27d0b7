"""Who met whom where the sentence names one of them: he, the visitor, leaders of many states."""

import pytest
from extract_made import events_of
from test_extract_candidates import found


def parties(text: str, lang: str, published: str = "2023-06-01") -> list[list[str]]:
    """The words for the parties of every candidate for a meeting."""
    return [
        [m.text for m in c.parties]
        for c in found(text, lang, published)
        if c.spotted.trigger.event_type == "summit"
    ]


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        (
            "en",
            "President Xi Jinping met the leaders of eight Pacific nations in Suva.",
            ["Xi Jinping", "leaders of eight Pacific nations"],
        ),
        (
            "en",
            "President Joe Biden met with European leaders in Brussels.",
            ["Joe Biden", "European leaders"],
        ),
        (
            "id",
            "Presiden Joko Widodo bertemu para pemimpin negara-negara Teluk di Riyadh.",
            ["Joko Widodo", "para pemimpin negara-negara Teluk"],
        ),
        (
            "id",
            "Presiden Joko Widodo bertemu pemimpin dari 18 negara kepulauan Pasifik di Suva.",
            ["Joko Widodo", "pemimpin dari 18 negara"],
        ),
    ],
)
def test_leaders_of_a_region_or_of_many_states_are_a_party(lang, text, told):
    assert parties(text, lang) == [told]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "President Joe Biden met Republican leaders at the White House."),
        ("en", "President Joe Biden met the leaders of three unions in Detroit."),
        ("en", "President Joe Biden met Muslim leaders at the White House."),
        ("en", "President Joe Biden met leaders of 12 tribal nations in Washington."),
        ("en", "President Joe Biden met leaders of several state governments."),
        ("en", "The leaders of the two countries met in Oslo."),
        ("id", "Presiden Joko Widodo bertemu para pemimpin umat Islam di Jakarta."),
        ("id", "Presiden Joko Widodo bertemu para pemimpin serikat buruh di Jakarta."),
        ("id", "Presiden Joko Widodo bertemu para pemimpin 18 koperasi di Jakarta."),
    ],
)
def test_leaders_of_other_than_states_are_none(lang, text):
    assert parties(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        (
            "en",
            "Prime Minister Jim Bolger is back. He spoke of the talks with President Eduardo Frei.",
            ["Eduardo Frei", "Jim Bolger"],
        ),
        (
            "id",
            "Perdana Menteri Jim Bolger sudah pulang. Pembicaraan dengan Presiden Eduardo Frei "
            "berlangsung sejam.",
            ["Eduardo Frei", "Jim Bolger"],
        ),
    ],
)
def test_whom_one_talks_with_met_the_leader_named_before(lang, text, told):
    assert parties(text, lang, "1995-09-12") == [told]


def test_nobody_is_made_up_where_none_was_named_before():
    assert parties("The talks with President Eduardo Frei took an hour.", "en") == []
    assert parties("Jim Bolger wrote. President Eduardo Frei held talks at home.", "en") == []


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        (
            "en",
            "President Donald Trump lands today. He will meet Emmanuel Macron and Angela Merkel.",
            [["Donald Trump", "Emmanuel Macron", "Angela Merkel"]],
        ),
        (
            "en",
            "President Donald Trump lands today. He will meet Emmanuel Macron, Angela Merkel and "
            "Shinzo Abe.",
            [
                ["Donald Trump", "Emmanuel Macron"],
                ["Donald Trump", "Angela Merkel"],
                ["Donald Trump", "Shinzo Abe"],
            ],
        ),
        # near miss: the two are the subject, "he" is somebody behind them
        (
            "en",
            "Donald Trump lands today. Emmanuel Macron met Angela Merkel before he left.",
            [["Emmanuel Macron", "Angela Merkel"]],
        ),
    ],
)
def test_he_is_one_of_those_who_meet(lang, text, told):
    assert parties(text, lang, "2018-06-01") == told


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        (
            "en",
            "Joe Biden hosted Fumio Kishida, Anthony Albanese and Narendra Modi in Wilmington.",
            [["Joe Biden", "Fumio Kishida", "Anthony Albanese", "Narendra Modi"]],
        ),
        (
            "id",
            "Joe Biden menjamu Fumio Kishida, Anthony Albanese, dan Narendra Modi di Wilmington.",
            [["Joe Biden", "Fumio Kishida", "Anthony Albanese", "Narendra Modi"]],
        ),
        # near miss: one after the other
        (
            "en",
            "Joe Biden met Fumio Kishida, Anthony Albanese and Narendra Modi in Wilmington.",
            [
                ["Joe Biden", "Fumio Kishida"],
                ["Joe Biden", "Anthony Albanese"],
                ["Joe Biden", "Narendra Modi"],
            ],
        ),
    ],
)
def test_the_guests_of_a_host_meet_together(lang, text, told):
    assert parties(text, lang, "2024-09-22") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Pervez Musharraf met then-Prime Minister Atal Bihari Vajpayee in January 2004.",
            [["Pervez Musharraf", "Atal Bihari Vajpayee"]],
        ),
        # near miss: no longer in office when they met
        ("Narendra Modi met former President Bill Clinton in May 2023.", []),
    ],
)
def test_a_then_president_was_president(text, told):
    assert parties(text, "en") == told


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "President Joe Biden flew home from the G7 in Hiroshima.", "G7"),
        ("en", "The matter was raised at the G20 last year.", "G20"),
        ("id", "Hal itu disampaikan dalam pertemuan G20 di Bali.", "G20"),
    ],
)
def test_a_forum_behind_its_preposition_is_its_meeting(lang, text, name):
    anchors = [c.anchor.text for c in found(text, lang, "2023-06-01") if c.anchor is not None]
    assert anchors == [name]


def test_a_forum_by_itself_is_no_meeting():
    assert found("The G7 is rich, and the G20 has more members.", "en", "2023-06-01") == []


@pytest.mark.parametrize(
    ("lang", "text", "date"),
    [
        ("en", "Trump withdrew the United States from the 1987 INF Treaty.", None),
        ("id", "Trump menarik diri dari kesepakatan nuklir 2015.", None),
        # near misses: the year of the act, and of the signing
        ("en", "Trump withdrew the United States from the INF Treaty in 2019.", "2019"),
        ("en", "Reagan and Gorbachev signed the INF Treaty in 1987.", "1987"),
        ("id", "Trump menarik diri dari kesepakatan nuklir pada 2018.", "2018"),
    ],
)
def test_the_year_of_an_agreement_is_not_that_of_leaving_it(lang, text, date):
    assert [c.date.value for c in found(text, lang, "2019-08-05")] == [date]


def test_one_who_meets_leaders_of_many_states_meets_several():
    text = "President Joe Biden met with European leaders in Brussels on Monday."
    (event,) = events_of("summit", text, "en", "2023-06-07")
    assert event.attributes["format"] == "multilateral"


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("No agreement was signed by Russia and Japan on Monday.", ["denied"]),
        ("An agreement was signed by Russia and Japan on Monday.", ["occurred"]),
        # near miss: no particular one
        ("Any agreement signed by Russia and Japan must be printed.", []),
    ],
)
def test_that_nothing_was_signed_is_told_as_denied(text, statuses):
    assert [c.status for c in found(text, "en", "2019-08-06")] == statuses
