"""Dates that only count others, years that a sentence begins with, days that a day implies."""

from datetime import date

import pytest
from test_date_spans import spot, values

FRIDAY = date(2018, 7, 6)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Its first missile since November 2017 flew on Monday.", ["2018-07-02"]),
        ("en", "It was the fourth such meeting after May 2016.", []),
        ("en", "for the first time since late 2011", []),
        ("id", "Uji coba kemarin adalah yang kedua setelah Oktober 2006.", ["2018-07-05"]),
        ("id", "Pertama sejak 1980, rudal itu meluncur.", []),
        # near misses: a count of many, a date of its own behind the comma
        ("en", "It has fired six missiles since 2006.", ["2006/2018", "2006"]),
        ("en", "It was the first test, since 2006 was a quiet year.", ["2006/2018", "2006"]),
        ("id", "Enam uji coba digelar sejak 2006.", ["2006/2018", "2006"]),
    ],
)
def test_what_an_ordinal_counts_from_dates_nothing(lang, text, expected):
    assert values(spot(lang, text, FRIDAY)) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "en",
            "In 2016, the North set off two bombs, in January and September.",
            ["2016", "2016-01", "2016-09"],
        ),
        ("en", "Last year the Guards fired missiles in June.", ["2017", "2017-06"]),
        (
            "id",
            "Sepanjang 2016, dua bom diledakkan, yakni pada Januari dan 9 September.",
            ["2016", "2016-01", "2016-09-09"],
        ),
        ("id", "Tahun lalu negara itu menembakkan rudal pada Juli.", ["2017", "2017-07"]),
        # near misses: the year of an agreement, a list of dates, a year told later
        ("en", "The 2015 deal was quit in May.", ["2015", "2018-05"]),
        ("en", "In 2016, in May and last week", ["2016", "2018-05", "2018-06-25/2018-07-01"]),
        ("en", "They met in May as they had met throughout 2016.", ["2018-05", "2016"]),
    ],
)
def test_a_sentence_that_begins_with_a_year_stays_in_it(lang, text, expected):
    assert values(spot(lang, text, FRIDAY)) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "They met on May 3. Hours later it fired.", ["2018-05-03", "2018-05-03"]),
        ("en", "They met on May 3. She had left the day before.", ["2018-05-03", "2018-05-02"]),
        (
            "en",
            "It fired on May 3, the first since March 2016. A day earlier it had fired two.",
            ["2018-05-03", "2018-05-02"],
        ),
        ("id", "Rudal meluncur pada 3 Mei. Hari itu juga", ["2018-05-03", "2018-05-03"]),
        ("id", "Rudal meluncur pada 3 Mei. Esoknya ia tiba", ["2018-05-03", "2018-05-04"]),
        ("id", "Ia tiba pada 3 Mei, malam harinya pulang", ["2018-05-03", "2018-05-03"]),
        # near misses: the day before something else, hours that count from now
        ("en", "They met on May 3, the day before the summit.", ["2018-05-03"]),
        ("en", "Hours later it fired.", []),
        ("id", "Perundingan dua hari itu gagal pada 3 Mei.", ["2018-05-03"]),
    ],
)
def test_a_day_leads_to_others(lang, text, expected):
    assert values(spot(lang, text, FRIDAY)) == expected
