"""Lists of weapons and agreements: values the codebook knows, forms that mean one thing."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from extract.name_lists import plain_begin

CODEBOOK = Path(__file__).parent.parent / "extract" / "codebook"
GAZETTEERS = CODEBOOK / "gazetteers"
WEAPON_CLASSES = re.compile(
    "nuclear|icbm|irbm|mrbm|srbm|slbm|ballistic|cruise|hypersonic|air_defence|anti_ship|asat"
    "|rocket_artillery|drone|torpedo|missile|other"
)
AGREEMENT_FORMS = re.compile("treaty|agreement|mou|declaration|ceasefire|protocol|convention|other")
HEADERS = {
    GAZETTEERS / "weapons.csv": ["weapon", "name", "weapon_class", "country", "forms"],
    GAZETTEERS / "weapon_patterns.csv": ["pattern", "weapon_class", "country"],
    GAZETTEERS / "agreements.csv": ["agreement", "name", "form_of", "year", "parties", "forms"],
    CODEBOOK / "languages/en/weapons.csv": ["weapon_class", "form"],
    CODEBOOK / "languages/id/weapons.csv": ["weapon_class", "form"],
    CODEBOOK / "languages/en/agreements.csv": ["form_of", "form"],
    CODEBOOK / "languages/id/agreements.csv": ["form_of", "form"],
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


each_file = pytest.mark.parametrize("path", HEADERS, ids=lambda p: f"{p.parent.name}/{p.name}")


@each_file
def test_lists_have_their_columns_and_known_values(path):
    for row in rows(path):
        assert list(row) == HEADERS[path]
        assert WEAPON_CLASSES.fullmatch(row.get("weapon_class", "other"))
        assert AGREEMENT_FORMS.fullmatch(row.get("form_of", "other"))
        assert re.fullmatch(r"([A-Z]{3})?", row.get("country", ""))
        assert re.fullmatch(r"(\d{4})?", row.get("year", ""))


@each_file
def test_lists_are_sorted_and_say_nothing_twice(path):
    keys = [tuple(row.values()) for row in rows(path)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    "path", [p for p in HEADERS if "forms" in HEADERS[p]], ids=lambda p: p.name
)
def test_a_form_names_one_entity(path):
    counts = Counter(form for row in rows(path) for form in row["forms"].split("|"))
    assert [form for form, count in counts.items() if count > 1] == []


@each_file
def test_a_kind_has_one_class_however_it_is_written(path):
    classes: dict[str, set[str]] = {}
    for row in rows(path):
        if "form" in row:
            classes.setdefault(row["form"].casefold(), set()).add(next(iter(row.values())))
    assert {form for form, found in classes.items() if len(found) > 1} == set()


@pytest.mark.parametrize(
    ("text", "weapon_class", "country"),
    [
        ("menguji Hwasong-21 pada", "ballistic", "PRK"),
        ("the Hwasongpho-11Da-4.5 missile", "ballistic", "PRK"),
        ("an unseen KN-31", "ballistic", "PRK"),
        ("the DF-61 and", "ballistic", "CHN"),
        ("Agni-VI next year", "ballistic", "IND"),
        ("an RS-30 in its silo", "icbm", "RUS"),
        ("Trident II D5LE", "slbm", "USA"),
        ("Fatah-IV", "srbm", "PAK"),
        ("a Shahed 238 drone", "drone", "IRN"),
        ("an unseen SS-NX-31", "ballistic", "RUS"),
        ("the RSM-57 from a submarine", "slbm", "RUS"),
        ("a 9M731 missile", "missile", "RUS"),
        ("the LGM-36B in its silo", "icbm", "USA"),
        ("an AGM-190 from a bomber", "missile", "USA"),
        ("Rudram-IV next year", "missile", "IND"),
        ("a Mohajer-12", "drone", "IRN"),
        ("Quds 5", "cruise", "YEM"),
        ("a K-15 from a pontoon", "slbm", "IND"),
        ("its K-5 ballistic missile", "slbm", "IND"),
        ("Babur-3 was fired", "cruise", "PAK"),
        ("Ghauri-III next year", "mrbm", "PAK"),
    ],
)
def test_a_number_not_yet_in_the_list_is_still_of_its_family(text, weapon_class, country):
    patterns = rows(GAZETTEERS / "weapon_patterns.csv")
    found = {(p["weapon_class"], p["country"]) for p in patterns if re.search(p["pattern"], text)}
    assert found == {(weapon_class, country)}


@pytest.mark.parametrize(
    ("pattern", "begin"),
    [
        (r"\bAgni[- ](?:[1-9]|I{1,3})\b", "Agni"),
        (r"\bTrident (?:I|II)\b", "Trident "),
        (r"\bFoo+-\d", "Foo"),
        (r"\bKN-?\d", ""),
        (r"\bFo{2}-\d", ""),
        (r"\bFoo-\d|\bBar-\d", ""),
        (r"\bFoo\(\d|\bBar\)", ""),
        (r"\b(?:Foo|Bar)-\d", ""),
        (r"(?i)\bfoo-\d", ""),
        (r"Foo-\d", ""),
    ],
)
def test_a_pattern_is_only_tried_where_its_plain_beginning_stands(pattern, begin):
    assert plain_begin(pattern) == begin


@pytest.mark.parametrize(
    "text",
    [
        "KNKT-12",
        "RSUD-20",
        "Kh Abdullah",
        "S-2 Teknik",
        "agni 5",
        "laba 9M2024",
        "9M24",
        "Arash 12",
        "the K-9 unit",
        "a K-5 school",
        "Babur Khan",
        "Ghauri 600",
    ],
)
def test_what_only_looks_like_a_family_is_none(text):
    patterns = rows(GAZETTEERS / "weapon_patterns.csv")
    assert [p["pattern"] for p in patterns if re.search(p["pattern"], text)] == []


@pytest.mark.parametrize(
    ("form", "weapon_class", "country"),
    [
        ("Setan II", "icbm", "RUS"),
        ("Sejil", "mrbm", "IRN"),
        ("Khaybar Shekan", "mrbm", "IRN"),
        ("Zirkon missile", "hypersonic", "RUS"),
        ("Ketapel Daud", "air_defence", "ISR"),
        ("HF-2E", "cruise", "TWN"),
        ("Mk-48 torpedo", "torpedo", "USA"),
        ("W76-2", "nuclear", "USA"),
        ("LR-AShM", "hypersonic", "IND"),
        ("MX missiles", "icbm", "USA"),
        ("ASN4G", "hypersonic", "FRA"),
        ("Glide Phase Interceptor", "air_defence", "USA"),
    ],
)
def test_weapon_of_the_list_has_its_class_and_state(form, weapon_class, country):
    found = {
        (row["weapon_class"], row["country"])
        for row in rows(GAZETTEERS / "weapons.csv")
        if form in row["forms"].split("|")
    }
    assert found == {(weapon_class, country)}


@pytest.mark.parametrize("form", ["Rodong", "Zirkon", "Golden Dome", "Julang", "Patriot", "Arrow"])
def test_weapon_whose_name_is_a_word_needs_a_companion(form):
    # Rodong Sinmun is a newspaper, zirkon a mineral, a golden dome stands on a shrine
    forms = {f for row in rows(GAZETTEERS / "weapons.csv") for f in row["forms"].split("|")}
    assert form not in forms


@pytest.mark.parametrize(
    ("form", "agreement", "year"),
    [
        ("Traktat Nuklir Jarak Menengah", "intermediate-range-nuclear-forces-treaty", "1987"),
        ("SALT treaty", "salt-i", "1972"),
        ("Kyoto accord", "kyoto-protocol", "1997"),
        ("Perjanjian Gandum Laut Hitam", "black-sea-grain-initiative", "2022"),
        ("2+4 treaty", "two-plus-four-treaty", "1990"),
        ("Skhirat agreement", "libyan-political-agreement", "2015"),
        ("Konsensus Lima Poin", "five-point-consensus", "2021"),
        ("Louvre accord", "louvre-accord", "1987"),
        ("Bicesse accords", "bicesse-accords", "1991"),
        ("Traktat Bangkok", "southeast-asian-nuclear-weapon-free-zone-treaty", "1995"),
        ("DR-CAFTA", "central-america-free-trade-agreement", "2004"),
        ("Ganges Water Treaty", "ganges-water-treaty", "1996"),
    ],
)
def test_agreement_is_known_by_the_name_of_the_press(form, agreement, year):
    found = {
        (row["agreement"], row["year"])
        for row in rows(GAZETTEERS / "agreements.csv")
        if form in row["forms"].split("|")
    }
    assert found == {(agreement, year)}
