"""Dates that lean on others or stretch: "two days later", "since 2006", "last summer"."""

from datetime import date

import pytest
from extract_made import article, codebook

from extract.calendar import Calendar
from extract.dates import DateMention, spot_dates
from extract.pipeline import observe
from extract.read import read

TUESDAY, SUNDAY = date(2024, 6, 18), date(2024, 6, 16)


def calendar_of(lang: str) -> Calendar:
    return codebook().languages[lang].calendar


def spot(
    lang: str, text: str, published: date | None = TUESDAY, before: str = ""
) -> tuple[DateMention, ...]:
    return spot_dates(text, calendar_of(lang), published, before)


def values(found: tuple[DateMention, ...]) -> list[str | None]:
    return [mention.past.value for mention in found]


@pytest.mark.parametrize(
    ("lang", "text", "before", "expected"),
    [
        ("en", "On May 11, 1998, and again two days later", "", ["1998-05-11", "1998-05-13"]),
        ("en", "The next day it fell", "2018-06-12", ["2018-06-13"]),
        ("en", "It passed the following year", "1992", ["1993"]),
        ("en", "The following week they met", "On 12 June 2018", ["2018-06-18/2018-06-24"]),
        ("en", "The following Monday they met", "On 12 June 2018", ["2018-06-18"]),
        ("en", "The previous day it rained", "On 12 June 2018", ["2018-06-11"]),
        ("en", "Two days later", "June 1992", []),  # the text knows no day to count from
        ("en", "Two days later", "the 1987 treaty of 12 June 2018", ["2018-06-14"]),
        ("en", "Two days later", "On 12 June 2018, under the 1987 treaty,", ["2018-06-14"]),
        ("en", "Two days later", "From June 10 to 12, 2018", []),  # which of the three?
        ("en", "in September 2017 and in November of that year", "", ["2017-09", "2017-11"]),
        ("en", "Later that year it was signed", "In March 2017", ["2017"]),
        ("en", "The same day he left", "On 12 June 2018", ["2018-06-12"]),
        ("en", "It came two days after Iran tested a missile", "On May 30", ["2024-05-28"]),
        ("id", "pada 3 September 2025, lalu keesokan harinya", "", ["2025-09-03", "2025-09-04"]),
        ("id", "Empat hari sebelumnya", "2024-09-25", ["2024-09-21"]),
        ("id", "Hari sebelumnya", "2024-09-25", ["2024-09-24"]),
        ("id", "pada hari berikutnya", "Senin (10/6)", ["2024-06-11"]),
        ("id", "pada pekan berikutnya", "Senin (10/6)", ["2024-06-17/2024-06-23"]),
        ("id", "Sehari berselang", "2024-04-10", ["2024-04-11"]),
        ("id", "Lima hari kemudian", "Rabu (5/6)", ["2024-06-10"]),
        ("id", "Pada Juni tahun yang sama", "1961-10-30", ["1961-06"]),
        ("id", "Pada Juni tahun yang sama", "", []),
        ("id", "pada hari yang sama", "Rabu (5/6)", ["2024-06-05"]),
        ("id", "Pada tahun itu", "Oktober 1961", ["1961"]),
        ("id", "Yang pertama, tanggal 4, gagal", "pada Juli 2017", ["2017-07-04"]),
        ("id", "empat bulan berselang", "Desember 2022", ["2023-04"]),
        ("id", "terjadi sehari setelah uji coba", "Kamis (6/6)", ["2024-06-05"]),
    ],
)
def test_later_counts_from_the_date_named_before(
    lang: str, text: str, before: str, expected: list[str]
) -> None:
    assert values(spot(lang, text, TUESDAY, before)) == expected


def test_later_counts_in_the_tense_of_the_event() -> None:
    (mention,) = spot("id", "Sehari berselang", TUESDAY, "pada 10 April")
    assert (mention.past.value, mention.future.value) == ("2024-04-11", "2025-04-11")


@pytest.mark.parametrize("step", ["2000 months", "2000 weeks", "2000 years"])
def test_counting_on_and_on_ends_before_the_calendar_does(step: str) -> None:
    text = "On June 12, 2018, " + f"{step} later, {step} earlier, " * 3 + f"{step} later, " * 300
    found = values(spot("en", text))
    assert found[0] == "2018-06-12"
    assert all(value is None or len(value) <= 10 for value in found)


def test_date_of_an_earlier_sentence_reaches_the_event() -> None:
    text = (
        "The leaders of Russia and China met in Moscow on 12 June 2018. The talks were long. "
        "Two days later, North Korea test-fired a ballistic missile."
    )
    language = codebook().languages["en"]
    document = read(article(text, published="2018-06-20"))
    scene = observe(document, (), language, codebook())
    assert values(tuple(scene.dates(scene.sentences[-1]))) == ["2018-06-14"]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "six tests since 2006", ["2006/2024", "2006"]),
        ("en", "at least 15 times since January 2011", ["2011-01/2024-06", "2011-01"]),
        ("en", "since the beginning of 2016", ["2016-01/2024-06", "2016"]),
        ("en", "since he came to power in late 2011", ["2011/2024", "2011"]),
        ("en", "twice since Monday", ["2024-06-17/2024-06-18", "2024-06-17"]),
        ("en", "in August and September 2017", ["2017-08", "2017-08/2017-09", "2017-09"]),
        ("en", "on June 12 and June 13", ["2024-06-12", "2024-06-12/2024-06-13", "2024-06-13"]),
        ("en", "on May 3 and June 7", ["2024-05-03", "2024-06-07"]),
        ("en", "since, in 2006", ["2006"]),  # no span: "since" has its clause elsewhere
        ("en", "since 2026", ["2026"]),
        ("id", "enam uji coba sejak 2006", ["2006/2024", "2006"]),
        ("id", "sejak awal 2016", ["2016-01/2024-06", "2016"]),
        ("id", "sejak Januari 2018", ["2018-01/2024-06", "2018-01"]),
        ("id", "pada Agustus dan September 2017", ["2017-08", "2017-08/2017-09", "2017-09"]),
        ("id", "Kamis (6/6) dan Jumat (7/6)",
         ["2024-06-06", "2024-06-06/2024-06-07", "2024-06-07"]),
        ("id", "Kamis (6/6) sampai Sabtu (8/6)",
         ["2024-06-06", "2024-06-06/2024-06-08", "2024-06-08"]),
    ],
)  # fmt: skip
def test_joined_dates_form_a_span_and_stand_for_themselves(
    lang: str, text: str, expected: list[str]
) -> None:
    assert values(spot(lang, text)) == expected


@pytest.mark.parametrize(
    ("lang", "text", "before", "expected"),
    [
        ("en", "has fired many since then", "In February 2013", ["2013-02/2024-06"]),
        ("id", "sejak saat itu", "Pada Februari 2013", ["2013-02/2024-06"]),
        ("en", "has fired many since then", "", []),
    ],
)
def test_since_then_runs_from_the_date_named_before(
    lang: str, text: str, before: str, expected: list[str]
) -> None:
    assert values(spot(lang, text, TUESDAY, before)) == expected


@pytest.mark.parametrize(
    ("lang", "text", "past", "future"),
    [
        ("en", "in late May or early June", "2024-05/2024-06", "2024-05/2024-06"),
        ("en", "between Feb. 8 and 25", "2024-02-08/2024-02-25", "2025-02-08/2025-02-25"),
        ("en", "in the past two weeks", "2024-06-04/2024-06-18", "2024-06-04/2024-06-18"),
        ("en", "in the next three to four weeks", "2024-06-18/2024-07-16", "2024-06-18/2024-07-16"),
        ("en", "earlier in the week", "2024-06-17/2024-06-23", "2024-06-17/2024-06-23"),
        ("en", "at the end of the month", "2024-06", "2024-06"),
        ("en", "early next week", "2024-06-24/2024-06-25", "2024-06-24/2024-06-25"),
        ("en", "this weekend", "2024-06-22/2024-06-23", "2024-06-22/2024-06-23"),
        ("en", "a weekend summit", "2024-06-15/2024-06-16", "2024-06-22/2024-06-23"),
        ("en", "just days ago", "2024-06", "2024-06"),
        ("en", "in recent weeks", None, None),  # in May or in June
        ("en", "months ago", None, None),  # this year or last
        ("en", "in the coming days", None, "2024-06"),
        ("en", "last summer", "2023-06/2023-08", "2023-06/2023-08"),
        ("en", "earlier this spring", "2024-03/2024-05", "2024-03/2024-05"),
        ("en", "next fall", "2024-09/2024-11", "2024-09/2024-11"),
        ("en", "June of last year", "2023-06", "2023-06"),
        ("en", "last year's June summit", "2023-06", "2023-06"),
        ("en", "a May summit", "2024-05", "2024-05"),
        ("en", "his highly successful May visit", "2024-05", "2024-05"),
        ("en", "the end of March", "2024-03", "2025-03"),
        ("id", "akhir Mei atau awal Juni", "2024-05/2024-06", "2024-05/2024-06"),
        ("id", "antara 8 dan 25 Februari", "2024-02-08/2024-02-25", "2025-02-08/2025-02-25"),
        ("id", "dalam dua pekan terakhir", "2024-06-04/2024-06-18", "2024-06-04/2024-06-18"),
        ("id", "selama dua pekan ke depan", "2024-06-18/2024-07-02", "2024-06-18/2024-07-02"),
        ("id", "awal pekan ini", "2024-06-17/2024-06-18", "2024-06-17/2024-06-18"),
        ("id", "akhir pekan ini", "2024-06-22/2024-06-23", "2024-06-22/2024-06-23"),
        ("id", "beberapa hari lalu", "2024-06", "2024-06"),
        ("id", "dalam beberapa hari mendatang", None, "2024-06"),
        ("id", "musim panas lalu", "2023-06/2023-08", "2023-06/2023-08"),
        ("id", "5 Agustus lalu", "2023-08-05", "2023-08-05"),
        ("id", "1 Mei nanti", "2025-05-01", "2025-05-01"),
        ("id", "Senin(17/6)", "2024-06-17", "2024-06-17"),
        ("id", "Jumat malam waktu setempat (14/6)", "2024-06-14", "2024-06-14"),
        ("id", "Rabu besok", "2024-06-19", "2024-06-19"),
        ("id", "sore tadi", "2024-06-18", "2024-06-18"),
    ],
)
def test_vague_words_are_as_wide_as_they_are(
    lang: str, text: str, past: str | None, future: str | None
) -> None:
    (mention,) = spot(lang, text)
    assert (mention.past.value, mention.future.value) == (past, future)
    (unknown,) = spot(lang, text, None)
    assert (unknown.past.value, unknown.future.value) == (None, None)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "in the spring of 2017", "2017-03/2017-05"),
        ("en", "winter 2017", "2017-12/2018-02"),
        ("en", "the mid-1990s", "1990/1999"),
        ("id", "musim gugur 2017", "2017-09/2017-11"),
    ],
)
def test_season_or_decade_with_its_year_needs_no_publication_date(
    lang: str, text: str, expected: str
) -> None:
    assert values(spot(lang, text, None)) == [expected]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "last week", "2024-06-09/2024-06-15"),  # the week that has just ended
        ("id", "pekan lalu", "2024-06-09/2024-06-15"),
        ("en", "this week", "2024-06-10/2024-06-16"),
        ("en", "this weekend", "2024-06-15/2024-06-16"),
    ],
)
def test_sunday_looks_back_on_the_week_that_ended(lang: str, text: str, expected: str) -> None:
    assert values(spot(lang, text, SUNDAY)) == [expected]


@pytest.mark.parametrize(
    ("lang", "text", "before", "expected"),
    [
        ("id", "pada akhir Mei", "Pada 5 Juni 1967", ["1967-05"]),
        ("en", "in late May", "On June 5, 1967,", ["1967-05"]),
        ("en", "in late May", "the election of 2020", []),  # a bare year may be any year's
        ("en", "on 12 June", "the last test in September 2017", []),  # 2017 or 2018
        ("id", "pada Mei mendatang", "Pada 5 Juni 1967", []),
    ],
)
def test_month_of_a_story_without_a_publication_date(
    lang: str, text: str, before: str, expected: list[str]
) -> None:
    assert [v for v in values(spot(lang, text, None, before)) if v] == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Prime Minister Theresa May visit"),
        ("en", "Kim May Visit Moscow, Trump May Meet Him"),
        ("en", "the march since then"),
        ("en", "the Arab Spring, the Winter Olympics and the fall of Kabul"),
        ("en", "for 12 days, a two-day summit on its second day"),
        ("en", "in the coming weeks and in the next few years"),
        ("en", "the day after, the same year, that month"),
        ("en", "an august body"),
        ("en", "a weekend of fighting, at the end of the day"),
        ("id", "perempuan berusia 32 tahun itu"),
        ("id", "remaja 16 tahun ini dan perang 12 hari"),
        ("id", "lalu ia pergi, kemudian kembali"),
        ("id", "pada hari yang sama, tahun itu"),  # the text named no date
    ],
)
def test_near_miss_is_no_span(lang: str, text: str) -> None:
    assert values(spot(lang, text)) == []
