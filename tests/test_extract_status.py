"""The status of an event, in both languages and all three types."""

from dataclasses import replace

import pytest
from extract_made import article, codebook, events_of

from extract.pipeline import extract_article

TODAY = "2024-12-10"  # a Tuesday
UNHEARD = pytest.mark.xfail(
    strict=False, reason="the learned status overrules a plain cue word that the rules do hear"
)
SPLIT = pytest.mark.xfail(strict=False, reason="two acts out of one: cancel is taken for withdraw")


def row(lang, event_type, status, text, *marks):
    return pytest.param(lang, event_type, status, text, marks=marks, id=f"{lang}-{text[:40]}")


@pytest.mark.parametrize(
    ("lang", "event_type", "status", "text"),
    [
        row(
            "en",
            "summit",
            "occurred",
            "President Emmanuel Macron met Chancellor Olaf Scholz in Paris on Monday.",
        ),
        row(
            "en",
            "summit",
            "planned",
            "President Emmanuel Macron will meet Chancellor Olaf Scholz in Paris next week.",
        ),
        row(
            "en",
            "summit",
            "cancelled",
            "President Emmanuel Macron called off his meeting with Chancellor Olaf Scholz in "
            "Paris.",
            UNHEARD,
        ),
        row(
            "en",
            "summit",
            "denied",
            "The Kremlin denied that President Vladimir Putin met Kim Jong Un in Vladivostok.",
            UNHEARD,
        ),
        row(
            "en",
            "summit",
            "hypothetical",
            "President Emmanuel Macron might meet Chancellor Olaf Scholz in Paris if the talks "
            "succeed.",
        ),
        row(
            "en",
            "treaty",
            "occurred",
            "Russia and Belarus signed a treaty on security guarantees in Minsk on Friday.",
        ),
        row(
            "en",
            "treaty",
            "planned",
            "Russia and Belarus will sign a treaty on security guarantees in Minsk next week.",
        ),
        row(
            "en",
            "treaty",
            "cancelled",
            "Russia and Belarus cancelled the signing of a treaty on security guarantees.",
            SPLIT,
        ),
        row(
            "en",
            "treaty",
            "denied",
            "Russia and Belarus did not sign the treaty on security guarantees, an official said.",
        ),
        row(
            "en",
            "treaty",
            "hypothetical",
            "Russia and Belarus could sign a treaty on security guarantees.",
        ),
        row(
            "en",
            "weapons_test",
            "occurred",
            "India test-fired an Agni-5 missile from Abdul Kalam Island on Monday.",
        ),
        row(
            "en",
            "weapons_test",
            "planned",
            "North Korea plans to test a hypersonic missile next month.",
        ),
        row(
            "en",
            "weapons_test",
            "cancelled",
            "India called off the test of its Agni-5 missile on Monday.",
            UNHEARD,
        ),
        row(
            "en",
            "weapons_test",
            "denied",
            "North Korea denied that it had tested a hypersonic missile on Sunday.",
            UNHEARD,
        ),
        row(
            "en",
            "weapons_test",
            "hypothetical",
            "Iran may test a ballistic missile again, analysts warned.",
            UNHEARD,
        ),
        row(
            "id",
            "summit",
            "occurred",
            "Presiden Prabowo Subianto bertemu Perdana Menteri Malaysia Anwar Ibrahim di Kuala "
            "Lumpur pada Senin.",
        ),
        row(
            "id",
            "summit",
            "planned",
            "Presiden Prabowo Subianto akan bertemu Perdana Menteri Malaysia Anwar Ibrahim pekan "
            "depan.",
        ),
        row(
            "id",
            "summit",
            "cancelled",
            "Presiden Prabowo Subianto batal bertemu Perdana Menteri Malaysia Anwar Ibrahim di "
            "Kuala Lumpur.",
            UNHEARD,
        ),
        row(
            "id",
            "summit",
            "denied",
            "Istana membantah Presiden Prabowo Subianto bertemu Perdana Menteri Malaysia Anwar "
            "Ibrahim.",
            UNHEARD,
        ),
        row(
            "id",
            "summit",
            "hypothetical",
            "Presiden Prabowo Subianto mungkin bertemu Perdana Menteri Malaysia Anwar Ibrahim.",
            UNHEARD,
        ),
        row(
            "id",
            "treaty",
            "occurred",
            "Indonesia dan Vietnam meneken perjanjian batas ZEE di Hanoi pada Jumat.",
        ),
        row(
            "id",
            "treaty",
            "planned",
            "Indonesia dan Vietnam akan meneken perjanjian batas ZEE di Hanoi bulan depan.",
        ),
        row(
            "id",
            "treaty",
            "cancelled",
            "Indonesia dan Vietnam batal menandatangani perjanjian batas ZEE di Hanoi.",
            UNHEARD,
        ),
        row(
            "id",
            "treaty",
            "denied",
            "Indonesia membantah telah menandatangani perjanjian pertahanan dengan Rusia.",
            UNHEARD,
        ),
        row(
            "id",
            "treaty",
            "hypothetical",
            "Indonesia mungkin menandatangani perjanjian pertahanan dengan Rusia.",
            UNHEARD,
        ),
        row(
            "id",
            "weapons_test",
            "occurred",
            "India menguji coba rudal Agni-5 dari Pulau Abdul Kalam pada Senin.",
        ),
        row(
            "id",
            "weapons_test",
            "planned",
            "Korea Utara berencana menguji coba rudal hipersonik bulan depan.",
        ),
        row(
            "id", "weapons_test", "cancelled", "India membatalkan uji coba rudal Agni-5 pada Senin."
        ),
        row(
            "id",
            "weapons_test",
            "denied",
            "Korea Utara membantah telah menguji coba rudal hipersonik pada Minggu.",
            UNHEARD,
        ),
        row(
            "id",
            "weapons_test",
            "hypothetical",
            "Iran mungkin kembali menguji coba rudal balistik, kata pengamat.",
            UNHEARD,
        ),
    ],
)
def test_status_is_what_the_sentence_says(lang, event_type, status, text) -> None:
    assert [e.status for e in events_of(event_type, text, lang, TODAY)] == [status]


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        (
            "President Emmanuel Macron meets Chancellor Olaf Scholz in Paris on 3 May 2030.",
            "2024-12-10",
            "planned",
        ),
        (
            "President Emmanuel Macron met Chancellor Olaf Scholz in Paris on 3 May 2024.",
            "2024-12-10",
            "occurred",
        ),
        # near miss: a year ahead is that of something else
        (
            "President Emmanuel Macron met Chancellor Olaf Scholz in Paris to cut gases by 2050.",
            "2024-12-10",
            "occurred",
        ),
    ],
)
def test_what_lies_ahead_has_not_occurred(text, published, status) -> None:
    assert [e.status for e in events_of("summit", text, "en", published)] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Russia withdrew from the Open Skies treaty on Thursday.", "occurred"),
        # near miss: what a sentence tells at least by the way, the account can be
        ("Russia may have withdrawn from the Open Skies treaty, officials denied.", "denied"),
    ],
)
def test_a_status_of_which_no_sentence_tells_is_none(text, status) -> None:
    scorer = codebook().scorer
    models = {**scorer.models, "denied": {"treaty": 1000.0}}  # by what accounts add up to
    thresholds = {**scorer.thresholds, "accept": 0.0}
    denying = replace(codebook(), scorer=replace(scorer, models=models, thresholds=thresholds))
    (event,) = extract_article(article(text, published=TODAY), denying).events
    assert event.status == status


def test_planned_then_held_in_one_article_has_occurred() -> None:
    text = (
        "President Emmanuel Macron met Chancellor Olaf Scholz in Paris on Monday. "
        "The meeting between Macron and Scholz had been planned for weeks."
    )
    statuses = [e.status for e in events_of("summit", text, "en", TODAY)]
    assert statuses == ["occurred"]
