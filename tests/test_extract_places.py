"""What is a place: a city state is one by its name, a house of state where something is held."""

import pytest
from test_extract_candidates import scene

from extract.places import kind_of_place, place_of
from extract.records import Place


def mention_of(text, name, lang="en"):
    here = scene(text, lang, "2025-05-06")
    return here, next(m for m in here.mentions if m.text == name)


@pytest.mark.parametrize(
    ("name", "lang", "text"),
    [
        ("Singapore", "en", "Joko Widodo met Lee Hsien Loong in Singapore on Monday."),
        ("Singapura", "id", "Joko Widodo bertemu Lee Hsien Loong di Singapura, Senin."),
        ("Singapura", "ms", "Joko Widodo bertemu Lee Hsien Loong di Singapura pada Isnin."),
        ("Vatican", "en", "Joko Widodo met Pope Francis at the Vatican on Monday."),
        ("Monaco", "en", "Emmanuel Macron met Prince Albert in Monaco on Monday."),
    ],
)
def test_a_city_state_is_a_named_place_with_the_coordinates_of_the_city(name, lang, text):
    here, mention = mention_of(text, name, lang)
    place = place_of(mention, here.world)
    assert (kind_of_place(mention, here.world), place.name) == ("place", name)
    assert place.country == mention.country and place.latitude is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Singaporean", "Joko Widodo met the Singaporean leader on Monday."),
        ("Luxembourg", "Emmanuel Macron met Joko Widodo in Luxembourg on Monday."),
        ("Panama", "Joe Biden met Raul Castro in Panama on Monday."),
    ],
)
def test_a_people_and_a_state_with_land_around_its_capital_are_no_named_place(name, text):
    here, mention = mention_of(text, name)
    assert kind_of_place(mention, here.world) == "country"
    assert place_of(mention, here.world) == Place(None, mention.country)


def test_the_house_of_the_people_is_no_town_in_libya():
    here = scene("Modi told the Lok Sabha that India had tested a missile.", "en", "2025-05-06")
    assert "LBY" not in {m.country for m in here.mentions}


@pytest.mark.parametrize(
    ("lang", "name", "text", "kind"),
    [
        (
            "en",
            "White House",
            "After a White House dinner with Modi, Biden spoke of trade.",
            "place",
        ),
        ("en", "Kremlin", "Putin opened the Kremlin talks with Xi Jinping.", "place"),
        ("en", "White House", "The White House confirmed the dinner with Modi.", "country"),
        ("en", "White House", "They met Biden. White House officials held a meeting.", "country"),
        ("en", "Kremlin", "After the talks the Kremlin confirmed the deal with Xi.", "country"),
        ("id", "Istana Kremlin", "Istana Kremlin mengumumkan pertemuan dengan Modi.", "country"),
        ("id", "Gedung Putih", "Biden dan Modi mengakhiri pertemuan Gedung Putih.", "place"),
        ("id", "Gedung Putih", "Gedung Putih mengumumkan pertemuan dengan Modi.", "country"),
    ],
)
def test_a_house_of_state_is_a_place_beside_an_occasion(lang, name, text, kind):
    assert mention_of(text, name, lang)[1].kind == kind
