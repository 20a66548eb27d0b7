"""Who looks on at a test or directs it, and who only speaks of it."""

import pytest
from test_extract_candidates import found, scene

from extract.arguments import entities, overseer
from extract.candidates import Account
from extract.cast import sentence_party_features


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Indian Prime Minister Narendra Modi watched the test of an Agni-5 missile."),
        ("en", "The test of an Agni-5 missile was overseen by Prime Minister Narendra Modi."),
        ("en", "India tested an Agni-5 missile with Prime Minister Narendra Modi looking on."),
        (
            "en",
            "Prime Minister Narendra Modi and President Droupadi Murmu watched the test of an"
            " Agni-5 missile.",
        ),
        ("id", "Perdana Menteri India Narendra Modi menyaksikan uji coba rudal Agni-5."),
        ("id", "PM India Narendra Modi Saksikan Uji Coba Rudal Agni-5"),
        ("id", "Uji coba rudal Agni-5 itu diawasi Perdana Menteri India Narendra Modi."),
        ("ms", "Perdana Menteri India Narendra Modi menyaksikan ujian peluru berpandu."),
    ],
)
def test_who_looks_on_at_a_test_is_told_to(lang, text):
    assert _overseers(lang, text) == {"head"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Indian Prime Minister Narendra Modi hailed the test of an Agni-5 missile."),
        ("en", "Narendra Modi, the Prime Minister, did not watch the test of an Agni-5 missile."),
        ("en", "Prime Minister Narendra Modi said scientists watched the test of a missile."),
        ("en", "A missile test was watched by scientists, Prime Minister Narendra Modi said."),
        ("en", "Prime Minister Narendra Modi's adviser watched the test of an Agni-5 missile."),
        (
            "en",
            "Prime Minister Narendra Modi praised it as President Droupadi Murmu watched the test"
            " of an Agni-5 missile.",
        ),
        ("en", "India tested a missile. Prime Minister Narendra Modi watched films."),
        (
            "en",
            "The missile test, watched by crowds of students at the seaside resort of Puri, pleased"
            " Prime Minister Narendra Modi.",
        ),
        (
            "en",
            "Prime Minister Narendra Modi flew home and President Droupadi Murmu watched the test"
            " of an Agni-5 missile.",
        ),
        ("id", "Uji coba rudal itu disaksikan para ilmuwan, kata PM India Narendra Modi."),
        ("id", "Perdana Menteri Narendra Modi tidak menyaksikan uji coba rudal Agni-5."),
        ("id", "Narendra Modi, PM yang memimpin India, memuji uji coba rudal Agni-5."),
    ],
)
def test_who_speaks_of_a_test_does_not_look_on(lang, text):
    assert _overseers(lang, text) == {""}


@pytest.mark.parametrize(("key", "office"), [("narendra-modi", "head"), ("IND", "")])
def test_who_looks_on_is_weighed_as_such(key, office):
    text = "India's Prime Minister Narendra Modi watched the test of an Agni-5 missile."
    here = scene(text, "en", "2024-03-11")
    [candidate] = found(text, "en", "2024-03-11")
    [entity] = [e for e in entities(here, Account((candidate,))) if e.key == key]
    facts = sentence_party_features(here, candidate, entity, entity.mentions[0])
    assert f"weapons_test:{entity.kind}:oversees={office}" in facts


def _overseers(lang, text):
    """As what Modi looks on, by the candidates of a text."""
    here = scene(text, lang, "2024-03-11")
    candidates = found(text, lang, "2024-03-11")
    [modi] = [e for e in entities(here, Account(tuple(candidates))) if "modi" in e.key]
    return {overseer(here, each, modi) for each in candidates}
