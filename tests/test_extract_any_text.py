"""Whatever the text, extraction ends, soon, and says no more than the text does."""

import signal
from contextlib import contextmanager

import pytest
from extract_made import article, codebook, read_about
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.pipeline import MOST_TRIGGERS, extract_article
from extract.read import read, split
from extract.records import Extraction

SECONDS = 2.0  # of processor time for 200 kB; a news article has 3 kB
BYTES = 200_000
LANGS = st.sampled_from(["en", "id"])
DAYS = st.sampled_from([None, "2024-02-29", "1987-12-08", "2026-01-01T23:59:59+07:00"])
MARKS = [
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\0",
    "\x1b",
    "\u2028",
    "\u200b",
    "\ufeff",
    ".",
    ". ",
    "...",
    ", ",
    "; ",
    ": ",
    '"',
    "“",
    "”",
    "‘",
    "'",
    "(",
    ")",
    "-",
    " – ",
    "İ",
    "ß",
    "ﬁ",
    "Σ",
    "e\u0301",
    "😀",
    "\U0010ffff",
    "القمة",
    "首脑",
]
WORDS = [
    "Macron",
    "Scholz",
    "President",
    "Presiden",
    "Putin",
    "Vladimir Putin",
    "Russia",
    "Rusia",
    "North Korea",
    "Korut",
    "AS",
    "US",
    "Moscow",
    "Jakarta",
    "the two leaders",
    "he",
    "kedua",
    "kedua pemimpin",
    "met",
    "will meet",
    "bertemu",
    "akan",
    "batal",
    "denied",
    "summit",
    "KTT G20",
    "G20 summit",
    "signed",
    "menandatangani",
    "was signed",
    "treaty",
    "perjanjian",
    "ceasefire",
    "INF Treaty",
    "withdraw from",
    "keluar dari",
    "test-fired",
    "launched",
    "menguji coba",
    "nuclear test",
    "missile",
    "rudal balistik",
    "Hwasong-18",
    "two",
    "tiga",
    "500 km",
    "in",
    "di",
    "with",
    "dengan",
    "and",
    "dan",
    "by",
    "oleh",
    "said",
]
TEXTS = st.lists(st.sampled_from([*WORDS, *WORDS, *MARKS]), max_size=40)
DEEP = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def check(found: Extraction, title: str, text: str) -> None:
    fields = {"title": title, "text": text}
    for event in found.events:
        trigger = fields[event.trigger_field][event.trigger_start : event.trigger_end]
        assert trigger == event.trigger != ""
        assert event.evidence
        assert all(fields[e.field][e.start : e.end] == e.text != "" for e in event.evidence)
        assert 0 <= event.confidence <= 1
    for refusal in found.refusals:
        assert refusal.field is None or 0 <= refusal.start < refusal.end <= len(
            fields[refusal.field]
        )


@DEEP
@given(TEXTS, TEXTS, LANGS, DAYS)
def test_words_in_any_order_never_raise(title, text, lang, day) -> None:
    for blank in (" ", ""):
        made = (blank.join(title), blank.join(text))
        check(read_about(made[1], lang, day, made[0]), *made)


@DEEP
@given(st.text(max_size=60), st.text(max_size=200), LANGS, DAYS)
def test_any_characters_around_a_trigger_never_raise(title, text, lang, day) -> None:
    text = f"{text} Putin met Kim Jong Un {text} menandatangani perjanjian {text}"
    check(read_about(text, lang, day, title), title, text)


@pytest.mark.parametrize("lang", ["en", "id"])
def test_a_lone_surrogate_never_raises(lang) -> None:
    read_about("Putin met Kim Jong Un \ud800 in Moscow.", lang)


@DEEP
@given(st.lists(st.sampled_from([w for w in WORDS if w != "he"]), max_size=30), LANGS, DAYS)
def test_without_a_word_on_time_an_event_has_no_date(words, lang, day) -> None:
    assert all(e.date.value is None for e in read_about(" ".join(words), lang, day).events)


@DEEP
@given(
    st.sampled_from(["on Monday", "yesterday", "on 3 May", "next week", "last month", "this year"])
)
def test_without_a_day_of_publication_a_relative_date_stays_unknown(when) -> None:
    text = f"President Emmanuel Macron met Chancellor Olaf Scholz in Paris {when}."
    assert [e.date.value for e in read_about(text).events] == [None]


@pytest.mark.parametrize(
    ("when", "lang", "value"),
    [
        ("in May 2024", "en", "2024-05"),
        ("in 2024", "en", "2024"),
        ("on 3 May 2024", "en", "2024-05-03"),
        ("pada Mei 2024", "id", "2024-05"),
        ("pada 2024", "id", "2024"),
        ("pada 3 Mei 2024", "id", "2024-05-03"),
        ("pada Jumat (3/5/2024)", "id", "2024-05-03"),
        ("", "en", None),
        ("", "id", None),
        ("at dawn", "en", None),
        ("recently", "en", None),
        ("baru-baru ini", "id", None),
    ],
)
@pytest.mark.parametrize("published", [None, "2024-05-20"])
def test_an_event_has_no_date_more_precise_than_the_text(when, lang, value, published) -> None:
    met, where = ("met", "in") if lang == "en" else ("bertemu", "di")
    text = f"Emmanuel Macron {met} Olaf Scholz {where} Paris {when}."
    assert [e.date.value for e in read_about(text, lang, published).events] == [value]


def test_every_word_beyond_those_of_any_news_is_a_refusal() -> None:
    times = MOST_TRIGGERS + 40
    told = "Macron met Scholz in Paris. Nobody said more about it.\n\n"
    text = told * times
    found = read_about(text)
    check(found, "", text)
    beyond = [r for r in found.refusals if r.reason == "too_many"]
    assert len(found.events) >= 1
    assert [text[r.start : r.end] for r in beyond] == ["met"] * 40
    assert min(r.start for r in beyond) == text.index("met", len(told) * MOST_TRIGGERS)


@pytest.mark.parametrize("end", [9000, 30_000])
def test_sentences_of_a_document_that_is_cut_end_where_it_ends(end) -> None:
    title = "Macron met Scholz, who had been to Nigeria before, and so on; " * 400
    cut = read(article("Nobody said more.", title=title)).until(end)
    sentences = split(cut, ())
    assert max(s.end for s in sentences) == len(cut.text)


def test_no_word_of_a_document_is_cut() -> None:
    document = read(article("They met in Nigeria, they said."))
    assert document.until(17).text == "They met in"
    assert document.until(len(document.text)).text == document.text
    assert read(article("a" * 500)).until(300).text == "a" * 300


class ExpiredError(Exception):
    """Raised by the signal, in whatever line runs then."""


@contextmanager
def processor_seconds(limit: float):
    """Ends what takes longer, whatever else the machine is doing."""

    def stop(_signal, _frame):
        raise ExpiredError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    except ExpiredError:
        raise TimeoutError(f"more than {limit} seconds") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize(
    ("repeated", "begin"),
    [
        ("a", "met "),
        ("A", "met "),
        ("A ", "met "),
        ("İ", "Macron met Scholz "),
        ("\n", "Macron met Scholz"),
        (" \n", "Macron met Scholz"),
        (".", "Macron met Scholz"),
        ('"', "Macron met Scholz."),
        ("(", "Russia tested a missile "),
        ("-", "Russia tested a missile "),
        ("1", "Macron met Scholz "),
        ("Aa ", "Macron met President "),
        ("treaty ", "Russia signed "),
        ("lorem ipsum ", ""),
        (" ", "Macron met Scholz"),
        ("met ", ""),
        ("signed treaty ", ""),
        ("Macron met Scholz, ", ""),
        ("Macron met Scholz. ", ""),
        ("North Korea fired a missile. ", ""),
    ],
    ids=repr,
)
def test_an_endless_text_is_read_in_time(repeated, begin) -> None:
    text = (begin + repeated * (BYTES // len(repeated)))[:BYTES] + "x"
    made = article(text, published="2024-01-01")
    codebook()
    with processor_seconds(SECONDS):
        extract_article(made, codebook())
