import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from tiny_news import ARTICLES, LAUNCH, command, write_news

HOSTILE = {
    **LAUNCH,
    "id": "hostile",
    "title": "North Korea \x1b[31mfires\x1b[0m \x9b2Jagain",
    "published": "2024-09-13",
    "text": "North Korea test-fired a cruise missile on Thursday, state media said.",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("record")
    news = write_news(folder / "news.jsonl", [*ARTICLES, HOSTILE, "{broken"])
    done = command("run", news, "--direct", "--jobs", 1, "--home", folder / "home")
    assert done.exit_code == 0, done.output
    return folder / "home"


def sql(home, query, *options):
    return command("sql", query, "--home", home, *options)


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_sql_writes_the_same_rows_in_every_format(home, tmp_path, form):
    target = tmp_path / f"rows.{form}"
    done = sql(home, "SELECT article_id, words FROM articles ORDER BY ALL", "-o", target)
    assert (done.exit_code, done.stdout) == (0, "")
    read = {
        "csv": lambda: [
            {**row, "words": int(row["words"])}
            for row in csv.DictReader(io.StringIO(target.read_text()))
        ],
        "json": lambda: json.loads(target.read_text()),
        "parquet": lambda: pq.read_table(target).to_pylist(),
    }
    rows = read[form]()
    assert [row["article_id"] for row in rows] == ["hostile", "launch", "pact", "peche", "weather"]
    assert rows[4]["words"] == 9
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_sql_shows_a_table(home):
    done = sql(home, "SELECT count(*) AS articles FROM articles")
    assert done.stdout.split() == ["articles", "─" * 8, "5"]


def test_sql_without_a_row_is_still_json(home):
    assert json.loads(sql(home, "FROM articles WHERE false", "--json").stdout) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM events", "nothing"),
        ("SELECT * FROM nowhere", "nowhere"),
        ("DELETE FROM events", "read-only"),
        ("COPY events TO '/tmp/out.csv'", "disabled by configuration"),
        ("SELECT * FROM read_csv('/etc/passwd')", "disabled by configuration"),
        ("ATTACH '/tmp/other.duckdb'", "disabled by configuration"),
        ("SET enable_external_access = true", "configuration has been locked"),
        ("SELECT 1/0; SELECT error('stop')", "stop"),
    ],
)
def test_sql_can_neither_write_nor_reach_out_and_errors_are_one_line(home, query, said):
    for options in ([], ["--format", "csv"], ["--json"]):
        done = sql(home, query, *options)
        assert done.exit_code == 1
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("Error: ")


def test_a_failed_query_leaves_no_file(home, tmp_path):
    for name in ("rows.csv", "rows.parquet"):
        assert sql(home, "SELECT error('stop') FROM events", "-o", tmp_path / name).exit_code == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--type", "weapons_test"], ["2024-09-12", "2024-05-17"]),
        (["--type", "treaty"], ["2024-06-19"]),
        (["--country", "rus", "--type", "treaty"], ["2024-06-19"]),
        (["--type", "weapons_test", "--since", "2024-06-01"], ["2024-09-12"]),
        (["--type", "weapons_test", "--until", "2024-06-01"], ["2024-05-17"]),
        (["--person", "kim jong", "--type", "treaty"], ["2024-06-19"]),
        (["--text", "CRUISE"], ["2024-09-12"]),
        (["--status", "cancelled"], []),
        (["--type", "weapons_test", "--limit", 1], ["2024-09-12"]),
    ],
)
def test_events_meet_every_condition_the_latest_first(home, filters, found):
    events = json.loads(command("events", "--home", home, "--json", *filters).stdout)
    assert [event["date_start"] for event in events] == found


def test_events_are_a_line_each_and_harmless(home):
    done = command("events", "--home", home)
    lines = done.stdout.splitlines()
    assert lines[0].split() == [
        "date",
        "status",
        "type",
        "what,",
        "where",
        "countries",
        "conf",
        "articles",
    ]
    assert max(map(len, lines)) <= 100
    assert "\x1b" not in done.stdout and "\x9b" not in done.stdout


def test_news_in_a_table_of_sql_is_harmless(home):
    done = sql(home, "SELECT title FROM articles WHERE article_id = 'hostile'")
    assert "\x1b" not in done.stdout and "\x9b" not in done.stdout
    assert "North Korea" in done.stdout


def test_no_event_says_so(home):
    done = command("events", "--home", home, "--status", "cancelled")
    assert (done.stdout, done.stderr) == ("", "no event meets these conditions\n")


def test_an_event_type_that_nobody_knows_is_one_line_that_names_the_known_ones(home):
    done = command("events", "--home", home, "--type", "weapon_test")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: no event type weapon_test; there are: summit, treaty, weapons_test\n"
    )


def test_refusals_are_counted_by_reason_with_an_example(home):
    rows = json.loads(command("refusals", "--home", home, "--json").stdout)
    counts = {row["reason"]: row["refusals"] for row in rows}
    assert counts["bad_json"] == 1
    assert counts["unsupported_language"] == 1
    assert all(row["example"] for row in rows)
    assert "bad_json" in command("refusals", "--home", home).stdout


def test_refusals_of_one_reason_say_where(home):
    rows = json.loads(command("refusals", "--home", home, "--json", "--reason", "bad_json").stdout)
    assert rows[0]["where"].endswith("news.jsonl:6")
    unknown = command("refusals", "--home", home, "--reason", "nonsense")
    assert unknown.exit_code == 1
    assert "there are: " in unknown.stderr and "bad_json" in unknown.stderr


def test_status_counts_rows_and_says_whether_all_is_published(home):
    status = json.loads(command("status", "--home", home, "--json").stdout)
    assert status["published"] is True
    assert (status["manifest"], status["files"], status["tables"]["articles"]) == (1, 1, 5)
    assert status["runs"][0]["articles_refused"] == 1
    assert "manifest 1, published" in command("status", "--home", home).stdout


@pytest.mark.parametrize("verb", ["status", "events", "refusals"])
def test_a_home_without_a_record_says_how_to_begin(tmp_path, verb):
    done = command(verb, "--home", tmp_path / "none")
    assert done.exit_code == 1
    assert "start with `summitry run SOURCE`" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_is_none_is_one_line(tmp_path):
    (tmp_path / "summitry.duckdb").write_text("not a database at all")
    done = sql(tmp_path, "SELECT 1")
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1


def test_the_home_is_found_through_the_settings(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command("status", SUMMITRY_HOME=str(home)).exit_code == 0
    (tmp_path / "summitry.toml").write_text(f"home = {str(home)!r}\n")
    assert command("status").exit_code == 0
    (tmp_path / "summitry.toml").write_text("hoem = 1\n")
    done = command("status")
    assert done.exit_code == 2 and "'hoem' is no setting" in done.stderr


def test_evaluate_finds_itself_in_full_agreement(tmp_path):
    news = write_news(tmp_path / "news.jsonl", ARTICLES[:2])
    found = command("extract", news)
    gold = []
    for article, line in zip(ARTICLES, found.stdout.splitlines(), strict=False):
        events = json.loads(line)["events"]
        for number, event in enumerate(events):
            event |= {"id": f"e{number}", "evidence": [each["text"] for each in event["evidence"]]}
        gold.append({**article, "events": events})
    target = write_news(tmp_path / "gold.jsonl", gold)
    done = command("evaluate", target, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["record"]["f1"] == 1.0
    assert "record" in command("evaluate", target).stdout


def test_evaluate_without_its_files_is_one_line(tmp_path):
    done = command("evaluate", tmp_path / "gold.jsonl")
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1


def test_codebook_check_tells_size_or_fault(tmp_path):
    assert (
        "weapons_test" in json.loads(command("codebook", "check", "--json").stdout)["event_types"]
    )
    types = tmp_path / "event_types"
    types.mkdir()
    (types / "coup.yml").write_text("coup:\n  trigers: 1\n")
    done = command("codebook", "check", tmp_path)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1 and "coup.yml: line 2" in done.stderr


def test_codebook_check_points_at_the_example_that_fails(tmp_path):
    types = tmp_path / "event_types"
    types.mkdir()
    (types / "more.yml").write_text(
        "summit:\n  extend: true\n  examples:\n"
        '    - text: {en: "Nobody met anybody."}\n      expect: {countries: [FRA]}\n'
    )
    done = command("codebook", "check", tmp_path)
    assert done.exit_code == 1
    assert f"{types / 'more.yml'}: line 4: examples: en: 0 events were found" in done.stdout


def test_help_names_every_verb():
    done = command("--help")
    assert done.exit_code == 0
    for verb in ("run", "extract", "sql", "events", "status", "refusals", "evaluate", "codebook"):
        assert f"\n  {verb} " in done.stdout
        assert command(verb, "--help").exit_code == 0
