"""The dated list of leaders: who held which office on which day, and under which names."""

import csv
import re
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest

import extract

GAZETTEERS = Path(extract.__file__).parent / "codebook" / "gazetteers"
COLUMNS = ["person", "name", "country", "organisation", "office", "start", "end", "forms", "source"]
OFFICES = {"head_of_state", "head_of_government", "monarch", "crown_prince", "vice_president",
           "foreign_minister", "organisation_head"}  # fmt: skip
SOURCES = {"REIGN", "CIA World Factbook 2026", "Wikipedia 2026-10-06", "general knowledge"}
TWO_GOVERNMENTS = {  # state, the two heads of government: who governed side by side, and why
    ("BTN", "jigme-thinley", "sonam-tobgye"),  # REIGN counts the adviser of the election months
    ("DEU", "hans-modrow", "helmut-kohl"),  # East and West Germany are one state here
    ("DEU", "helmut-kohl", "lothar-de-maiziere"),
    ("DEU", "helmut-kohl", "willi-stoph"),
    ("DEU", "helmut-schmidt", "willi-stoph"),
    ("LBN", "michel-aoun", "salim-al-hoss"),  # two rival cabinets
}
ORDINARY_WORDS = {"may", "major", "brown", "park", "key", "rice", "long", "store", "dini", "roh",
                  "kan", "noda", "barak", "kok", "uno", "mega", "duda", "bibi", "prodi", "santer",
                  "rohani", "jawara", "note", "king", "lai", "tung", "saleh"}  # fmt: skip


def read(name: str) -> list[dict[str, str]]:
    with (GAZETTEERS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


LEADERS = read("leaders.csv")


def earliest(day: str) -> date:
    """The first day that a date of any precision may mean."""
    year, month, number = (f"{day}-01-01").split("-")[:3]
    return date(int(year), int(month), int(number))


def holders(office: str, state: str, day: str) -> set[str]:
    """Who surely or possibly holds the office on the day; `state` may be an organisation."""
    return {
        row["person"]
        for row in LEADERS
        if row["office"] == office
        and state in (row["country"], row["organisation"])
        and row["start"] <= day
        and (not row["end"] or day[: len(row["end"])] <= row["end"])
    }


def overlap_in_days(one: dict[str, str], other: dict[str, str]) -> int:
    """For how many days two terms surely run side by side; negative where they do not."""
    start = max(earliest(one["start"]), earliest(other["start"]))
    end = min(earliest(row["end"] or "9999") for row in (one, other))
    return (end - start).days


@pytest.mark.parametrize(("office", "state", "day", "person"), [
    ("head_of_state", "USA", "1987-12-08", "ronald-reagan"),
    ("head_of_state", "USA", "1991-07-31", "george-h-w-bush"),
    ("head_of_state", "USA", "2003-03-20", "george-w-bush"),
    ("head_of_state", "USA", "2014-05-01", "barack-obama"),
    ("head_of_state", "USA", "2019-06-30", "donald-trump"),
    ("head_of_state", "USA", "2023-11-15", "joe-biden"),
    ("head_of_state", "USA", "2025-08-15", "donald-trump"),
    ("vice_president", "USA", "2016-01-01", "joe-biden"),
    ("foreign_minister", "USA", "2018-06-12", "mike-pompeo"),
    ("head_of_state", "RUS", "2010-04-08", "dmitry-medvedev"),
    ("head_of_government", "RUS", "2010-04-08", "vladimir-putin"),
    ("head_of_state", "RUS", "2024-06-19", "vladimir-putin"),
    ("head_of_state", "CHN", "2008-08-08", "hu-jintao"),
    ("head_of_government", "CHN", "2024-05-27", "li-qiang"),
    ("foreign_minister", "CHN", "2023-03-07", "qin-gang"),
    ("head_of_state", "IDN", "1990-01-01", "suharto"),
    ("head_of_state", "IDN", "1998-05-22", "b-j-habibie"),
    ("head_of_state", "IDN", "2000-06-01", "abdurrahman-wahid"),
    ("head_of_state", "IDN", "2004-01-01", "megawati-sukarnoputri"),
    ("head_of_state", "IDN", "2013-10-08", "susilo-bambang-yudhoyono"),
    ("head_of_state", "IDN", "2022-11-15", "joko-widodo"),
    ("head_of_state", "IDN", "2025-01-01", "prabowo-subianto"),
    ("vice_president", "IDN", "2005-04-24", "jusuf-kalla"),
    ("foreign_minister", "IDN", "2011-05-08", "marty-natalegawa"),
    ("head_of_state", "PRK", "1994-07-01", "kim-il-sung"),
    ("head_of_state", "PRK", "2000-06-15", "kim-jong-il"),
    ("head_of_state", "PRK", "2018-06-12", "kim-jong-un"),
    ("head_of_state", "KOR", "2018-04-27", "moon-jae-in"),
    ("head_of_state", "KOR", "2025-10-29", "lee-jae-myung"),
    ("head_of_government", "JPN", "2002-09-17", "junichiro-koizumi"),
    ("head_of_government", "JPN", "2016-12-15", "shinzo-abe"),
    ("head_of_government", "JPN", "2025-11-01", "sanae-takaichi"),
    ("monarch", "GBR", "2019-06-03", "elizabeth-ii"),
    ("head_of_government", "GBR", "2021-06-11", "boris-johnson"),
    ("head_of_government", "GBR", "2026-09-01", "andy-burnham"),
    ("head_of_government", "DEU", "2025-06-01", "friedrich-merz"),
    ("head_of_state", "IRN", "2015-07-14", "ali-khamenei"),
    ("head_of_government", "IRN", "2015-07-14", "hassan-rouhani"),
    ("head_of_state", "UKR", "2025-02-28", "volodymyr-zelenskyy"),
    ("crown_prince", "SAU", "2018-10-02", "mohammed-bin-salman"),
    ("head_of_government", "IND", "2015-12-25", "narendra-modi"),
    ("head_of_government", "PAK", "1998-05-28", "nawaz-sharif"),
    ("head_of_government", "ISR", "1993-09-13", "yitzhak-rabin"),
    ("head_of_government", "THA", "2024-12-01", "paetongtarn-shinawatra"),
    ("head_of_state", "VNM", "2016-05-23", "tran-dai-quang"),
    ("head_of_state", "VAT", "2025-05-18", "leo-xiv"),
    ("organisation_head", "un", "2000-09-06", "kofi-annan"),
    ("organisation_head", "nato", "2024-07-10", "jens-stoltenberg"),
    ("organisation_head", "european-commission", "2022-03-01", "ursula-von-der-leyen"),
    ("organisation_head", "asean", "2010-10-28", "surin-pitsuwan"),
    ("organisation_head", "iaea", "2005-10-07", "mohamed-elbaradei"),
    ("organisation_head", "sco", "2012-06-06", "muratbek-imanaliev"),
    ("organisation_head", "csto", "2022-01-06", "stanislav-zas"),
    ("organisation_head", "cis", "2001-11-30", "yuri-yarov"),
    ("organisation_head", "oas", "2009-06-28", "jose-miguel-insulza"),
    ("organisation_head", "african-union", "1999-09-09", "salim-ahmed-salim"),
    ("foreign_minister", "CAN", "2018-09-30", "chrystia-freeland"),
    ("foreign_minister", "ITA", "1987-04-01", "giulio-andreotti"),
    ("foreign_minister", "ESP", "1987-04-01", "francisco-fernandez-ordonez"),
    ("foreign_minister", "BEL", "1987-06-12", "leo-tindemans"),
    ("foreign_minister", "NOR", "1993-09-13", "johan-jorgen-holst"),
    ("foreign_minister", "IRQ", "2012-09-25", "hoshyar-zebari"),
    ("foreign_minister", "EGY", "2012-11-14", "mohamed-kamel-amr"),
    ("foreign_minister", "DZA", "2024-06-01", "ahmed-attaf"),
    ("foreign_minister", "CUB", "2015-04-11", "bruno-rodriguez"),
    ("foreign_minister", "MEX", "2019-05-30", "marcelo-ebrard"),
    ("foreign_minister", "OMN", "2022-06-01", "badr-al-busaidi"),
    ("foreign_minister", "KAZ", "1996-09-24", "kassym-jomart-tokayev"),
    ("foreign_minister", "LKA", "2003-01-01", "tyronne-fernando"),
    ("foreign_minister", "AFG", "2012-07-08", "zalmai-rassoul"),
    ("head_of_government", "EGY", "2012-11-16", "hesham-qandil"),
    ("head_of_government", "DZA", "1997-06-01", "ahmed-ouyahia"),
    ("head_of_government", "JOR", "2014-01-01", "abdullah-ensour"),
    ("head_of_government", "KAZ", "2015-06-01", "karim-massimov"),
    ("head_of_government", "MAC", "2005-06-01", "edmund-ho"),
    ("head_of_government", "THA", "2025-09-01", "phumtham-wechayachai"),
    ("head_of_state", "KOR", "2025-05-15", "lee-ju-ho"),
    ("head_of_state", "MMR", "1986-01-01", "san-yu"),
    ("head_of_state", "BRA", "2016-06-15", "michel-temer"),
    ("head_of_state", "HTI", "2025-09-15", "laurent-saint-cyr"),
    ("head_of_state", "LVA", "2013-05-01", "andris-berzins-born-1944"),
    ("monarch", "MYS", "1997-11-01", "jaafar-of-negeri-sembilan"),
    ("crown_prince", "JOR", "2024-01-01", "hussein-bin-abdullah"),
    ("crown_prince", "ARE", "2024-01-01", "khaled-bin-mohamed-al-nahyan"),
    ("vice_president", "NGA", "2021-11-18", "yemi-osinbajo"),
])  # fmt: skip
def test_the_office_was_held_by(office: str, state: str, day: str, person: str) -> None:
    assert holders(office, state, day) == {person}


def test_columns_and_order_are_as_the_codebook_page_says() -> None:
    assert list(LEADERS[0]) == COLUMNS
    rows = [tuple(row.values()) for row in LEADERS]
    assert all(one < other for one, other in pairwise(rows))


def test_dates_are_days_months_or_years_and_end_after_they_start() -> None:
    for row in LEADERS:
        for day in (row["start"], row["end"] or row["start"]):
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day), row
            earliest(day)
        assert not row["end"] or row["end"] >= row["start"][: len(row["end"])], row


def test_of_those_who_left_office_before_1985_only_leaders_are_listed() -> None:
    before = [row for row in LEADERS if row["end"] and row["end"] < "1985"]
    offices = {row["office"] for row in before}
    assert offices == {"head_of_state", "head_of_government", "monarch"}


def test_ids_are_slugs_that_belong_to_one_name() -> None:
    names: dict[str, str] = {}
    for row in LEADERS:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["person"]), row
        assert names.setdefault(row["person"], row["name"]) == row["name"]


def test_states_organisations_offices_and_sources_are_known() -> None:
    states = {row["country"] for row in read("countries.csv")} | {""}
    organisations = {row["organisation"] for row in read("organisations.csv")} | {""}
    for row in LEADERS:
        assert row["country"] in states, row
        assert row["organisation"] in organisations, row
        assert row["office"] in OFFICES, row
        assert row["country"] or row["organisation"], row
        assert set(row["source"].split("|")) <= SOURCES, row


def test_two_heads_of_government_never_share_a_state_for_more_than_a_month() -> None:
    heads: dict[str, list[dict[str, str]]] = {}
    for row in LEADERS:
        if row["office"] == "head_of_government":
            heads.setdefault(row["country"], []).append(row)
    together = {
        (state, *sorted((one["person"], other["person"])))
        for state, rows in heads.items()
        for one, other in combinations(rows, 2)
        if overlap_in_days(one, other) > 31
    }
    assert together == TWO_GOVERNMENTS


def test_every_person_goes_by_the_name_and_by_forms_without_doubles() -> None:
    for row in LEADERS:
        forms = row["forms"].split("|")
        assert row["name"] in forms, row
        assert len(forms) == len(set(forms)), row
        assert all(form == form.strip() and len(form) > 1 for form in forms), row


def test_no_form_is_an_ordinary_word() -> None:
    forms = {form.lower() for row in LEADERS for form in row["forms"].split("|")}
    assert not forms & ORDINARY_WORDS


@pytest.mark.parametrize(("form", "person"), [
    ("Zelensky", "volodymyr-zelenskyy"), ("Zelenskyy", "volodymyr-zelenskyy"),
    ("Zelenskiy", "volodymyr-zelenskyy"), ("Jokowi", "joko-widodo"),
    ("Joko Widodo", "joko-widodo"), ("Tareq Aziz", "tariq-aziz"), ("Tariq Aziz", "tariq-aziz"),
    ("Walid al-Moualem", "walid-muallem"), ("Fayez Seraj", "fayez-al-sarraj"),
    ("Hesham Kandil", "hesham-qandil"), ("Lee Nak-yeon", "lee-nak-yon"),
    ("Khadga Prasad Sharma Oli", "k-p-sharma-oli"), ("Peter Szijjarto", "peter-szijjarto"),
    ("Putra Mahkota Hussein", "hussein-bin-abdullah"), ("Sukru Sina Gurel", "sukru-sina-gurel"),
])  # fmt: skip
def test_spelling_of_the_press_names(form: str, person: str) -> None:
    assert {row["person"] for row in LEADERS if form in row["forms"].split("|")} == {person}


def test_every_state_is_led_by_somebody_in_every_year() -> None:
    """Gaps are years in which nobody was recognised, or that no source at hand fills."""
    leading = ("head_of_state", "head_of_government", "monarch")
    led: dict[str, set[int]] = {row["country"]: set() for row in read("countries.csv")}
    for row in LEADERS:
        if row["office"] in leading and row["country"]:
            last = int((row["end"] or "2026")[:4])
            led[row["country"]] |= set(range(int(row["start"][:4]), last + 1))
    gaps = {
        (state, year)
        for state, years in led.items()
        for year in range(max(1985, min(years)), 2027)
        if year not in years
    }
    assert gaps == {("SOM", 1998), ("SOM", 1999)}
