"""What reads like an event and is none, and what is asked of no reader at all."""

import pytest
from extract_made import article, codebook, read_about

from extract.pipeline import extract_article
from extract.records import Extraction


def known(reason: str):
    return pytest.mark.xfail(strict=False, reason=f"learned, may turn either way: {reason}")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # ministers and officials
        ("en", "The defence ministers of Japan and Australia met in Perth on Friday."),
        ("id", "Menteri pertahanan Jepang dan Australia bertemu di Perth pada Jumat."),
        ("en", "Foreign Minister Retno Marsudi held talks with Foreign Minister Wang Yi in Bali."),
        # a leader among others
        ("en", "President Joko Widodo met farmers in Klaten on Thursday."),
        ("id", "Presiden Joko Widodo bertemu petani di Klaten pada Kamis."),
        # companies and sports
        ("en", "Shell and Petronas signed an agreement on gas supplies on Friday."),
        ("id", "Perusahaan tambang itu menandatangani perjanjian pasokan dengan pabrik baja."),
        ("en", "Real Madrid met Barcelona in the final on Saturday."),
        ("id", "Indonesia bertemu Vietnam di semifinal Piala AFF pada Senin."),
        ("en", "The tech summit in Lisbon drew thousands of founders."),
        (
            "en",
            "The mining company signed a supply agreement with a carmaker from Japan on Tuesday.",
        ),
        pytest.param(
            "id",
            "Perusahaan baja itu menandatangani perjanjian jual beli dengan pembuat mobil dari "
            "Jepang.",
            marks=known('the home of a company, "dari Jepang", is taken for a party'),
        ),
        pytest.param(
            "en",
            "Coffee growers attended a growers' summit in Medan on Tuesday.",
            marks=known("any summit at a place is taken for a leaders' meeting"),
        ),
        pytest.param(
            "id",
            "Pengusaha kopi menghadiri konferensi tingkat tinggi petani di Medan pada Selasa.",
            marks=known("any summit at a place is taken for a leaders' meeting"),
        ),
        # domestic
        ("en", "The governor signed a peace pact with village elders."),
        ("id", "Gubernur menandatangani pakta integritas bersama para bupati."),
        ("en", "The president signed an executive order on tariffs on Monday."),
        # by telephone
        ("en", "President Joe Biden spoke with President Xi Jinping by phone on Thursday."),
        ("en", "President Joe Biden met President Xi Jinping by phone on Thursday."),
        (
            "id",
            "Presiden Joko Widodo berbicara dengan Presiden Volodymyr Zelensky lewat telepon "
            "pada Kamis.",
        ),
        # space and war
        ("en", "India launched a weather satellite aboard a rocket on Friday."),
        ("id", "India meluncurkan satelit cuaca dengan roket pada Jumat."),
        ("en", "Russia fired missiles at Kyiv overnight, killing four people."),
        ("id", "Rusia menembakkan rudal ke Kyiv dan menewaskan empat orang."),
        # other tests
        ("en", "Indonesia tested a new vaccine against dengue on Monday."),
        ("id", "Sekolah itu menggelar uji coba ujian nasional pada Senin."),
    ],
)
def test_near_miss_is_no_event(lang, text) -> None:
    found = read_about(text, lang, "2022-10-23")
    assert [e.trigger for e in found.events] == []


@pytest.mark.parametrize(
    ("reason", "lang", "text"),
    [
        ("no_party", "en", "The defence ministers of Japan and Australia met in Perth on Friday."),
        ("other_sense", "en", "President Joe Biden met President Xi Jinping by phone on Thursday."),
        ("satellite", "id", "India meluncurkan satelit cuaca dengan roket pada Jumat."),
        ("combat_use", "en", "Russia fired missiles at Kyiv overnight, killing four people."),
        ("no_counterpart", "id", "Presiden Joko Widodo tiba di Tokyo pada Senin."),
        ("no_agreement", "en", "Russia ratified nothing and France ratified less."),
    ],
)
def test_near_miss_is_refused_with_its_reason(reason, lang, text) -> None:
    refusals = read_about(text, lang, "2022-10-23").refusals
    assert reason in {r.reason for r in refusals}
    assert all(r.step == "extract" and r.detail and "\n" not in r.detail for r in refusals)


@pytest.mark.parametrize("lang", ["fr", "zh", "xx", "", None])
def test_other_languages_are_one_refusal(lang) -> None:
    made = article("Le président a rencontré le premier ministre.", lang)
    found = extract_article(made, codebook())
    assert found.events == ()
    assert [(r.reason, r.article_id) for r in found.refusals] == [("unsupported_language", "made")]
    assert found.refusals[0].start is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Rice prices rose again in March, the statistics office said."),
        ("id", "Harga beras naik lagi pada bulan Maret, kata badan statistik."),
        ("en", ""),
        ("id", " \n "),
    ],
)
def test_without_a_trigger_nothing_is_found_and_nothing_refused(lang, text) -> None:
    assert read_about(text, lang) == Extraction("made", lang)
