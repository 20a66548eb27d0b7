"""What is told of one event is not told of another: figures, dates of a list, names, launches."""

from dataclasses import replace

import pytest
from extract_made import codebook, events_of, told_by_rules
from test_extract_candidates import found, scene

from extract import merge
from extract.candidates import Account
from extract.dates_near import read_as
from extract.merge import APART, rule_groups
from extract.pipeline import find_candidates
from extract.records import Status
from extract.scorer import UNTRAINED
from extract.when import date_options


@pytest.mark.parametrize(
    ("lang", "text", "ranges"),
    [
        (
            "en",
            "Iran test-fired a Shahab-3 missile on May 3. On May 9 Iran test-fired a Sejil missile"
            " that flew 900 km.",
            [None, 900.0],
        ),
        (
            "id",
            "Iran menguji rudal Shahab-3 pada 3 Mei. Pada 9 Mei Iran menguji rudal Sejil yang"
            " terbang 900 kilometer.",
            [None, 900.0],
        ),
        # near miss: the next sentence goes on about the same missile
        ("en", "Iran test-fired a Shahab-3 missile on May 3. It flew 900 km.", [900.0]),
    ],
)
def test_a_figure_told_of_another_launch_is_not_its_own(lang, text, ranges):
    assert [e.attributes["range_km"] for e in told_by_rules("weapons_test", text, lang)] == ranges


def test_a_blast_has_a_yield_and_no_range():
    text = "France set off a nuclear device of 20 kilotons, seen from 50 km away, on Tuesday."
    (event,) = told_by_rules("weapons_test", text, "en")
    assert (event.attributes["yield_kt"], event.attributes["range_km"]) == (20.0, None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Russia and Iran signed a treaty. It follows the Budapest Memorandum. Russia ratified"
            " the treaty.",
            {"treaty"},
        ),
        # near miss: the only one of its kind is meant
        ("It follows the Algiers Accords. Russia ratified the treaty.", {"Algiers Accords"}),
    ],
)
def test_a_noun_means_the_last_agreement_of_its_form(text, names):
    acts = [c for c in found(text, "en", "2024-06-20") if c.anchor is not None]
    ratified = {c.anchor.text for c in acts if c.anchor and "ratified" in c.spotted.text}
    assert ratified == names


def test_what_a_sentence_ratifies_is_the_last_agreement_that_it_named():
    text = (
        "Rusia meneken Perjanjian INF. START I, yang disepakati oleh Washington dan Moskow setelah"
        " bertahun-tahun berunding, belum berlaku karena Ukraina belum meratifikasinya."
    )
    (ratified,) = (c for c in found(text, "id", "1993-01-04") if "ratifikasi" in c.spotted.text)
    assert ratified.anchor is not None
    assert ratified.anchor.text == "START I"


@pytest.mark.parametrize(
    ("lang", "text", "published", "status", "expected"),
    [
        ("en", "The summit set for June was off.", "2024-03-19", "cancelled", "2024-06"),
        ("id", "KTT pada Juni dibatalkan.", "2024-03-19", "cancelled", "2024-06"),
        # near misses: a month nearer behind than ahead, what took place
        ("en", "The summit set for February was off.", "2024-03-19", "cancelled", "2024-02"),
        ("en", "The summit in June went well.", "2024-03-19", "occurred", "2023-06"),
    ],
)
def test_what_was_called_off_takes_the_nearer_date(lang, text, published, status: Status, expected):
    seen = scene(text, lang, published)
    (mention,) = seen.dates(seen.sentences[0])
    assert read_as(seen, mention, status).value == expected


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Iran test-fired a Sejil missile. Another test is planned this year.", 2),
        # near miss: "the test" looks back
        ("Iran test-fired a Sejil missile. The test was a success.", 1),
    ],
)
def test_a_launch_ahead_is_none_of_those_told(text, groups):
    assert len(rule_groups(found(text, "en", "2024-06-20"))) == groups


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Last year North Korea set off two nuclear bombs, in January and September, and fired"
            " more than 20 missiles.",
        ),
        (
            "id",
            "Tahun lalu Korut dua kali meledakkan bom nuklir, pada Januari dan September, serta"
            " menembakkan lebih dari 20 rudal.",
        ),
    ],
)
def test_both_months_of_a_list_date_an_event_each(lang, text):
    dates = [e.date.value for e in events_of("weapons_test", text, lang, "2017-02-13")]
    assert dates == ["2016-01", "2016-09"]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("id", "Para pemimpin G20 menutup KTT di Bali.", "KTT"),
        ("id", "Para pemimpin hadir di KTT G20 di Bali.", "KTT G20"),
        ("en", "Leaders closed the G20 summit in Bali.", "G20 summit"),
    ],
)
def test_a_forum_before_a_verb_names_no_summit(lang, text, name):
    assert {c.anchor.text for c in found(text, lang, "2022-11-16") if c.anchor} == {name}


@pytest.mark.parametrize(
    ("lang", "text", "groups"),
    [
        (
            "en",
            "Russia and Iran will sign a gas treaty. Russia and Iran signed the pact of 1961 in"
            " Moscow.",
            2,
        ),
        (
            "id",
            "Perjanjian gas akan ditandatangani Rusia dan Iran. Perjanjian tahun 1961 dibuat Rusia"
            " dan Iran.",
            2,
        ),
        # near miss: the same old pact, told twice
        (
            "en",
            "Russia and Iran signed the pact of 1961 in Moscow. Russia and Iran made the pact of"
            " 1961.",
            1,
        ),
    ],
)
def test_what_will_replace_an_old_pact_is_not_that_pact(lang, text, groups):
    acts = [c for c in found(text, lang, "2024-06-20") if c.anchor is not None]
    assert len(rule_groups(acts)) == groups


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        (
            "Blinken spoke on Tuesday. Russia and Iran keep to the pact in place since 1961. The"
            " pact was signed by Russia and Iran in Moscow.",
            False,
        ),
        # near miss: no year tells the pact from others
        (
            "Blinken spoke on Tuesday. Russia and Iran keep to the gas pact. The pact was signed by"
            " Russia and Iran in Moscow.",
            True,
        ),
    ],
)
def test_an_agreement_told_by_its_year_was_signed_in_no_other(text, possible):
    here = scene(text, "en", "2024-06-20")
    signed = [c for c in found(text, "en", "2024-06-20") if c.spotted.text == "was signed"]
    account = Account((*signed,), verdict="occurred")
    tuesday = "2024-06-18" in [o.date.value for o in date_options(here, account, [])]
    assert tuesday is possible
    assert account.year_told().value == (None if possible else "1961")


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        (
            "id",
            "Iran menguji coba rudal balistik jarak dekat, dengan satu rudal terbang sejauh 99 km.",
            None,
        ),
        (
            "en",
            "Iran test-fired short-range ballistic missiles, with one missile flying 99 km.",
            None,
        ),
        # near miss: one missile is all that flew
        ("id", "Iran menguji coba satu rudal balistik yang terbang sejauh 235 km.", 1),
    ],
)
def test_one_told_apart_of_several_is_no_count(lang, text, count):
    assert {e.attributes["count"] for e in told_by_rules("weapons_test", text, lang)} == {count}


@pytest.mark.parametrize(("telling", "groups"), [(1.0, 2), (0.0, 1)])
def test_what_tells_of_nothing_keeps_no_events_apart(monkeypatch, telling, groups):
    text = "Xi Jinping met Vladimir Putin in Moscow. Xi Jinping met Modi. Xi Jinping met Abe."
    known = found(text, "en", "2024-06-20")
    first, second, third = (replace(c, telling=1.0) for c in known)
    third = replace(third, telling=telling)
    odds = {frozenset((0, 1)): 1.0, frozenset((0, 2)): -5.0, frozenset((1, 2)): 2.0}
    order = [c.spotted.start for c in (first, second, third)]

    def told(_scene, a, b, _scorer):
        return odds[frozenset((order.index(a.spotted.start), order.index(b.spotted.start)))]

    monkeypatch.setattr(merge, "same_odds", told)
    joined = merge.likely_groups(scene(text, "en", "2024-06-20"), [first, second, third], UNTRAINED)
    assert len(joined) == groups


@pytest.mark.parametrize(
    ("text", "sure", "apart"),
    [
        # the year tells the agreement from others: likely is enough
        (
            "Poland and Latvia will sign a border treaty in place of the agreement of 1974. "
            "That agreement was concluded in Riga.",
            0.6,
            True,
        ),
        # the year is only its date
        (
            "Joe Biden will meet Vladimir Putin in Geneva. Joe Biden met Vladimir Putin in 2011.",
            0.8,
            True,
        ),
        (
            "Joe Biden will meet Vladimir Putin in Geneva. Joe Biden met Vladimir Putin in 2011.",
            0.6,
            False,
        ),
    ],
)
def test_how_surely_a_plan_is_not_what_an_earlier_year_tells(text, sure, apart):
    here = scene(text, "en", "2020-05-20")
    plan, past = find_candidates(here, codebook())[0]
    rest = 1 - sure
    plan = replace(plan, odds=(rest, sure, 0.0, 0.0, 0.0), status="planned", date_odds=0.0)
    past = replace(past, odds=(sure, rest, 0.0, 0.0, 0.0), status="occurred")
    assert (merge.same_odds(here, plan, past, codebook().scorer) == APART) is apart
