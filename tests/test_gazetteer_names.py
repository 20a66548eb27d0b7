"""The name lists of the codebook: they parse, refer to each other, and each form has one sense."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

CODEBOOK = Path(__file__).parent.parent / "extract" / "codebook"
LANGUAGES = ("en", "id")
COLUMNS = {
    "gazetteers/countries.csv": ["country", "name", "capital", "latitude", "longitude"],
    "gazetteers/organisations.csv": ["organisation", "name", "kind", "country", "forms"],
    "gazetteers/places.csv": [
        "place", "name", "country", "kind", "latitude", "longitude", "forms",
    ],
    "gazetteers/summits.csv": ["summit", "name", "organisation", "forms"],
    "gazetteers/memberships.csv": ["forum", "country", "start", "end"],
    **{
        f"languages/{lang}/{name}.csv": columns
        for lang in LANGUAGES
        for name, columns in {
            "countries": ["country", "form", "kind", "case"],
            "organisations": ["organisation", "form", "case"],
            "places": ["place", "form"],
            "summits": ["summit", "form"],
        }.items()
    },
}  # fmt: skip
KINDS = {
    "gazetteers/organisations.csv": {"igo", "bloc", "forum", "group", "agency"},
    "gazetteers/places.csv": {"city", "capital", "site", "venue", "sea", "region", "area"},
    "languages/en/countries.csv": {"name", "short", "demonym", "former", "metonym", "later"},
    "languages/id/countries.csv": {"name", "short", "demonym", "former", "metonym"},
}
# A form that a state and a place of another state, or of none, share on purpose.
SHARED: set[tuple[str, str]] = set()


def rows(path: str) -> list[dict[str, str]]:
    with (CODEBOOK / path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def forms(kind: str, lang: str) -> Iterator[tuple[str, str]]:
    """(form, id) of a list in a language: the name, the common forms and the language's own."""
    for row in rows(f"gazetteers/{kind}s.csv"):
        for form in filter(None, [row["name"], *row["forms"].split("|")]):
            yield form, row[kind]
    for row in rows(f"languages/{lang}/{kind}s.csv"):
        yield row["form"], row[kind]


def states(lang: str) -> dict[str, tuple[str, str]]:
    """Lower-cased form to (state, case)."""
    path = f"languages/{lang}/countries.csv"
    return {row["form"].lower(): (row["country"], row["case"]) for row in rows(path)}


@pytest.mark.parametrize("path", COLUMNS)
def test_list_has_its_columns_full_rows_and_stands_sorted(path: str) -> None:
    with (CODEBOOK / path).open(encoding="utf-8", newline="") as stream:
        header, *lines = list(csv.reader(stream, strict=True))
    assert header == COLUMNS[path]
    assert all(len(line) == len(header) and line[0] and line[1] for line in lines)
    assert lines == sorted(lines)
    assert len(lines) == len({tuple(line) for line in lines})
    assert all(cell == cell.strip() and "||" not in cell for line in lines for cell in line)


@pytest.mark.parametrize("kind", ["organisation", "place", "summit"])
def test_ids_are_unique_lower_case_ascii(kind: str) -> None:
    ids = [row[kind] for row in rows(f"gazetteers/{kind}s.csv")]
    assert len(ids) == len(set(ids))
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []


@pytest.mark.parametrize("path", KINDS)
def test_kinds_are_those_of_the_codebook_page(path: str) -> None:
    assert {row["kind"] for row in rows(path)} <= KINDS[path]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reference_resolves(lang: str) -> None:
    known = {row["country"] for row in rows("gazetteers/countries.csv")}
    assert {row["country"] for row in rows(f"languages/{lang}/countries.csv")} == known
    assert {row["country"] for row in rows("gazetteers/places.csv")} <= known | {""}
    for kind in ("organisation", "place", "summit"):
        ids = {row[kind] for row in rows(f"gazetteers/{kind}s.csv")}
        assert {row[kind] for row in rows(f"languages/{lang}/{kind}s.csv")} <= ids
    forums = {row["organisation"] for row in rows("gazetteers/organisations.csv")}
    assert {row["organisation"] for row in rows("gazetteers/summits.csv")} <= forums | {""}


def test_members_are_states_of_an_organisation_or_of_a_summit_once_at_a_time() -> None:
    forums = {row["organisation"] for row in rows("gazetteers/organisations.csv")}
    summits = rows("gazetteers/summits.csv")
    members = rows("gazetteers/memberships.csv")
    alone = {row["summit"] for row in summits if not row["organisation"]}
    assert {row["forum"] for row in members} <= forums | alone
    terms = defaultdict(list)
    for row in members:
        terms[row["forum"], row["country"]].append((row["start"], row["end"] or "9999"))
    for member, told in terms.items():
        ends = [end for term in sorted(told) for end in term]
        assert ends == sorted(ends), member


def test_leaders_name_organisations_of_the_list() -> None:
    forums = {row["organisation"] for row in rows("gazetteers/organisations.csv")}
    assert {row["organisation"] for row in rows("gazetteers/leaders.csv")} <= forums | {""}


def test_every_state_has_a_capital_on_the_map() -> None:
    capitals = {
        (row["country"], row["latitude"], row["longitude"])
        for row in rows("gazetteers/places.csv")
        if row["kind"] == "capital"
    }
    states_of_list = rows("gazetteers/countries.csv")
    assert len(states_of_list) > 195
    for state in states_of_list:
        assert (state["country"], state["latitude"], state["longitude"]) in capitals, state


def test_coordinates_are_degrees_and_only_areas_lack_them() -> None:
    for row in rows("gazetteers/places.csv"):
        if row["kind"] == "area":
            assert not row["latitude"] and not row["country"], row
            continue
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row
        assert bool(row["country"]) or row["kind"] in ("sea", "region"), row
        assert row["kind"] != "sea" or not row["country"], row


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["organisation", "place", "summit"])
def test_no_form_means_two_things_of_a_list(kind: str, lang: str) -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for form, entity in forms(kind, lang):
        meanings[form.lower()].add(entity)
    assert {form: ids for form, ids in meanings.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_form_means_two_states(lang: str) -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for row in rows(f"languages/{lang}/countries.csv"):
        meanings[row["form"].lower()].add(row["country"])
    assert {form: ids for form, ids in meanings.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_of_a_state_is_at_most_a_place_of_that_state(lang: str) -> None:
    named = states(lang)
    country = {row["place"]: row["country"] for row in rows("gazetteers/places.csv")}
    clashes = {
        (form.lower(), country[place])
        for form, place in forms("place", lang)
        if form.lower() in named and named[form.lower()][0] != country[place]
    }
    assert clashes == SHARED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_organisation_or_summit_takes_the_form_of_a_state(lang: str) -> None:
    named = states(lang)
    for kind in ("organisation", "summit"):
        assert [form for form, _ in forms(kind, lang) if form.lower() in named] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_short_capital_forms_of_states_are_exact(lang: str) -> None:
    loose = [
        row["form"]
        for row in rows(f"languages/{lang}/countries.csv")
        if row["form"].isupper() and len(row["form"]) <= 4 and row["case"] != "exact"
    ]
    assert loose == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_of_places_and_summits_begin_with_a_capital_or_figure(lang: str) -> None:
    for kind in ("place", "summit"):
        small = [f for f, _ in forms(kind, lang) if not (f[0].isupper() or f[0].isdigit())]
        assert small == []


@pytest.mark.parametrize(("lang", "form", "state"), [
    ("id", "AS", "USA"), ("id", "Negeri Paman Sam", "USA"), ("id", "RI", "IDN"),
    ("id", "Korut", "PRK"), ("id", "Korsel", "KOR"), ("id", "Tiongkok", "CHN"),
    ("id", "RRT", "CHN"), ("id", "Negeri Tirai Bambu", "CHN"), ("id", "Inggris", "GBR"),
    ("id", "Uni Soviet", "RUS"), ("id", "Jerman Timur", "DEU"), ("id", "Afsel", "ZAF"),
    ("id", "UEA", "ARE"), ("id", "Jordania", "JOR"), ("id", "Gedung Putih", "USA"),
    ("id", "Takhta Suci", "VAT"), ("id", "Garda Revolusi", "IRN"),
    ("id", "Negeri Samurai", "JPN"), ("id", "Negeri Naga Biru", "VNM"),
    ("id", "Negeri Daun Maple", "CAN"), ("id", "Zionis", "ISR"), ("id", "ISPR", "PAK"),
    ("id", "Negeri Abang Sam", "USA"), ("en", "mainland China", "CHN"),
    ("en", "NKorea", "PRK"), ("en", "La Moneda", "CHL"), ("en", "State Duma", "RUS"),
    ("en", "U.S.", "USA"), ("en", "DPRK", "PRK"), ("en", "South Koreans", "KOR"),
    ("en", "Soviets", "RUS"), ("en", "West German", "DEU"), ("en", "Czechoslovakia", "CZE"),
    ("en", "Yugoslav", "SRB"), ("en", "Türkiye", "TUR"), ("en", "Kremlin", "RUS"),
    ("en", "DRDO", "IND"), ("en", "Kosovar", "XKX"), ("en", "Palestinian Authority", "PSE"),
])  # fmt: skip
def test_press_form_names_its_state(lang: str, form: str, state: str) -> None:
    assert states(lang)[form.lower()][0] == state


@pytest.mark.parametrize(("lang", "form"), [
    ("en", "Polish"), ("en", "Turkey"), ("en", "Chad"), ("en", "US"), ("en", "Jordan"),
    ("en", "Georgia"), ("id", "AS"), ("id", "RI"), ("id", "Chad"), ("id", "US"),
])  # fmt: skip
def test_homograph_of_a_state_keeps_its_case(lang: str, form: str) -> None:
    assert states(lang)[form.lower()][1] == "exact"


@pytest.mark.parametrize(("lang", "word"), [
    ("id", "lima"),  # five
    ("id", "baku"),  # "bahan baku": raw material
    ("id", "bursa"),  # the stock exchange
    ("id", "surat"),  # letter
    ("id", "serang"),  # attack
    ("id", "asmara"),  # love
    ("id", "sunan"),  # a title of saints
    ("id", "kura"),
    ("en", "nice"), ("en", "reading"), ("en", "mobile"), ("en", "orange"), ("en", "march"),
    ("en", "male"),  # the capital of the Maldives stands as Malé
    ("en", "victoria"), ("en", "san jose"), ("en", "georgetown"), ("en", "brent"),
    ("en", "batman"), ("en", "van"),
    ("id", "bagan"),  # a chart
])  # fmt: skip
def test_ordinary_word_is_no_place(lang: str, word: str) -> None:
    assert word not in {form.lower() for form, _ in forms("place", lang)}


@pytest.mark.parametrize(("lang", "kind", "form", "entity"), [
    ("id", "place", "Moskow", "moscow"), ("id", "place", "Wina", "vienna"),
    ("id", "place", "Jenewa", "geneva"), ("id", "place", "Laut Jepang", "sea-of-japan"),
    ("id", "place", "Istana Bogor", "bogor-palace"), ("en", "place", "Lima", "lima-peru"),
    ("en", "place", "Bohai Sea", "bohai-sea"), ("id", "place", "Gurun Negev", "negev-desert"),
    ("en", "place", "Hofburg", "hofburg-palace"), ("en", "place", "Osan Air Base", "osan-air-base"),
    ("id", "place", "Hwanghae Utara", "north-hwanghae-province"),
    ("id", "place", "Lapangan Tembak Asembagus", "asembagus"),
    ("en", "place", "Tongchang-ri", "sohae-satellite-launching-station"),
    ("id", "organisation", "PBB", "un"), ("id", "organisation", "OKI", "oic"),
    ("en", "organisation", "Group of Seven", "g7"), ("id", "organisation", "Uni Eropa", "eu"),
    ("id", "summit", "KTT ASEAN", "asean-summit"), ("en", "summit", "G-20 summit", "g20-summit"),
    ("id", "summit", "KTT GNB", "non-aligned-summit"),
    ("id", "summit", "KTT MIKTA", "mikta-summit"), ("en", "summit", "MIKTA summit", "mikta-summit"),
    ("id", "summit", "KTT Tiongkok-Arab", "china-arab-summit"),
    ("en", "summit", "Franco-African summit", "africa-france-summit"),
    ("en", "summit", "Council of Europe summit", "council-of-europe-summit"),
])  # fmt: skip
def test_form_names_its_entity(lang: str, kind: str, form: str, entity: str) -> None:
    assert dict(forms(kind, lang))[form] == entity
