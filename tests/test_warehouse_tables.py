"""What is published: the types of the contract, ids, copies, refusals, runs; and the reader."""

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warehouse_made import CODES, NOW, Told, report, run, stocked

from warehouse.contract import ARROW_TYPES, SQL_TYPES, load_contract
from warehouse.layout import Home
from warehouse.publish import publish
from warehouse.reader import open_warehouse, read_events
from warehouse.rows import date_range, identify

CONTRACT = load_contract()
POLARS_TYPES = {
    "string": pl.String,
    "bool": pl.Boolean,
    "int32": pl.Int32,
    "int64": pl.Int64,
    "double": pl.Float64,
    "date32": pl.Date,
    "timestamp": pl.Datetime("us", "UTC"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return stocked(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture
def warehouse(home: Home):
    with open_warehouse(home.root) as connection:
        yield connection


@pytest.mark.parametrize("table", CONTRACT.tables.values(), ids=CONTRACT.tables)
class TestTypes:
    def test_pyarrow_reads_the_types_and_descriptions_of_the_contract(self, home, table):
        schema = pq.read_schema(home.table(table.name))
        assert schema.equals(table.arrow, check_metadata=False)
        comments = {field.name: field.metadata[b"comment"].decode() for field in schema}
        assert comments == {column.name: column.description for column in table.columns}

    def test_pandas_reads_them(self, home, table):
        frame = pd.read_parquet(home.table(table.name), dtype_backend="pyarrow")
        for column in table.columns:
            assert frame[column.name].dtype.pyarrow_dtype in (
                ARROW_TYPES[column.type],
                pa.large_string() if column.type == "string" else None,
            )

    def test_polars_reads_them(self, home, table):
        schema = pl.read_parquet(home.table(table.name)).schema
        assert dict(schema) == {each.name: POLARS_TYPES[each.type] for each in table.columns}

    def test_duckdb_reads_them_from_parquet_and_from_its_own_file(self, warehouse, home, table):
        expected = [(each.name, SQL_TYPES[each.type]) for each in table.columns]
        stored = warehouse.execute(f"DESCRIBE {table.name}").fetchall()
        file = duckdb.sql(f"DESCRIBE FROM '{home.table(table.name)}'").fetchall()
        assert [row[:2] for row in stored] == expected
        assert [row[:2] for row in file] == expected

    def test_both_hold_the_same_rows_in_the_order_of_the_contract(self, warehouse, home, table):
        stored = warehouse.sql(f"FROM {table.name}").to_arrow_table().cast(table.arrow)
        file = pq.read_table(home.table(table.name)).replace_schema_metadata()
        assert stored.replace_schema_metadata().equals(file)
        order = ", ".join(f"{name} NULLS LAST" for name in table.order)
        ordered = warehouse.sql(f"FROM {table.name} ORDER BY {order}").to_arrow_table()
        assert ordered.cast(table.arrow).replace_schema_metadata().equals(file)

    def test_the_key_tells_rows_apart(self, warehouse, table):
        rows = warehouse.table(table.name)
        distinct = rows.project(", ".join(table.key)).distinct()
        assert len(rows) == len(distinct) > 0


def test_every_table_view_and_column_is_described(warehouse):
    columns = warehouse.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    assert {table for table, *_ in columns} == {*CONTRACT.tables, *CONTRACT.views}
    assert [row for row in columns if not row[2]] == []
    tables = warehouse.execute("SELECT comment FROM duckdb_tables() WHERE NOT internal").fetchall()
    views = warehouse.execute("SELECT comment FROM duckdb_views() WHERE NOT internal").fetchall()
    described = {text for (text,) in tables + views}
    assert described == {t.description for t in CONTRACT.tables.values()} | {
        *CONTRACT.views.values()
    }


def test_planned_then_held_is_one_event_with_a_history(warehouse):
    (event,) = warehouse.execute(
        "SELECT event_id, status, n_articles, n_sources, n_languages, cameo_code, plover_type"
        " FROM summits JOIN events USING (event_id, status, n_articles, n_sources, n_languages)"
        " WHERE events.date_start = DATE '2024-06-19'"
    ).fetchall()
    assert event[1:] == ("occurred", 2, 1, 2, "057", "CONSULT")
    history = warehouse.execute(
        "SELECT status, known_from::DATE, known_until::DATE FROM event_status_history"
        " WHERE event_id = $1 ORDER BY position",
        [event[0]],
    ).fetchall()
    assert history == [
        ("planned", date(2024, 6, 12), date(2024, 6, 19 + 1)),
        ("occurred", date(2024, 6, 20), None),
    ]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2024-06-11", []),
        ("2024-06-12", [("planned", 1)]),
        ("2024-06-19 23:59:59", [("planned", 1)]),
        ("2024-06-20", [("occurred", 2)]),
    ],
)
def test_events_as_of_a_moment_know_only_what_was_published_by_then(warehouse, moment, expected):
    found = warehouse.execute(
        "SELECT status, n_articles FROM events_as_of($1) WHERE date_start = DATE '2024-06-19'",
        [moment],
    ).fetchall()
    assert found == expected


def test_events_as_of_the_end_of_time_are_the_events(warehouse):
    now = warehouse.sql("FROM events").to_arrow_table()
    assert warehouse.sql("FROM events_as_of('infinity')").to_arrow_table().equals(now)


def test_a_copy_of_a_text_points_to_the_first_id_and_counts_as_one_source(warehouse):
    copies = warehouse.execute(
        "SELECT article_id, duplicate_of FROM articles ORDER BY 1"
    ).fetchall()
    assert copies == [("a", None), ("b", None), ("c", "b"), ("d", None), ("n", None), ("t", None)]
    counted = "SELECT n_articles, n_sources, first_reported_at::DATE FROM summits"
    found = warehouse.execute(f"{counted} WHERE date_start IS NULL").fetchall()
    assert found == [(2, 1, date(2024, 6, 13))]


def test_an_id_that_comes_with_another_text_is_refused_not_dropped(warehouse):
    found = warehouse.execute("SELECT step, reason, article_id FROM refusals ORDER BY 1").fetchall()
    assert found == [
        ("extract", "generic", "d"),
        ("ingest", "bad_json", None),
        ("publish", "article_id_taken", "b"),
    ]
    assert warehouse.execute("FROM articles SELECT text WHERE article_id = 'b'").fetchall() == [
        ("Same.",)
    ]


def test_runs_account_for_every_article_read(warehouse):
    found = warehouse.execute(
        "SELECT manifest, sources, articles_read, articles_stored, articles_repeated,"
        " articles_refused, events, refusals, started_at FROM runs"
    ).fetchall()
    assert found == [(1, 1, 5, 4, 0, 1, 3, 1, NOW), (2, 1, 4, 2, 1, 1, 0, 2, NOW)]


def test_unknown_is_null_never_empty_or_zero(warehouse):
    unknown = warehouse.execute(
        "SELECT title, url, source, published_at, duplicate_of FROM articles WHERE article_id = 'n'"
    ).fetchall()
    assert unknown == [(None,) * 5]
    event = warehouse.execute(
        "SELECT place_name, place_country, latitude, weapon, weapon_count, range_km, outcome"
        " FROM weapons_tests"
    ).fetchall()
    assert event == [(None,) * 7]


def test_children_hold_all_sentences_and_participants_in_order(warehouse):
    found = warehouse.execute(
        "SELECT child.position, child.evidence, child.evidence_field FROM mention_evidence AS child"
        " JOIN event_mentions USING (event_mention_id) WHERE article_id = 'd' ORDER BY position"
    ).fetchall()
    assert found == [(1, "They met.", "text"), (2, "Met.", "title")]
    people = warehouse.execute(
        "SELECT position, name, who.country, role, entity_id, who.n_articles"
        " FROM event_participants AS who JOIN events USING (event_id)"
        " WHERE date_start = DATE '2024-06-19' ORDER BY position"
    ).fetchall()
    assert people == [(1, "PRK", "PRK", "party", "prk", 2), (2, "RUS", "RUS", "party", "rus", 2)]


def test_a_merged_id_stays_findable(warehouse):
    aliases = warehouse.execute(
        "SELECT alias_id, event_id FROM event_aliases JOIN events USING (event_id)"
    ).fetchall()
    mentions = warehouse.execute("SELECT event_mention_id, event_id FROM event_mentions").fetchall()
    former = {(identify("event", mention), event) for mention, event in mentions}
    assert set(aliases) == {(own, event) for own, event in former if own != event}
    assert len(aliases) == 2


@pytest.mark.parametrize(
    ("in_title", "headline"),
    [
        ((False, True), "Title b"),
        ((True, True), "Title a"),
        ((False, False), "They met."),  # the titles are about something else
    ],
)
def test_the_headline_is_a_title_only_where_it_tells_of_the_event(tmp_path, in_title, headline):
    made = Home(tmp_path)
    told = [Told(confidence=0.9, in_title=in_title[0]), Told(in_title=in_title[1])]
    run(made, [report("a", "2024-06-20", told[0]), report("b", "2024-06-20", told[1])])
    publish(made, CODES)
    assert list(read_events(tmp_path)["headline"]) == [headline]


def test_a_newer_extraction_replaces_the_rows_of_the_older(tmp_path: Path):
    made = Home(tmp_path)
    run(made, [report("a", "2024-06-12", Told(), Told("treaty"))], name="x", version="1")
    run(made, [report("a", "2024-06-12", Told(status="denied"))], name="x", version="2")
    publish(made, CODES)
    with open_warehouse(tmp_path) as warehouse:
        found = warehouse.execute("SELECT status, extractor_version FROM event_mentions").fetchall()
        assert found == [("denied", "2")]
        assert warehouse.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_a_required_column_does_not_take_null(warehouse):
    required = [c.name for c in CONTRACT.tables["events"].columns if c.required]
    rows = warehouse.execute("DESCRIBE events").fetchall()
    assert [row[0] for row in rows if row[2] == "NO"] == required


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, (None, None, None)),
        ("2024-06-19", (date(2024, 6, 19), date(2024, 6, 19), "day")),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29), "month")),
        ("1961", (date(1961, 1, 1), date(1961, 12, 31), "year")),
        ("2024-06-18/2024-06-19", (date(2024, 6, 18), date(2024, 6, 19), "span")),
        ("2023-11/2024-02", (date(2023, 11, 1), date(2024, 2, 29), "span")),
        ("2006/2017", (date(2006, 1, 1), date(2017, 12, 31), "span")),
    ],
)
def test_a_date_is_the_days_it_leaves_open(value, expected):
    assert date_range(value) == expected
