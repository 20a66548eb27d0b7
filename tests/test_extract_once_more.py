"""Further tests of a weapon told of before: "the second, in May", "two more were fired"."""

import pytest
from extract_made import told_by_rules
from test_extract_candidates import found, scene

from extract.candidates import Account
from extract.when import dates_in, sentence_date_features


@pytest.mark.parametrize(
    ("lang", "text", "dates"),
    [
        (
            "en",
            "India tested its Prahar missile on 3 May 2019. A second followed on 9 June 2019.",
            ["2019-05-03", "2019-06-09"],
        ),
        (
            "id",
            "India menguji rudal Prahar pada 3 Mei 2019. Yang kedua menyusul pada 9 Juni 2019.",
            ["2019-05-03", "2019-06-09"],
        ),
        (
            "en",
            "Iran tested a Sejil missile on 3 May 2019. Two more were fired on 9 June 2019.",
            ["2019-05-03", "2019-06-09"],
        ),
        (
            "id",
            "Iran menguji rudal Sejil pada 3 Mei 2019. Dua lagi ditembakkan pada 9 Juni 2019.",
            ["2019-05-03", "2019-06-09"],
        ),
        (
            "en",
            "China carried out a nuclear test on 3 May 1995, and another on 9 August 1995.",
            ["1995-05-03", "1995-08-09"],
        ),
        (
            "id",
            "China melakukan uji coba nuklir pada 3 Mei 1995, disusul yang kedua pada 9 Agustus"
            " 1995.",
            ["1995-05-03", "1995-08-09"],
        ),
        (
            "ms",
            "India menguji peluru berpandu Prahar pada 3 Mei 2019. Yang kedua menyusul pada 9 Jun"
            " 2019.",
            ["2019-05-03", "2019-06-09"],
        ),
        # near misses: no day of its own; another noun is counted; a person who flies; used in
        # war, or for a satellite; nothing was tested before; the sentence names what it is about
        (
            "en",
            "India tested its Prahar missile on 3 May 2019. A second is being built.",
            ["2019-05-03"],
        ),
        (
            "en",
            "India tested its Prahar missile on 3 May 2019. A second summit is due on 9 June 2019.",
            ["2019-05-03"],
        ),
        (
            "en",
            "India tested its Prahar missile on 3 May 2019. Narendra Modi flew to Paris on 9 June"
            " 2019.",
            ["2019-05-03"],
        ),
        (
            "en",
            "India tested its Prahar missile on 3 May 2019. Two more were fired at the enemy on 9"
            " June 2019, killing eight soldiers.",
            ["2019-05-03"],
        ),
        (
            "en",
            "India tested its Prahar missile on 3 May 2019. A second followed on 9 June 2019 with a"
            " satellite.",
            ["2019-05-03"],
        ),
        ("en", "India bought the Prahar missile. A second followed on 9 June 2019.", []),
        (
            "id",
            "India menguji rudal Prahar pada 3 Mei 2019. Yang kedua dari dua menteri tiba pada 9"
            " Juni 2019 dengan rudal lain.",
            ["2019-05-03"],
        ),
    ],
)
def test_a_further_test_has_the_weapon_told_of_before(lang, text, dates):
    events = told_by_rules("weapons_test", text, lang)
    assert [event.date.value for event in events] == dates
    assert len({event.attributes["weapon"] for event in events}) == min(len(dates), 1)


@pytest.mark.parametrize(
    ("sentence", "state"),
    [("Islamabad melakukannya pada 9 Juni 1998.", "PAK"), ("Yang kedua pada 9 Juni 1998.", "IND")],
)
def test_who_did_it_is_named_beside_it_or_did_it_before(sentence, state):
    text = f"India meledakkan alat nuklir pada 3 Mei 1998. {sentence}"
    states = [
        {p.country for p in event.participants}
        for event in told_by_rules("weapons_test", text, "id")
    ]
    assert states == [{"IND"}, {state}]


def test_a_first_test_is_not_all_that_were_counted():
    text = "North Korea is known for six nuclear tests. The first test was on 9 October 2006."
    dates = [event.date.value for event in told_by_rules("weapons_test", text, "en")]
    assert dates == [None, "2006-10-09"]


def test_a_dated_test_is_not_an_undated_launch_told_further_up():
    text = (
        "India fired a Prahar missile. India carried out a nuclear test on 11 May 1998. The first"
        " test was on 18 May 1974."
    )
    dates = [event.date.value for event in told_by_rules("weapons_test", text, "en")]
    assert dates == [None, "1998-05-11", "1974-05-18"]


def test_a_date_within_another_of_its_sentence_is_told_apart():
    text = "A busy 2023 for Iran: it tested a Sejil missile on 5 August 2023."
    (candidate, *_) = found(text, "en", "2024-06-20")
    account = Account((candidate,))
    around = scene(text, "en", "2024-06-20")
    options = dates_in(around, account, [candidate.sentence])
    known = zip(options, sentence_date_features(around, account, options), strict=True)
    facts = {option.date.value: features for option, features in known}
    assert "*:finer=here" in facts["2023"] and "*:coarser=here" not in facts["2023"]
    assert "*:coarser=here" in facts["2023-08-05"] and "*:finer=here" not in facts["2023-08-05"]


def test_words_for_another_event_are_no_triggers_where_none_was_told():
    filler = "The port was busy. " * 50
    one = "India tested its Prahar missile. "
    texts = ("A second followed. " + one, one + "A second followed.", one + filler + "A second.")
    spotted = [[t.text for t in scene(text, "en", None).triggers] for text in texts]
    assert spotted == [["tested"], ["tested", "A second", "followed"], ["tested"]]


def test_a_dated_noun_ahead_of_all_others_means_the_launch_told_behind_it():
    text = "The launch on 3 May 2019 drew protests. India fired a Prahar missile."
    dates = [event.date.value for event in told_by_rules("weapons_test", text, "en")]
    assert dates == ["2019-05-03"]


def test_one_more_test_is_not_counted_with_those_before_it() -> None:
    text = "Korea Utara menembakkan tiga rudal pada Senin, disusul satu lagi pada Jumat."
    events = told_by_rules("weapons_test", text, "id")
    assert [e.attributes["count"] for e in events] == [3, 1]
