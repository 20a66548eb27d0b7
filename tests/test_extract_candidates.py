"""What single triggers come to, before any of it is weighed: lists of dates, acts said of acts."""

import pytest
from extract_made import article, codebook

from extract.pipeline import find_candidates, observe
from extract.read import read
from extract.spot_triggers import spot_triggers


def candidates(text: str, lang: str, published: str) -> list[tuple[str, str | None]]:
    """(words of the trigger, date) of all candidates in the order of the text."""
    language = codebook().languages[lang]
    document = read(article(text, lang, published))
    triggers = tuple(spot_triggers(document, language.triggers))
    found, _ = find_candidates(observe(document, triggers, language, codebook()), codebook())
    return [(c.spotted.text, c.date.value) for c in found]


@pytest.mark.parametrize(
    ("lang", "text", "triggers"),
    [
        ("en", "The leaders of the G7 met in Hiroshima on Friday.", ["met"]),
        ("id", "Para pemimpin NATO berkumpul di Den Haag.", ["berkumpul"]),
        ("en", "The US president will host his Chinese counterpart.", ["host"]),
        # near misses: the body without its leaders, a host without a guest
        ("en", "The G7 ministers met in Hiroshima on Friday.", []),
        ("en", "The US president will host a dinner.", []),
    ],
)
def test_leaders_of_a_body_and_counterparts_meet(lang, text, triggers):
    assert [words for words, _ in candidates(text, lang, "2023-05-20")] == triggers


@pytest.mark.parametrize(
    ("lang", "text", "dates"),
    [
        ("en", "Iran tested missiles on May 3 and May 5.", ["2025-05-03", "2025-05-05"]),
        (
            "en",
            "Iran tested missiles three times this month, on May 3, May 5 and May 9.",
            ["2025-05-03", "2025-05-05", "2025-05-09"],
        ),
        (
            "id",
            "Iran menguji rudal pada 3 Mei, 5 Mei, dan 9 Mei.",
            ["2025-05-03", "2025-05-05", "2025-05-09"],
        ),
        # near misses: one date told twice, a second date of something else
        ("en", "Iran tested missiles on Saturday, May 3.", ["2025-05-03"]),
        ("en", "Iran tested missiles on May 3, the first time since April 1.", ["2025-05-03"]),
    ],
)
def test_each_date_of_a_list_is_a_test_of_its_own(lang, text, dates):
    assert [date for _, date in candidates(text, lang, "2025-05-12")] == dates


@pytest.mark.parametrize(
    ("lang", "text", "date"),
    [
        ("en", "Trump on Thursday cancelled his summit with Kim, due on June 12.", "2018-06-12"),
        ("id", "Trump pada Kamis membatalkan pertemuan dengan Kim pada 12 Juni.", "2018-06-12"),
        # near misses: the day of what was called off itself
        ("en", "The meeting between Trump and Kim on June 12 was cancelled.", "2018-06-12"),
        ("en", "Trump cancelled the June 12 meeting with Kim.", "2018-06-12"),
    ],
)
def test_the_day_of_calling_off_is_not_that_of_the_meeting(lang, text, date):
    assert [found for _, found in candidates(text, lang, "2018-05-24")] == [date]


@pytest.mark.parametrize(
    ("lang", "text", "acts"),
    [
        ("en", "Russia and China agreed to extend the Amur treaty by a year.", ["extend"]),
        ("en", "Laos announced the withdrawal from the Amur treaty.", ["withdrawal"]),
        ("id", "Rusia dan China sepakat memperpanjang perjanjian Amur.", ["memperpanjang"]),
        # near misses: the act that is meant stands alone, or behind the agreement
        ("en", "Russia and China agreed to the Amur treaty.", ["agreed to"]),
        ("en", "Russia and China reached the Amur agreement to trade gas.", ["reached"]),
    ],
)
def test_a_verb_that_is_said_of_an_act_is_none_itself(lang, text, acts):
    assert [words for words, _ in candidates(text, lang, "2025-05-12")] == acts


@pytest.mark.parametrize(
    ("lang", "text", "triggers"),
    [
        (
            "en",
            "The New START treaty was agreed in 2010. Russia ratified it in 2011.",
            ["was agreed", "ratified"],
        ),
        (
            "id",
            "Traktat New START disepakati pada 2010. Rusia meratifikasinya pada 2011.",
            ["disepakati", "meratifikasinya"],
        ),
        # near miss: another object
        (
            "en",
            "The New START treaty was agreed in 2010. Russia ratified a budget in 2011.",
            ["was agreed"],
        ),
    ],
)
def test_a_pronoun_means_the_agreement_told_before(lang, text, triggers):
    assert [words for words, _ in candidates(text, lang, "2025-05-12")] == triggers


@pytest.mark.parametrize(
    ("lang", "text", "triggers"),
    [
        (
            "en",
            "President Joko Widodo came home. He had lunch with Japanese Premier Shinzo Abe.",
            ["lunch with"],
        ),
        (
            "en",
            "President Joko Widodo came home. Japanese Emperor Naruhito received him on Monday.",
            ["received"],
        ),
        (
            "id",
            "Presiden Vietnam To Lam pulang. Presiden bertemu PM Jepang Fumio Kishida pada Senin.",
            ["bertemu"],
        ),
        (
            "id",
            "Presiden Joko Widodo mendarat. PM Jepang Shinzo Abe menyambutnya pada Senin.",
            ["menyambutnya"],
        ),
        # near misses: a guest who leads nothing, a thing received, a president who is not named
        ("en", "President Joko Widodo came home. He had lunch with reporters.", []),
        (
            "en",
            "President Joko Widodo came home. Japanese Emperor Naruhito received a letter.",
            [],
        ),
        ("id", "Presiden bertemu PM Jepang Fumio Kishida pada Senin.", []),
        ("id", "Presiden Joko Widodo pulang. PM Jepang Shinzo Abe menyambut pesannya.", []),
    ],
)
def test_who_is_meant_by_a_pronoun_or_an_office_takes_part(lang, text, triggers):
    assert [words for words, _ in candidates(text, lang, "2019-05-12")] == triggers


@pytest.mark.parametrize(
    ("lang", "text", "triggers"),
    [
        ("en", "Leaders of the 27 EU countries met in Brussels on Thursday.", ["met"]),
        ("en", "North Korea showed a Hwasong-20. The launch took place on Friday.", ["launch"]),
        ("id", "Korut memamerkan Hwasong-20. Peluncuran itu terjadi pada Jumat.", ["Peluncuran"]),
        ("en", "Pakistan set off five nuclear devices underground on Thursday.", ["set off"]),
        # near misses
        ("en", "The parliaments of the 27 EU countries met in Brussels on Thursday.", []),
        ("en", "India launched a satellite on Friday.", []),
        ("en", "Pakistan set off on a long journey underground on Thursday.", []),
    ],
)
def test_members_of_a_body_and_launches_by_a_noun(lang, text, triggers):
    assert [words for words, _ in candidates(text, lang, "2025-05-12")] == triggers
