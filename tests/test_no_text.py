"""Outlets whose text may not be kept: hashes and evidence stay, and can still be trusted."""

import json

import pyarrow.parquet as pq
import pytest
from tiny_news import LAUNCH, PACT, WEATHER, command, published, write_news

from extract.load import load_codebook
from extract.pipeline import extract_article
from extract.records import Article
from flows.textless import Withheld
from warehouse.database import open_read_only
from warehouse.layout import Home
from warehouse.rows import textless_row

NEWS = (LAUNCH, PACT, WEATHER)


def run(home, news, *options, **named):
    return command("run", news, "--direct", "--home", home, "--jobs", 1, *options, **named)


def asked(home, query):
    with open_read_only(Home(home).database) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("homes")
    news = write_news(folder / "news.jsonl", NEWS)
    assert run(folder / "with", news).exit_code == 0
    assert run(folder / "without", news, "--no-text").exit_code == 0
    return folder / "with", folder / "without"


def test_no_text_is_kept_and_all_else_is_the_same(homes):
    with_text, without = homes
    query = "SELECT * EXCLUDE (text, evidence_sha256) FROM articles"
    assert asked(without, query) == asked(with_text, query)
    assert asked(without, "SELECT count(*), count(text), count(evidence_sha256) FROM articles") == [
        (3, 0, 3)
    ]
    for table in ("events", "event_mentions", "mention_evidence", "refusals", "event_aliases"):
        if table != "refusals":
            assert asked(without, f"FROM {table}") == asked(with_text, f"FROM {table}")
    for path in without.rglob("*.parquet"):
        assert "for the whole day" not in str(pq.read_table(path).to_pylist())
    assert b"for the whole day" not in (without / "summitry.duckdb").read_bytes()


def test_a_changed_sentence_is_found_out_though_there_is_no_text(homes, tmp_path):
    news = write_news(tmp_path / "news.jsonl", NEWS)
    home = tmp_path / "home"
    assert run(home, news, "--no-text").exit_code == 0
    (batch,) = (home / "batches" / "mentions").iterdir()
    table = pq.read_table(batch)
    sentences = table.to_pylist()
    sentences[0]["evidence"] = sentences[0]["evidence"].replace("missile", "Missile")
    pq.write_table(type(table).from_pylist(sentences, table.schema), batch)
    (home / "summitry.duckdb").unlink()
    done = command("publish", "--home", home)
    assert done.exit_code == 3
    assert "evidence: 1 sentences are not what stands in their article, as in launch" in done.stderr


def test_evidence_that_is_not_in_the_text_is_not_stored():
    article = Article("a", LAUNCH["text"], published="2024-05-18", lang="en")
    extraction = extract_article(article, load_codebook())
    other = Article("a", LAUNCH["text"].replace("Friday", "Monday"), lang="en")
    with pytest.raises(ValueError, match="a: evidence at text 0 is not the text"):
        textless_row(other, extraction, None)


def test_only_the_outlets_named_are_without_text(tmp_path):
    pages = [
        {**LAUNCH, "id": "name", "source": "Harbour POST"},
        {**LAUNCH, "id": "host", "source": None, "url": "https://m.gulf.example/1"},
        {**LAUNCH, "id": "other", "source": None, "url": "https://notgulf.example/1"},
        {**LAUNCH, "id": "odd", "source": None, "url": "http://["},
    ]
    home = tmp_path / "home"
    outlets = {"SUMMITRY_NO_TEXT": "Harbour Post; gulf.example"}
    assert run(home, write_news(tmp_path / "news.jsonl", pages), **outlets).exit_code == 0
    kept = asked(home, "SELECT article_id FROM articles WHERE text IS NOT NULL ORDER BY 1")
    assert kept == [("odd",), ("other",)]
    assert asked(home, "SELECT count(*) FROM event_mentions") == [(4,)]
    assert not Withheld().covers(Article("a", "b"))


def test_what_has_no_text_is_not_read_again_and_the_run_says_so(homes, tmp_path):
    mine = tmp_path / "mine" / "gazetteers"
    mine.mkdir(parents=True)
    (mine / "places.csv").write_text(
        "place,name,country,kind,latitude,longitude,forms\nsaltmarsh,Saltmarsh,GBR,city,,,Saltmarsh\n"
    )
    news = homes[0].parent / "news.jsonl"
    before = asked(homes[1], "FROM event_mentions")
    done = run(homes[1], news, "--codebook", mine.parent, "--full-refresh", "--json")
    told = json.loads(done.stdout)
    assert (told["batches_extracted"], told["batches_without_text"]) == (0, 1)
    assert asked(homes[1], "FROM event_mentions") == before
    said = run(homes[1], news, "--codebook", mine.parent, "--full-refresh").stdout
    assert "1 batch keep what another found: their text was not kept" in said


def test_a_killed_run_leaves_no_text_and_the_next_one_makes_the_same_bytes(tmp_path, monkeypatch):
    news = write_news(tmp_path / "news.jsonl", NEWS)
    undisturbed, home = tmp_path / "undisturbed", tmp_path / "home"
    run(undisturbed, news, "--no-text")

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("flows.textless.write_textless", die)
        assert run(home, news, "--no-text").exit_code == 130
    for path in home.rglob("*.parquet"):
        assert "for the whole day" not in str(pq.read_table(path).to_pylist())
    assert run(home, news, "--no-text").exit_code == 0
    assert published(home) == published(undisturbed)
