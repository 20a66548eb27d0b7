"""Dates of news sentences in both languages and near misses."""

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.calendar import Calendar, load_calendar
from extract.dates import DateMention, spot_dates

LANGUAGES = Path(str(files("extract"))) / "codebook" / "languages"
TUESDAY = date(2024, 6, 18)


@cache
def calendar_of(lang: str) -> Calendar:
    return load_calendar(LANGUAGES / lang / "calendar.yml")


def spot(lang: str, text: str, published: date | None = TUESDAY) -> tuple[DateMention, ...]:
    return spot_dates(text, calendar_of(lang), published)


def only(lang: str, text: str, published: date | None = TUESDAY) -> DateMention:
    (mention,) = spot(lang, text, published)
    return mention


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "on June 12, 2018", "2018-06-12"),
        ("en", "on June 12th, 2018", "2018-06-12"),
        ("en", "on Tuesday, June 12, 2018,", "2018-06-12"),
        ("en", "on 12 June 2018", "2018-06-12"),
        ("en", "on the 12th of June, 2018", "2018-06-12"),
        ("en", "on Sept. 15, 2017", "2017-09-15"),
        ("en", "JUNE 12, 2018", "2018-06-12"),
        ("en", "2018-06-12", "2018-06-12"),
        ("en", "8/13/2019", "2019-08-13"),
        ("en", "13/8/2019", "2019-08-13"),
        ("id", "tahun 1990-an", "1990/1999"),
        ("en", "signed on September 3, 1783", "1783-09-03"),
        ("en", "in May 2018", "2018-05"),
        ("en", "in the last week of May 2018", "2018-05"),
        ("en", "in mid-May 2018", "2018-05"),
        ("en", "in late May of 2018", "2018-05"),
        ("en", "in mid-2015", "2015"),
        ("en", "in 1961", "1961"),
        ("en", "since 2006", "2006"),
        ("en", "the 1961 treaty", "1961"),
        ("en", "the 1990s", "1990/1999"),
        ("en", "June 19-20, 2024", "2024-06-19/2024-06-20"),
        ("en", "June 19 and 20, 2024", "2024-06-19/2024-06-20"),
        ("en", "8-9 July 2024", "2024-07-08/2024-07-09"),
        ("en", "from June 30 to July 2, 2024", "2024-06-30/2024-07-02"),
        ("en", "30 June to 2 July 2024", "2024-06-30/2024-07-02"),
        ("en", "between 2006 and 2017", "2006/2017"),
        ("en", "the 1950-53 war", "1950/1953"),
        ("en", "between March and May 2020", "2020-03/2020-05"),
        ("en", "the second quarter of 2020", "2020-04/2020-06"),
        ("id", "pada 12 Juni 2018", "2018-06-12"),
        ("id", "pada Rabu, 19 Juni 2024", "2024-06-19"),
        ("id", "pada Rabu (19/06/2024)", "2024-06-19"),
        ("id", "pada Rabu (19/6/2024 waktu setempat)", "2024-06-19"),
        ("id", "pada Rabu malam (19/6/2024)", "2024-06-19"),
        ("id", "pada Rabu (19-06-2024)", "2024-06-19"),
        ("id", "Jum'at (21/6/2024)", "2024-06-21"),
        ("id", "(12/8/2019)", "2019-08-12"),  # the day stands first
        ("id", "12-08-2019", "2019-08-12"),
        ("id", "2019-08-12", "2019-08-12"),
        ("id", "17 Agt. 2019", "2019-08-17"),
        ("id", "1 Des. 2019", "2019-12-01"),
        ("id", "27 mei 1967", "1967-05-27"),
        ("en", "in april 1967", "1967-04"),
        ("id", "pada Mei 2018", "2018-05"),
        ("id", "awal Juni 2018", "2018-06"),
        ("id", "bulan Juni tahun 2017", "2017-06"),
        ("id", "pada tahun 1961", "1961"),
        ("id", "perjanjian 1961", "1961"),
        ("id", "era 1990-an", "1990/1999"),
        ("id", "19-20 Juni 2024", "2024-06-19/2024-06-20"),
        ("id", "14 dan 15 November 2022", "2022-11-14/2022-11-15"),
        ("id", "30 Juni hingga 2 Juli 2024", "2024-06-30/2024-07-02"),
        ("id", "(19-20/6/2024)", "2024-06-19/2024-06-20"),
        ("id", "antara 2006 dan 2017", "2006/2017"),
        ("id", "sepanjang 2018-2019", "2018/2019"),
        ("id", "kuartal kedua 2024", "2024-04/2024-06"),
    ],
)
def test_written_year_needs_no_publication_date(lang: str, text: str, expected: str) -> None:
    mention = only(lang, text, None)
    assert (mention.past.value, mention.future.value) == (expected, expected)
    assert mention.explicit


@pytest.mark.parametrize(
    ("lang", "text", "past", "future"),
    [
        ("en", "on June 12", "2024-06-12", "2024-06-12"),  # future: late news of a plan
        ("en", "on February 12", "2024-02-12", "2025-02-12"),
        ("en", "on 9 July", "2024-07-09", "2024-07-09"),  # past: a misread tense
        ("en", "on 9 September", "2023-09-09", "2024-09-09"),
        ("en", "on June 19", "2024-06-19", "2024-06-19"),  # past: news from where it is tomorrow
        ("en", "on Feb. 29", "2024-02-29", "2024-02-29"),  # no other is near
        ("en", "in May", "2024-05", "2024-05"),  # future: late news of a plan
        ("en", "in July", "2024-07", "2024-07"),  # past: a misread tense
        ("en", "in April", "2024-04", "2025-04"),
        ("en", "in June", "2024-06", "2024-06"),
        ("en", "in December", "2023-12", "2024-12"),
        ("en", "last May", "2024-05", "2024-05"),
        ("en", "last June", "2023-06", "2023-06"),
        ("en", "next March", "2025-03", "2025-03"),
        ("en", "August last year", "2023-08", "2023-08"),
        ("en", "on August 5 last year", "2023-08-05", "2023-08-05"),
        ("en", "on Tuesday", "2024-06-18", "2024-06-18"),
        ("en", "on Wednesday", "2024-06-12", "2024-06-19"),
        ("en", "last Tuesday", "2024-06-11", "2024-06-11"),
        ("en", "next Tuesday", "2024-06-25", "2024-06-25"),
        ("en", "Friday of next week", "2024-06-28", "2024-06-28"),
        ("en", "Friday and Saturday", "2024-06-14/2024-06-15", "2024-06-21/2024-06-22"),
        ("en", "today", "2024-06-18", "2024-06-18"),
        ("en", "yesterday", "2024-06-17", "2024-06-17"),
        ("en", "the day before yesterday", "2024-06-16", "2024-06-16"),
        ("en", "tomorrow", "2024-06-19", "2024-06-19"),
        ("en", "tonight", "2024-06-18", "2024-06-18"),
        ("en", "this week", "2024-06-17/2024-06-23", "2024-06-17/2024-06-23"),
        ("en", "last week", "2024-06-10/2024-06-16", "2024-06-10/2024-06-16"),
        ("en", "next week", "2024-06-24/2024-06-30", "2024-06-24/2024-06-30"),
        ("en", "over the weekend", "2024-06-15/2024-06-16", "2024-06-22/2024-06-23"),
        ("en", "last weekend", "2024-06-15/2024-06-16", "2024-06-15/2024-06-16"),
        ("en", "earlier this month", "2024-06", "2024-06"),
        ("en", "last month", "2024-05", "2024-05"),
        ("en", "last quarter", "2024-01/2024-03", "2024-01/2024-03"),
        ("en", "last year", "2023", "2023"),
        ("en", "next year", "2025", "2025"),
        ("en", "three days ago", "2024-06-15", "2024-06-15"),
        ("en", "two weeks ago", "2024-06-04", "2024-06-04"),
        ("en", "fifteen months ago", "2023-03", "2023-03"),
        ("en", "a year ago", "2023", "2023"),
        ("en", "in three days", None, "2024-06-21"),  # in the past it is a length of time
        ("en", "in two months", None, "2024-08"),
        ("en", "June 10-12", "2024-06-10/2024-06-12", "2024-06-10/2024-06-12"),
        ("en", "December 30 to January 2", "2023-12-30/2024-01-02", "2024-12-30/2025-01-02"),
        ("id", "12 Februari", "2024-02-12", "2025-02-12"),
        ("id", "Senin (17/6)", "2024-06-17", "2024-06-17"),
        ("id", "Senin (12/8)", "2024-08-12", "2024-08-12"),  # the weekday fixes the year
        ("id", "Sabtu (12/8)", "2023-08-12", "2023-08-12"),
        ("id", "(12/2)", "2024-02-12", "2025-02-12"),
        ("id", "pada April", "2024-04", "2025-04"),
        ("id", "Mei lalu", "2024-05", "2024-05"),
        ("id", "Agustus mendatang", "2024-08", "2024-08"),
        ("id", "Agustus tahun lalu", "2023-08", "2023-08"),
        ("id", "18 Desember tahun lalu", "2023-12-18", "2023-12-18"),
        ("id", "pada Rabu", "2024-06-12", "2024-06-19"),
        ("id", "Selasa lalu", "2024-06-11", "2024-06-11"),
        ("id", "Kamis pekan lalu", "2024-06-13", "2024-06-13"),
        ("id", "Jumat mendatang", "2024-06-21", "2024-06-21"),
        ("id", "Senin pekan depan", "2024-06-24", "2024-06-24"),
        ("id", "hari Minggu lalu", "2024-06-16", "2024-06-16"),  # a day by its capital
        ("id", "minggu lalu", "2024-06-10/2024-06-16", "2024-06-10/2024-06-16"),
        ("id", "hari ini", "2024-06-18", "2024-06-18"),
        ("id", "kemarin", "2024-06-17", "2024-06-17"),
        ("id", "besok", "2024-06-19", "2024-06-19"),
        ("id", "lusa", "2024-06-20", "2024-06-20"),
        ("id", "pekan depan", "2024-06-24/2024-06-30", "2024-06-24/2024-06-30"),
        ("id", "akhir pekan lalu", "2024-06-15/2024-06-16", "2024-06-15/2024-06-16"),
        ("id", "bulan lalu", "2024-05", "2024-05"),
        ("id", "tahun lalu", "2023", "2023"),
        ("id", "dua hari lalu", "2024-06-16", "2024-06-16"),
        ("id", "dua pekan yang lalu", "2024-06-04", "2024-06-04"),
        ("id", "sebulan lalu", "2024-05", "2024-05"),
        ("id", "tiga tahun silam", "2021", "2021"),
        ("id", "tiga hari lagi", None, "2024-06-21"),
        ("id", "3 September lalu", "2023-09-03", "2023-09-03"),
        ("id", "27 Juli mendatang", "2024-07-27", "2024-07-27"),
        ("id", "Senin (17/6) lalu", "2024-06-17", "2024-06-17"),
        ("en", "Tuesday (June 18)", "2024-06-18", "2024-06-18"),
        ("id", "28-29 September", "2023-09-28/2023-09-29", "2024-09-28/2024-09-29"),
    ],
)
def test_date_without_a_year_counts_from_publication(
    lang: str, text: str, past: str | None, future: str | None
) -> None:
    mention = only(lang, text)
    assert (mention.past.value, mention.future.value) == (past, future)
    unknown = only(lang, text, None)
    assert (unknown.past.value, unknown.future.value) == (None, None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "a 4-2 win (4/5)"),
        ("en", "watched 24/7"),
        ("en", "an F-16 and a Hwasong-12"),
        ("en", "Resolution 1718 and Resolution 2006"),
        ("en", "2,000 soldiers and 2000 people"),
        ("en", "a crowd of about 2000"),
        ("en", "$1998 and 2018.5"),
        ("en", "Theresa May said that leaders may march"),
        ("en", "the sun rose on a second friday"),
        ("en", "a day after, two days later"),
        ("en", "12/8/2019"),  # December or August
        ("en", "in the coming months"),
        ("en", "the past year"),
        ("en", "Friday the 13th"),
        ("en", "reported by USA TODAY"),
        ("en", "for the first time in six months"),
        ("en", "flew for 86 minutes at 10:30"),
        ("id", "pukul 10.30 WIB"),
        ("id", "menang 4/5 dan siaga 24/7"),
        ("id", "Resolusi 1718 dan resolusi 2006"),
        ("id", "2.000 prajurit dan 2000 orang"),
        ("id", "UU Nomor 27 Tahun 2022"),
        ("id", "patroli dua hari ini"),
        ("id", "satu minggu penuh, seminggu sekali"),
        ("id", "dua hari kemudian, keesokan harinya"),
        ("id", "Hwasong-18 dan ke-19"),
        ("id", "selasa-selasar dan rabun"),
    ],
)
def test_near_miss_is_no_date(lang: str, text: str) -> None:
    assert [text[m.start : m.end] for m in spot(lang, text)] == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "in May and August 2023", ["2023-05", "2023-08"]),
        ("en", "May 3, June 7 and August 9, 2023", ["2023-05-03", "2023-06-07", "2023-08-09"]),
        ("id", "pada Mei dan Agustus 2023", ["2023-05", "2023-08"]),
        ("en", "in 1974, on May 11 and last week", ["1974", "2024-05-11", "2024-06-10/2024-06-16"]),
        ("id", "pada Senin (17/6) kemarin", ["2024-06-17"]),  # "kemarin" only repeats it
    ],
)
def test_dates_of_a_list_share_the_year(lang: str, text: str, expected: list[str]) -> None:
    assert [mention.past.value for mention in spot(lang, text)] == expected


def test_impossible_day_is_spotted_but_unknown() -> None:
    assert only("en", "on June 31, 2020").past.value is None


def test_spans_are_the_words_of_the_text() -> None:
    text = "Keduanya bertemu pada Rabu, 19 Juni 2024, di Pyongyang."
    mention = only("id", text)
    assert text[mention.start : mention.end] == "Rabu, 19 Juni 2024"
    assert (mention.kind, mention.past.rule) == ("day", "day")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_weekday_alone_is_within_a_week_on_the_right_side(published: date) -> None:
    mention = only("en", "on Thursday", published)
    past = date.fromisoformat(mention.past.value or "")
    future = date.fromisoformat(mention.future.value or "")
    assert past <= published <= future
    assert future - past in (timedelta(0), timedelta(7))


@given(st.text(st.sampled_from([*"0123456789/-.,() '", *"MayJuneSeninlastweekago"])), st.dates())
def test_noise_never_raises_and_never_overlaps(text: str, published: date) -> None:
    for lang in ("en", "id"):
        end = 0
        for mention in spot(lang, text, published):
            assert end <= mention.start < mention.end <= len(text)
            end = mention.end


WORDS_OF_TIME = (
    "May June Monday 31 2020 1999 last next this week month year ago 3 two in and - , 12th of to "
    "between the day days weekend 1990s since early or after later then same summer past few "
    "following"
)


@given(st.lists(st.sampled_from(WORDS_OF_TIME.split()), max_size=12), st.dates())
def test_words_of_time_in_any_order_never_raise(words: list[str], published: date) -> None:
    found = spot("en", " ".join(words), published)
    assert all(one.end <= other.start for one, other in pairwise(found))
