"""The sample articles: all can be read but the three that are there to be refused."""

from collections import Counter
from pathlib import Path

import pytest

from extract.records import Article, Refusal
from flows.sources import discover, read_source

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def records() -> list[Article | Refusal]:
    sources, refusals = discover([str(ROOT / "samples")])
    assert refusals == []
    return [record for path, name in sources for record in read_source(path, name)]


def test_samples_are_articles_of_both_languages_and_one_of_neither(records):
    languages = Counter(record.lang for record in records if isinstance(record, Article))
    assert languages == {"en": 12, "id": 12, "fr": 1}


def test_what_cannot_be_read_is_refused_with_its_reason(records):
    refused = {
        (Path(r.source or "").name, r.line, r.reason) for r in records if isinstance(r, Refusal)
    }
    assert refused == {
        ("16-near-misses.jsonl", 4, "bad_json"),
        ("16-near-misses.jsonl", 7, "empty_text"),
        ("19-unreadable.txt", None, "binary"),
    }


def test_every_sample_has_title_day_and_outlet(records):
    articles = [record for record in records if isinstance(record, Article)]
    assert [a.title for a in articles if not (a.title and a.published and a.source)] == []


def test_pages_come_without_their_menus(records):
    pages = [r for r in records if isinstance(r, Article) and "Subscribe" in r.text + r.title]
    assert pages == []


def test_the_page_about_the_samples_names_every_file():
    page = (ROOT / "docs" / "samples.md").read_text(encoding="utf-8")
    assert [p.name for p in sorted((ROOT / "samples").iterdir()) if p.name not in page] == []
