"""Numbers, ranges, altitudes, yields and counts of news sentences in both languages."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.calendar import Calendar, load_calendar
from extract.numbers import read_number
from extract.quantities import spot_quantities

LANGUAGES = Path(str(files("extract"))) / "codebook" / "languages"


@cache
def calendar_of(lang: str) -> Calendar:
    return load_calendar(LANGUAGES / lang / "calendar.yml")


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ("en", "1,001", 1001),
        ("en", "1.5", 1.5),
        ("en", "two dozen", 24),
        ("en", "a dozen", 12),
        ("en", "twenty-five", 25),
        ("en", "two hundred and five", 205),
        ("en", "2.5 million", 2_500_000),
        ("id", "1.500", 1500),
        ("id", "1,5", 1.5),
        ("id", "7.687,5", 7687.5),
        ("id", "tiga", 3),
        ("id", "sepuluh", 10),
        ("id", "sebelas", 11),
        ("id", "lima belas", 15),
        ("id", "dua puluh lima", 25),
        ("id", "seratus lima belas", 115),
        ("id", "dua ratus lima puluh", 250),
        ("id", "dua ribu lima ratus", 2500),
        ("id", "5 juta", 5_000_000),
        ("en", "several", None),
        ("en", "sixth", None),
        ("en", "10.30.15", None),
        ("id", "beberapa", None),
        ("id", "", None),
    ],
)
def test_number_is_read_as_the_language_writes_it(
    lang: str, words: str, expected: float | None
) -> None:
    assert read_number(words, calendar_of(lang)) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "flew about 450 km before falling", [(450, "km", "distance")]),
        ("en", "flew 450 km (280 miles)", [(450, "km", "distance"), (450.6, "km", "distance")]),
        ("en", "traveled 155 miles", [(249.4, "km", "distance")]),
        ("en", "reached an altitude of 2,300 miles", [(3701.5, "km", "altitude")]),
        ("en", "a peak altitude of 4,000 meters", [(4, "km", "altitude")]),
        ("en", "rose 50km high", [(50, "km", "altitude")]),
        ("en", "with a range of 2,000 kms", [(2000, "km", "range")]),
        ("en", "the 1,000 km-range missile", [(1000, "km", "range")]),
        ("en", "a yield of 20-24 megatons", [(24000, "kt", "yield")]),
        ("en", "about 100 kilotons", [(100, "kt", "yield")]),
        ("en", "a 240-mm launcher", [(240, "mm", "diameter")]),
        ("en", "a 600-millimeter launcher", [(600, "mm", "diameter")]),
        ("en", "an 82 tonne weapon", [(82000, "kg", "weight")]),
        ("id", "naik sampai 7.687,5 kilometer", [(7687.5, "km", "altitude")]),
        (
            "id",
            "terbang 4.500 kilometer pada ketinggian 970 kilometer",
            [(4500, "km", "distance"), (970, "km", "altitude")],
        ),
        ("id", "menempuh jarak 1.001,2 km", [(1001.2, "km", "distance")]),
        ("id", "terbang 4.600 km di atas kepala warga Aomori", [(4600, "km", "distance")]),
        ("id", "pecah 225 km di atas permukaan bumi", [(225, "km", "altitude")]),
        ("id", "pecah 225 km dari permukaan bumi", [(225, "km", "altitude")]),
        ("id", "menanjak hingga 28 kilometer", [(28, "km", "altitude")]),
        ("id", "jangkauan hingga 70 kilometer", [(70, "km", "range")]),
        ("id", "di ketinggian 4.000 meter", [(4, "km", "altitude")]),
        ("id", "sejauh sekitar 500 km", [(500, "km", "distance")]),
        ("id", "peluncur roket 240 milimeter", [(240, "mm", "diameter")]),
        ("id", "sudah enam kali menguji coba", [(6, "times", "times")]),
        ("en", "tested 15 times", [(15, "times", "times")]),
        ("id", "daya 50 megaton", [(50000, "kt", "yield")]),
        (
            "id",
            "jangkauan 125 mil (sekitar 200 kilometer)",
            [(201.2, "km", "range"), (200, "km", "range")],
        ),
    ],
)
def test_measure_is_told_by_the_words_beside_it(
    lang: str, text: str, expected: list[tuple[float, str, str]]
) -> None:
    found = [q for q in spot_quantities(text, calendar_of(lang)) if q.kind != "count"]
    assert [(round(q.value, 1), q.unit, q.kind) for q in found] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "fired three missiles", [("three", 3)]),
        ("en", "at least two rockets", [("two", 2)]),
        ("en", "fired a missile", [("a", 1)]),
        ("en", "two dozen shells", [("two dozen", 24)]),
        ("en", "2000 soldiers", [("2000", 2000)]),
        ("id", "dua rudal balistik", [("dua", 2)]),
        ("id", "sebuah rudal", [("sebuah", 1)]),
        ("id", "lima belas roket", [("lima belas", 15)]),
        ("id", "11 rudal", [("11", 11)]),
        ("en", "several missiles and a few rockets", []),
        ("en", "the sixth nuclear test", []),
        ("en", "in May 2018 on June 12, 2018", []),
        ("en", "the 1961 treaty and 24/7 at 10:30", []),
        ("en", "an F-16 worth $5 million", [("an", 1)]),
        ("en", "a barrage of missiles", []),
        ("en", "five percent in two hours", []),
        ("id", "beberapa rudal, uji coba keenam", []),
        ("id", "pukul 10.30 WIB, Senin (12/8), ke-6", []),
        ("id", "senilai Rp 5 juta", []),
        ("id", "tiga kali", []),
        ("id", "12 Juni 2018 dan perjanjian 1961", []),
    ],
)
def test_count_stands_before_what_it_counts(
    lang: str, text: str, expected: list[tuple[str, float]]
) -> None:
    counts = [q for q in spot_quantities(text, calendar_of(lang)) if q.kind == "count"]
    assert [(text[q.start : q.end], q.value) for q in counts] == expected


@given(st.text(st.sampled_from([*"0123456789/-.,() %", *"kmatwodozenseratus"])))
def test_noise_never_raises_and_never_overlaps(text: str) -> None:
    for lang in ("en", "id"):
        end = 0
        for quantity in spot_quantities(text, calendar_of(lang)):
            assert end <= quantity.start < quantity.end <= len(text)
            end = quantity.end
