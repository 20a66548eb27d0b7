"""What a resolution kept for the next one: the outcome is that of a full one whatever changes."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from accounts_any import FIELDS, SLOW
from accounts_made import account
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import Article, Extraction
from warehouse import memory
from warehouse.database import sql
from warehouse.memory import keep, remember
from warehouse.resolve import UNKNOWN_ARRIVAL, resolve, rules_version
from warehouse.rows import SCHEMAS, article_row, mention_rows

Told = dict[str, list[tuple[Article, Extraction]]]  # by the batch that they came in
TEXTS = st.sampled_from(["They met.", "They met again.", None])  # None: no copy of any
BATCH = st.lists(st.tuples(FIELDS, TEXTS), max_size=5)
STEPS = st.lists(st.tuples(st.integers(0, 2), BATCH), min_size=2, max_size=5)


def articles_of(step: int, batch) -> list[tuple[Article, Extraction]]:
    """One article for each of the names, with all its accounts."""
    accounts: dict[str, list] = {}
    for number, (fields, text) in enumerate(batch):
        name, told, said = account(number, fields)
        accounts.setdefault(f"{name} of {step}", []).append((told, said, text))
    return [
        (
            Article(name, several[0][2] or f"They met, says {name}.",
                    published=several[0][1]["published"], lang=several[0][1]["lang"]),
            Extraction(name, "en", tuple(told for told, _, _ in several)),
        )
        for name, several in accounts.items()
    ]  # fmt: skip


def outcome(told: Told, folder: Path | None) -> list[tuple]:
    """Resolve what is told with what `folder` holds, and leave there what was found."""
    all_of = [(batch, *each) for batch, several in told.items() for each in several]
    articles = [article_row(article, UNKNOWN_ARRIVAL) for _, article, _ in all_of]
    mentions = [row for _, _, extraction in all_of for row in mention_rows(extraction, 0, "")]
    batches = [{"article_id": article.article_id, "batch": batch} for batch, article, _ in all_of]
    of = pa.schema([("article_id", pa.string()), ("batch", pa.string())])
    with duckdb.connect() as connection:
        keep(connection, "articles", pa.Table.from_pylist(articles, SCHEMAS["articles"]))
        keep(connection, "extracted", pa.Table.from_pylist(mentions, SCHEMAS["mentions"]))
        connection.execute(sql("told_once"))
        keep(connection, "batch_of", pa.Table.from_pylist(batches, of))
        connection.execute(
            "UPDATE told SET batch = batch_of.batch FROM batch_of "
            "WHERE batch_of.article_id = told.article_id"
        )
        resolve(connection, folder)
        if folder is not None:
            aside = folder / "aside"
            aside.mkdir(exist_ok=True)
            remember(connection, aside, rules_version())
            for file in aside.iterdir():
                file.rename(folder / file.name)
        return sorted(connection.table("resolved").fetchall())


@pytest.mark.parametrize("most_later", [0, 1000])
@settings(SLOW, max_examples=60)
@given(STEPS)
def test_what_comes_changes_and_goes_gives_what_all_at_once_gives(
    tmp_path_factory, most_later, steps
):
    folder = tmp_path_factory.mktemp("memory")
    told: Told = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "MOST_LATER", most_later)
        for number, (batch, given_now) in enumerate(steps):
            told[f"batch {batch}"] = articles_of(number, given_now)
            assert outcome(told, folder) == outcome(told, None)


def test_a_short_addition_leaves_the_large_files_as_they_are(tmp_path):
    first = [({"published": "2024-07-01", "lang": "en", "article": str(n)}, None) for n in range(9)]
    told = {"first": articles_of(0, first)}
    outcome(told, tmp_path)
    before = {path.name: path.stat().st_ino for path in tmp_path.glob("earlier_*.parquet")}
    told["second"] = articles_of(1, [({"date": "2020-01-01", **first[0][0]}, None)])
    outcome(told, tmp_path)
    assert {path.name: path.stat().st_ino for path in tmp_path.glob("earlier_*.parquet")} == before
    assert len(before) == 3
