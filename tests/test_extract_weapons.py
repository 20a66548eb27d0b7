"""What a weapons test is told with: counts, ranges, dates of a list, the name of the weapon."""

from dataclasses import replace

import pytest
from extract_made import codebook, events_of, told_by_rules
from test_extract_candidates import found, scene

from extract.candidates import Account
from extract.features import account_features
from extract.pipeline import find_candidates
from extract.readings import as_far_as_told, spans_of, with_readings
from extract.scorer import UNTRAINED
from extract.when import dates_in


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
            "en",
            "North Korea fired a ballistic missile on Monday that climbed 600 km and flew 900 km.",
            {"range_km": 900.0, "altitude_km": 600.0},
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


@pytest.mark.parametrize(
    ("lang", "text", "date"),
    [
        (
            "en",
            "North Korea fired a missile on Monday, two days after a summit. A day later it tested "
            "a nuclear device.",
            "2022-11-01",
        ),
        (
            "id",
            "Korea Utara menembakkan rudal pada Senin (31/10), dua hari setelah pertemuan puncak. "
            "Sehari kemudian Korea Utara menguji bom hidrogen.",
            "2022-11-01",
        ),
    ],
)
def test_a_day_later_counts_from_the_event_not_from_what_came_before_it(lang, text, date) -> None:
    events = events_of("weapons_test", text, lang, "2022-11-03")
    assert date in {e.date.value for e in events}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("North Korea fired a missile on Friday.", {"2022-10-28"}),
        ("North Korea will fire a missile on Friday.", {"2022-10-28", "2022-11-04"}),
    ],
)
def test_what_has_occurred_lies_not_ahead(text, dates) -> None:
    (candidate,) = found(text, "en", "2022-11-03")
    made = scene(text, "en", "2022-11-03")
    options = dates_in(made, Account((candidate,)), [candidate.sentence])
    assert {option.date.value for option in options} == dates


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


def test_what_the_next_sentence_names_is_read_and_shown_with_it() -> None:
    told = "The president watched tests of new arms off Karachi."
    listed = "Among them was a Babur cruise missile, an official said."
    text = f"{told} {listed} Pakistan also fired a Shaheen missile on Sunday."
    made = scene(text, "en", "2022-11-03")
    first, second = found(text, "en", "2022-11-03")
    assert [as_far_as_told(made, c).end for c in (first, second)] == [
        len(f"{told} {listed}"),
        len(text),
    ]
    facts = [account_features(made, Account((c,)), []) for c in (first, second)]
    assert ["weapons_test:anchor=next" in each for each in facts] == [True, False]
    shown = [e.evidence for e in told_by_rules("weapons_test", text, "en")]
    assert [[each.text for each in evidence] for evidence in shown] == [
        [told, listed],
        ["Pakistan also fired a Shaheen missile on Sunday."],
    ]


@pytest.mark.parametrize(
    ("lang", "tested", "listed", "surer"),
    [
        ("en", "tests of new arms", "Among them was a Babur missile.", True),
        ("id", "uji coba senjata", "Di antaranya rudal Babur.", True),
        # near misses: what was tested is no weapon, nothing is listed
        ("en", "tests of new tractors", "Among them was a Babur missile.", False),
        ("en", "tests of new arms", "Later it bought a Babur missile.", False),
    ],
)
def test_arms_are_read_as_a_weapon_where_the_next_sentence_names_one(lang, tested, listed, surer):
    text = f"Pakistan saw {tested}. {listed}"
    made = scene(text, lang, "2022-11-03")
    plain = replace(made.language.cues, lists={**made.language.cues.lists, "arms": ()})
    wordless = replace(made, language=replace(made.language, cues=plain))
    odds = []
    for each in (made, wordless):
        unread = find_candidates(each, replace(codebook(), encoder=None, scorer=UNTRAINED))[0]
        read = with_readings(each, unread, codebook().encoder)
        odds.append([c.reading.telling for c in read if c.spotted.end <= text.index(".")])
    assert (odds[0] > odds[1]) is surer


def test_days_of_the_next_sentence_are_read_with_it_and_are_not_those_of_the_first() -> None:
    text = "Pakistan watched tests of new arms. Among them was a Babur missile, fired on May 5."
    made = scene(text, "en", "2022-11-03")
    (candidate,) = [c for c in found(text, "en", "2022-11-03") if c.named_next]
    read = as_far_as_told(made, candidate)
    assert [text[a:b] for a, b, kind in spans_of(made, read) if kind == "date"] == ["May 5"]
    assert made.dates(candidate.sentence) == []


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
