"""The language of an article, from its words or from what its source calls it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language import detect_language, detection_rules, language_code

MALAY = (
    "Perdana Menteri berkata bahawa mesyuarat itu ditangguhkan kerana cuaca buruk, dan kedua-dua "
    "timbalan menteri akan bertemu semula pada hari Isnin."
)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The two leaders shook hands in Geneva before the talks began.", "en"),
        ("Kedua pemimpin berjabat tangan di Jenewa sebelum perundingan dimulai, Senin.", "id"),
        (MALAY, "ms"),
        ("KEDUA PEMIMPIN BERJABAT TANGAN DI JENEWA KARENA PERUNDINGAN BERHASIL", "id"),
        ("Die beiden Präsidenten trafen sich gestern in Genf zu einem Gespräch.", "de"),
        ("Президенты встретились вчера в Женеве и подписали договор.", "ru"),
        ("两国领导人昨天在日内瓦会晤并签署了一项新的合作条约双方表示满意", "zh"),
        ("Kim Jong Un", None),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21", None),
        ("🙂" * 40, None),
        ("", None),
        ("\ud800 The leaders shook hands in Geneva before the talks began.", "en"),
    ],
)
def test_the_language_is_told_from_the_words(text, lang):
    assert detect_language(text) == lang


@pytest.mark.parametrize(
    ("label", "lang"),
    [
        *[("id", "id"), ("ID", "id"), ("in", "id"), ("ind", "id"), ("id_ID", "id")],
        *[("Indonesian", "id"), ("Bahasa  Indonesia", "id"), ("en-US", "en"), ("eng", "en")],
        *[("English", "en"), ("zh-Hans-CN", "zh"), ("zsm", "ms"), ("nl", "nl")],
        *[("xx", None), ("Klingon", None), ("und", None), ("", None), ("-", None)],
    ],
)
def test_a_label_becomes_its_two_letters(label, lang):
    assert language_code(label) == lang


def test_a_word_votes_for_one_language_only():
    indonesian, malay = (detection_rules().vote[lang] for lang in ("id", "ms"))
    assert not indonesian & malay


@given(st.text(st.characters(), max_size=400))
def test_detection_never_raises(text):
    lang = detect_language(text)
    assert lang is None or lang in detection_rules().codes
