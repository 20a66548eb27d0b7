"""Malay is a folder of the codebook and nothing else: what its news says is found by it."""

import pytest
from extract_made import countries_of, read_about

from extract.language import detect_language

UNHEARD = pytest.mark.xfail(strict=False, reason="the scorer has no Malay words to go by")


def unheard(*values):
    return pytest.param(*values, marks=UNHEARD)


TOLD = [
    ("Korea Utara melancarkan beberapa peluru berpandu balistik jarak dekat ke arah Laut Jepun pada"
     " Jumaat, menurut tentera Korea Selatan.",
     "2024-05-18", ("weapons_test", "occurred", "2024-05-17", {"PRK"})),
    ("PYONGYANG: Pemimpin Korea Utara Kim Jong Un menyaksikan ujian tembakan pelancar roket"
     " berbilang 240 milimeter pada 10 Mei, lapor agensi berita KCNA.",
     "2024-05-18", ("weapons_test", "occurred", "2024-05-10", {"PRK"})),
    unheard("KUALA LUMPUR: Sidang Kemuncak ASEAN ke-46 yang dipengerusikan Perdana Menteri Datuk"
     " Seri Anwar Ibrahim berakhir di Kuala Lumpur hari ini.",
     "2025-05-27", ("summit", "occurred", "2025-05-27", {"MYS"})),
    unheard("Thailand dan Kemboja bersetuju dengan gencatan senjata tanpa syarat berkuat kuasa"
     " tengah malam ini selepas rundingan di Putrajaya.",
     "2025-07-28", ("treaty", "occurred", "2025-07-28", {"KHM", "MYS", "THA"})),
    unheard("Iran menafikan ia telah menguji peluru berpandu balistik baharu.",
     "2022-10-05", ("weapons_test", "denied", None, {"IRN"})),
    ("Perdana Menteri Anwar Ibrahim akan melakukan lawatan rasmi ke Itali minggu depan dan dijangka"
     " mengadakan pertemuan dua hala dengan rakan sejawatnya, Giorgia Meloni.",
     "2025-06-20", ("summit", "planned", "2025-06-23/2025-06-29", {"ITA", "MYS"})),
    ("Yang di-Pertuan Agong Sultan Ibrahim menerima lawatan Presiden Singapura Tharman"
     " Shanmugaratnam di Istana Negara pada Isnin.",
     "2025-06-20", ("summit", "occurred", "2025-06-16", {"MYS", "SGP"})),
    ("Menteri Luar Malaysia dan Menteri Luar Thailand memeterai memorandum persefahaman pendidikan"
     " di Bangkok.",
     "2025-03-01", ("treaty", "occurred", None, {"MYS", "THA"})),
    ("Malaysia meratifikasi Perjanjian Perkongsian Ekonomi Komprehensif Serantau (RCEP) pada 2022.",
     "2025-03-01", ("treaty", "occurred", "2022", {"MYS"})),
    ("PUTRAJAYA: Malaysia dan Jepun menandatangani nota kerjasama tenaga hidrogen di sini semalam,"
     " kata Menteri Pelaburan Tengku Zafrul Aziz.",
     "2026-02-03", ("treaty", "occurred", "2026-02-02", {"JPN", "MYS"})),
    ("Perdana Menteri India Narendra Modi dijangka melawat Kyiv pada Jumaat ini untuk bertemu"
     " Presiden Ukraine Volodymyr Zelenskyy.",
     "2024-08-20", ("summit", "planned", "2024-08-23", {"IND", "UKR"})),
    ("Presiden Korea Selatan Moon Jae-in dan Kim Jong Un memeterai deklarasi bersama di Panmunjom"
     " pada Jumaat.",
     "2018-04-27", ("treaty", "occurred", "2018-04-27", {"KOR", "PRK"})),
    ("Rusia menguji peluru berpandu anti-satelit pada Isnin dan memusnahkan satelit lamanya"
     " sendiri.",
     "2021-11-16", ("weapons_test", "occurred", "2021-11-15", {"RUS"})),
    ("Sidang Kemuncak G20 dijadualkan berlangsung di Miami pada Disember 2026.",
     "2026-01-15", ("summit", "planned", "2026-12", set())),
    ("Amerika Syarikat dan China memeterai perjanjian perdagangan fasa satu di Rumah Putih pada"
     " Rabu.",
     "2020-01-16", ("treaty", "occurred", "2020-01-15", {"CHN", "USA"})),
    unheard("Iran mungkin akan menguji peluru berpandu hipersonik, kata penganalisis.",
     "2024-09-13", ("weapons_test", "hypothetical", None, {"IRN"})),
]  # fmt: skip
NOTHING = [
    "Petronas memeterai perjanjian dengan syarikat Jepun untuk membekalkan gas asli cecair.",
    "Pelajar itu menjalani ujian bahasa Inggeris minggu lalu.",
    "Pasukan bola sepak Malaysia bertemu Vietnam di Stadium Nasional Bukit Jalil pada Selasa.",
    "Bank Negara menandatangani perjanjian dengan syarikat teknologi kewangan tempatan.",
    "Polis melepaskan tembakan ke arah suspek di Johor Bahru malam tadi.",
    "Hamas melancarkan puluhan roket ke arah Israel malam tadi dan seorang terbunuh.",
    "Menteri Kesihatan melancarkan kempen vaksinasi di Ipoh semalam.",
]


@pytest.mark.parametrize(("text", "published", "expected"), TOLD)
def test_malay_news_is_read(text, published, expected) -> None:
    found = read_about(text, "ms", published).events
    assert expected in [(e.event_type, e.status, e.date.value, countries_of(e)) for e in found], (
        found
    )


@pytest.mark.parametrize("text", NOTHING)
def test_what_malay_news_only_seems_to_say_is_no_event(text) -> None:
    assert not read_about(text, "ms", "2025-05-02").events


def test_an_article_of_two_sentences_has_its_facts() -> None:
    text = (
        "PYONGYANG: Presiden Rusia Vladimir Putin dan pemimpin Korea Utara Kim Jong Un"
        " menandatangani perjanjian perkongsian strategik selepas mengadakan rundingan pada Rabu."
        " Korea Utara menguji peluru berpandu balistik antara benua Hwasong-19 pada Selasa,"
        " mencapai ketinggian 7,687.5 km dan terbang sejauh 1,001.2 km."
    )
    found = {e.event_type: e for e in read_about(text, "ms", "2024-06-21").events}
    assert sorted(found) == ["summit", "treaty", "weapons_test"]
    assert {e.date.value for e in found.values()} == {"2024-06-18", "2024-06-19"}
    weapon = found["weapons_test"].attributes
    assert (weapon["weapon_class"], weapon["range_km"], weapon["altitude_km"]) == (
        "icbm", 1001.2, 7687.5)  # fmt: skip


def text_of(row) -> str:
    return getattr(row, "values", row)[0]


def test_malay_is_told_from_indonesian() -> None:
    told = [detect_language(text_of(row)) for row in TOLD]
    assert told.count("ms") >= 0.9 * len(told), told
    indonesian = (
        "Korea Utara menguji coba rudal balistik antarbenua pada Kamis, kata militer Korsel."
    )
    assert detect_language(indonesian) == "id"


def test_a_stated_language_wins() -> None:
    text = "Malaysia memeterai perjanjian ekstradisi dengan Thailand pada Khamis."
    assert not read_about(text, "id", "2024-08-30").events
    assert read_about(text, "ms", "2024-08-30").events
