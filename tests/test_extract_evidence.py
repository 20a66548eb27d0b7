"""Offsets give the words, every trigger is accounted for, the same article gives the same bytes."""

import json
import os
import subprocess
import sys
from collections import Counter

import pytest
from extract_made import article, codebook, read_about

from extract.jsonl import extraction_to_json
from extract.merge import merge
from extract.pipeline import extract_article, find_candidates, observe
from extract.read import read
from extract.records import Article
from extract.spot_triggers import spot_triggers

ARTICLES = [
    Article(
        "visit",
        "SEOUL - Kim Jong Un met President Vladimir Putin in Vladivostok on Wednesday. They signed "
        "a partnership treaty on Thursday. “We will meet again,” Putin said.\n\nA planned test of "
        "a cruise missile was called off. The ministers met, too.\n",
        title="Kim meets Putin",
        published="2023-09-15",
        lang="en",
    ),
    Article(
        "uji",
        "Korea Utara menguji coba rudal balistik pada Senin (5/8/2024).Rudal itu jatuh di laut. "
        "Uji coba lain pada Selasa gagal. Sekolah itu menguji murid.\r\n\r\nKTT ASEAN digelar di "
        "Jakarta bulan depan; Indonesia dan Vietnam akan meneken perjanjian.",
        title="KORUT UJI COBA RUDAL",
        published="2024-08-07",
        lang="id",
    ),
    Article(
        "many",
        "Macron met Scholz in Paris. Macron met Meloni in Rome. Macron met Sunak in London. "
        "Macron and Scholz met again on Friday. The summit was a success. İstanbul heard it.",
        lang="en",
    ),
    Article("plain", "The price of rice rose.", title="Rice", published="2024-01-01", lang="en"),
    Article("other", "Le prix du riz monte.", lang="fr"),
]


@pytest.mark.parametrize("made", ARTICLES, ids=lambda a: a.article_id)
def test_offsets_give_the_words(made: Article) -> None:
    found = extract_article(made, codebook())
    for event in found.events:
        field = getattr(made, event.trigger_field)
        assert field[event.trigger_start : event.trigger_end] == event.trigger
        assert event.evidence
        for span in event.evidence:
            assert getattr(made, span.field)[span.start : span.end] == span.text
    for refusal in found.refusals:
        if refusal.field is not None:
            assert getattr(made, refusal.field)[refusal.start : refusal.end].strip()


@pytest.mark.parametrize("made", ARTICLES, ids=lambda a: a.article_id)
def test_the_trigger_stands_in_the_evidence(made: Article) -> None:
    for event in extract_article(made, codebook()).events:
        assert any(
            span.field == event.trigger_field
            and span.start <= event.trigger_start
            and event.trigger_end <= span.end
            for span in event.evidence
        )


@pytest.mark.parametrize("made", ARTICLES[:4], ids=lambda a: a.article_id)
def test_every_trigger_is_part_of_an_event_or_refused(made: Article) -> None:
    language = codebook().languages[made.lang or ""]
    document = read(made)
    spotted = tuple(spot_triggers(document, language.triggers))
    if not spotted:
        assert extract_article(made, codebook()).refusals == ()
        return
    scene = observe(document, spotted, language, codebook())
    candidates, refusals = find_candidates(scene, codebook())
    kept = {(c.spotted.trigger.event_type, c.spotted.start) for c in candidates}
    refused = [
        (r.event_type, (r.start or 0) + (document.offset if r.field == "text" else 0))
        for r in refusals
    ]
    assert Counter([*kept, *refused]) == Counter((s.trigger.event_type, s.start) for s in spotted)
    accounts, lost = merge(scene, candidates, codebook().scorer)
    assert sum(len(a.candidates) for a in accounts) + len(lost) == len(candidates)
    found = extract_article(made, codebook())
    unlikely = [r for r in found.refusals if r.reason == "unlikely"]
    assert len(found.refusals) - len(unlikely) == len(lost) + len(refusals)
    refused_whole = {(r.event_type, r.field, r.start) for r in unlikely}
    dropped = [
        account
        for account in accounts
        if all(
            (c.spotted.trigger.event_type, *document.locate(c.spotted.start, c.spotted.end)[:2])
            in refused_whole
            for c in account.candidates
        )
    ]
    assert len(found.events) + len(dropped) == len(accounts)


def test_events_and_refusals_stand_in_the_order_of_the_text() -> None:
    found = extract_article(ARTICLES[0], codebook())
    assert len(found.events) > 1
    places = [(e.trigger_field == "text", e.trigger_start) for e in found.events]
    assert places == sorted(places)
    refused = [(r.field == "text", r.start) for r in found.refusals]
    assert refused == sorted(refused)


def lines(articles: list[Article]) -> dict[str, bytes]:
    made = [extraction_to_json(extract_article(a, codebook())) for a in articles]
    return {str(line["id"]): json.dumps(line, ensure_ascii=False).encode() for line in made}


def test_the_same_article_gives_the_same_bytes_in_any_order() -> None:
    assert lines(ARTICLES) == lines(ARTICLES) == lines(ARTICLES[::-1])


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_the_same_article_gives_the_same_bytes_in_another_process(seed: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "import test_extract_evidence as t; t.print_lines()"],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
    )
    assert ran.stdout == b"\n".join(lines(ARTICLES).values())


def print_lines() -> None:
    """What the process of the test above writes."""
    sys.stdout.buffer.write(b"\n".join(lines(ARTICLES).values()))


def test_a_line_of_output_has_the_keys_of_the_contract() -> None:
    line = extraction_to_json(extract_article(ARTICLES[0], codebook()))
    assert list(line) == ["id", "lang", "events", "refusals"]
    assert isinstance(line["events"], list)
    for event in line["events"]:
        assert set(event) == {
            "type", "status", "trigger", "evidence", "date", "place", "participants", "attributes",
            "confidence",
        }  # fmt: skip
        assert 0 <= event["confidence"] <= 1
        assert set(event["place"]) == {"name", "country"}
    assert json.loads(json.dumps(line)) == line


def test_an_event_is_the_same_in_whatever_article_it_stands() -> None:
    text = "President Emmanuel Macron met Chancellor Olaf Scholz in Paris on Tuesday."
    one = read_about(text, published="2023-03-15")
    other = extract_article(article(text, published="2023-03-15"), codebook())
    assert one == other
