"""What single triggers come to, before any of it is weighed: lists of dates, acts said of acts."""

import pytest
from extract_made import article, codebook

from extract.candidates import Candidate
from extract.pipeline import find_accounts, find_candidates, observe
from extract.read import read
from extract.scene import Scene
from extract.spot_triggers import spot_triggers


def scene(text: str, lang: str, published: str | None, title: str = "") -> Scene:
    language = codebook().languages[lang]
    document = read(article(text, lang, published, title))
    triggers = tuple(spot_triggers(document, language.triggers))
    return observe(document, triggers, language, codebook())


def found(text: str, lang: str, published: str) -> list[Candidate]:
    """All candidates in the order of the text."""
    return find_candidates(scene(text, lang, published), codebook())[0]


def candidates(text: str, lang: str, published: str) -> list[tuple[str, str | None]]:
    """(words of the trigger, date) of all candidates in the order of the text."""
    return [(c.spotted.text, c.date.value) for c in found(text, lang, published)]


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
    assert [told for _, told in candidates(text, lang, "2018-05-24")] == [date]


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


@pytest.mark.parametrize(
    ("lang", "text", "states"),
    [
        (
            "en",
            "US President Barack Obama left. He is due at Downing Street for talks with his French "
            "counterpart.",
            [{"FRA", "USA"}],
        ),
        (
            "id",
            "Presiden Prabowo Subianto tiba. Ia akan bertemu mitranya dari Prancis di Paris.",
            [{"FRA", "IDN"}],
        ),
        (
            "en",
            "French President Emmanuel Macron flew south. On Sunday he laid a wreath for the dead "
            "and conferred with President Mahamadou Issoufou.",
            [{"FRA", "NER"}],
        ),
        # near misses: nobody before, nobody's counterpart, no pronoun
        ("en", "He is due at Downing Street for talks with his French counterpart.", []),
        ("en", "US President Barack Obama left. He had talks with his French dentist.", []),
        ("en", "US President Barack Obama left. Aides conferred with President Macron.", []),
    ],
)
def test_a_pronoun_meets_a_counterpart_or_a_leader(lang, text, states):
    meetings = [c for c in found(text, lang, "2015-05-12") if c.spotted.trigger.needs == "leaders"]
    assert [{m.country for m in c.parties} for c in meetings] == states


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("He vowed to take Brazil out of the Paris climate accord.", {("out of", "withdraw")}),
        ("He took America back into the Paris climate accord.", {("back into", "accede")}),
        # near misses: no agreement
        ("He vowed to take Brazil out of the crisis.", set()),
        ("He took America back into the woods.", set()),
    ],
)
def test_a_state_is_taken_out_of_an_agreement_or_back_into_it(text, acts):
    told = found(text, "en", "2019-05-12")
    assert {(c.spotted.text, dict(c.spotted.trigger.settings)["action"]) for c in told} == acts


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        (
            "Russia and North Korea will sign a partnership treaty on Friday. "
            "Russia and North Korea signed a friendship treaty in 1961.",
            2,
        ),
        # near miss: what was to come has come, this year
        (
            "Russia and North Korea will sign a partnership treaty on Friday. "
            "Russia and North Korea signed the partnership treaty on June 21.",
            1,
        ),
    ],
)
def test_what_lies_ahead_and_what_was_in_an_earlier_year_are_two(text, accounts):
    made, _ = find_accounts(scene(text, "en", "2024-06-20"), codebook())
    assert len([a for a in made if a.event_type == "treaty"]) == accounts


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        (
            "Poland and Latvia will sign a border treaty next month. It replaces the agreement of "
            "1974. That agreement was concluded in Riga under Brezhnev.",
            ["occurred", "planned"],
        ),
        # near miss: the treaty itself
        (
            "Poland and Latvia will sign a border treaty next month. It covers the river, too. "
            "That treaty will be signed in Riga.",
            ["planned"],
        ),
    ],
)
def test_a_plan_and_what_is_told_by_an_earlier_year_are_two(text, statuses):
    accounts, _ = find_accounts(scene(text, "en", "2020-05-20"), codebook())
    assert sorted(a.status for a in accounts) == statuses
