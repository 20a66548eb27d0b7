"""What the checks keep from being published, what a person then decides, and what is told of it."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from tiny_news import LAUNCH, PACT, WEATHER, command, many_articles, published, write_news
from warehouse_made import CODES, NOW, Told, report, rows_of
from warehouse_made import run as made_run

from flows.read_checks import load_checks
from warehouse import publish as publishing
from warehouse.checks import Guard
from warehouse.database import open_read_only
from warehouse.layout import Home
from warehouse.manifests import read_current
from warehouse.publish import publish
from warehouse.recover import recover

STRICT = "undated_articles: {at_least: 1, max_share: 0.4, then: stop}\n"
UNDATED = [{**WEATHER, "id": f"u{n}", "text": f"{WEATHER['text']} Day {n}."} for n in range(3)]


def run(home, news, *options):
    return command("run", news, "--direct", "--home", home, "--jobs", 1, *options)


def status(home):
    done = command("status", "--home", home, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def asked(home, query):
    with open_read_only(Home(home).database) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def held_once(tmp_path_factory):
    """A home with one published run and one that a check held back."""
    folder = tmp_path_factory.mktemp("held")
    home, checks = folder / "home", folder / "checks.yml"
    checks.write_text(STRICT)
    assert run(home, write_news(folder / "a.jsonl", [LAUNCH, PACT])).exit_code == 0
    before = published(home)
    done = run(home, write_news(folder / "b.jsonl", UNDATED), "--checks", checks)
    return folder, before, done


@pytest.fixture
def held(held_once, tmp_path):
    shutil.copytree(held_once[0], tmp_path / "held")
    return tmp_path / "held" / "home"


def test_a_stopped_run_publishes_nothing_keeps_its_batches_and_says_what_to_do(held_once, held):
    _, before, done = held_once
    assert done.exit_code == 3
    assert done.stderr.startswith(
        "Error: held back, nothing was published: undated_articles: 60.0%"
    )
    assert "publish --force" in done.stderr and len(done.stderr.splitlines()) == 1
    assert published(held) == before
    assert len(list(held.glob("batches/articles/*.parquet"))) == 2
    told = status(held)
    assert (told["manifest"], told["published_manifest"], told["published"]) == (2, 1, False)
    assert told["held_back"] == {"published": 1, "runs": [2], "files": 1, "articles": 3}
    assert [(each["status"], each["published"]) for each in told["runs"]] == [
        ("held", False), ("done", True),
    ]  # fmt: skip
    assert (
        "HELD BACK: what runs 2 read, 3 articles in 1 file;"
        in command("status", "--home", held).stdout
    )


def test_what_is_held_back_is_published_with_a_later_run_that_passes(held):
    checks = held.parent / "checks.yml"
    dated = write_news(held.parent / "c.jsonl", many_articles(4))
    done = run(held, dated, "--checks", checks, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["status"], told["runs_released"]) == ("done", [2])
    assert asked(held, "SELECT manifest, status, articles_stored FROM runs ORDER BY 1") == [
        (1, "done", 2), (2, "held", 3), (3, "done", 4),
    ]  # fmt: skip
    assert status(held)["held_back"] is None


def test_a_run_with_nothing_new_is_held_back_again(held):
    again = run(held, held.parent / "b.jsonl", "--checks", held.parent / "checks.yml")
    assert again.exit_code == 3
    assert read_current(Home(held)).number == 2


def test_milder_checks_publish_what_was_held_back_without_a_decision(held):
    done = command("publish", "--home", held)
    assert (done.exit_code, done.stdout) == (0, "published\n")
    assert asked(held, "SELECT status, detail FROM runs WHERE manifest = 2") == [("done", None)]


def test_force_publishes_and_the_record_says_so(held):
    done = command("publish", "--home", held, "--checks", held.parent / "checks.yml", "--force")
    assert done.exit_code == 0, done.output
    assert "in spite of the checks" in done.stdout
    rows = asked(held, "SELECT mode, status, detail FROM runs WHERE manifest = 3")
    assert rows[0][:2] == ("accept", "accepted")
    assert rows[0][2].startswith("undated_articles: 60.0%")
    assert asked(held, "SELECT count(*) FROM articles") == [(5,)]
    assert command("publish", "--home", held, "--force").exit_code == 1


def test_discard_takes_back_and_a_later_run_reads_it_again(held, held_once):
    tables = {"events.parquet", "articles.parquet", "event_mentions.parquet"}
    done = command("publish", "--home", held, "--discard")
    assert done.exit_code == 0, done.output
    assert asked(held, "SELECT count(*) FROM articles") == [(2,)]
    assert asked(held, "SELECT mode, status FROM runs ORDER BY manifest") == [
        ("incremental", "done"), ("incremental", "held"), ("discard", "done"),
    ]  # fmt: skip
    assert tables <= set(published(held))
    assert json.loads(run(held, held.parent / "b.jsonl", "--json").stdout)["articles_stored"] == 3
    assert command("publish", "--home", held, "--discard").exit_code == 1


def test_a_decision_of_a_killed_command_is_carried_out_by_the_next_run(held, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("flows.decide.publish", die)
        assert command("publish", "--home", held, "--force").exit_code == 130
    news = write_news(held.parent / "more.jsonl", [*UNDATED[:1], {**UNDATED[0], "id": "u9"}])
    done = run(held, news, "--checks", held.parent / "checks.yml")
    assert done.exit_code == 3  # its own data is held back, what was decided on before is not
    assert asked(held, "SELECT count(*) FROM articles") == [(5,)]


@pytest.mark.parametrize("replaced", [0, 1, 5])
def test_a_publication_once_cleared_is_finished_even_if_the_next_run_is_held(
    held, monkeypatch, replaced
):
    installed = []

    def install(staged, target):
        if len(installed) == replaced:
            raise KeyboardInterrupt
        installed.append(target)
        staged.replace(target)

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "install", install)
        assert command("publish", "--home", held).exit_code == 130
    recover(Home(held))
    stamps = {publishing._stamp_of_table(path) for path in (held / "published").iterdir()}
    assert len(stamps) == 1 and next(iter(stamps)).startswith("2-")
    assert asked(held, "SELECT count(*) FROM articles") == [(5,)]


def test_a_failed_run_is_told_of_in_status_and_in_runs(tmp_path):
    home, news = tmp_path / "home", write_news(tmp_path / "a.jsonl", [LAUNCH])
    assert run(home, news).exit_code == 0
    assert run(home, tmp_path / "none.jsonl").exit_code == 1
    told = status(home)["runs"]
    assert [(each["manifest"], each["status"]) for each in told] == [(1, "done"), (None, "failed")]
    assert told[1]["detail"].endswith("none.jsonl: no such file or folder")
    assert run(home, write_news(tmp_path / "b.jsonl", [PACT])).exit_code == 0
    assert asked(home, "SELECT manifest, status FROM runs ORDER BY ALL") == [
        (1, "done"), (2, "done"), (None, "failed"),
    ]  # fmt: skip


# Every kind of check, on records that are wrong in its way.


def found(home, now=NOW, **changes):
    checks = [each for each in load_checks() if each.name in changes]
    own = home.root.parent / "own.yml"
    own.write_text("".join(f"{name}: {fields}\n" for name, fields in changes.items()))
    checks = [each for each in load_checks(own) if each.name in changes]
    outcome = publish(home, CODES, Guard(tuple(checks), now))
    return outcome.status, [each.detail for each in outcome.findings]


def test_volume_is_measured_against_the_runs_before(tmp_path):
    home = Home(tmp_path / "home")
    for number, size in enumerate((10, 12, 11, 10, 12, 1)):
        day = "2024-06-01"
        made_run(home, [report(f"{number}-{n}", day) for n in range(size)], name=f"r{number}")
    publish_all = found(home, volume="{after: 6, min_share: 0.5}")
    assert publish_all == ("done", [])  # five runs before it are too few
    home.database.unlink()
    assert found(home, volume="{after: 5, min_share: 0.5}") == (
        "degraded",
        ["1 new articles, usual are 11 (median of 5 runs): less than 0.5 of it"],
    )


def test_freshness_counts_from_the_moment_of_the_run(tmp_path):
    home = Home(tmp_path / "home")
    made_run(home, [report("a", "2024-06-28"), report("later", "2031-01-01")])
    late = datetime(2024, 7, 1, tzinfo=UTC)
    assert found(home, late, freshness="{then: stop, max_hours: 48}") == (
        "held",
        ["the newest article is 72 hours old, more than 48"],
    )
    early = datetime(2024, 6, 29, tzinfo=UTC)
    assert found(home, early, freshness="{then: stop, max_hours: 48}") == ("done", [])
    # nothing is stored since, and nothing to publish: a source that went silent is still found out
    assert found(home, late, freshness="{then: warn, max_hours: 48}")[0] == "degraded"


def test_refusals_are_counted_by_reason_among_what_is_to_be_published(tmp_path):
    home = tmp_path / "home"
    french = [{**WEATHER, "id": f"f{n}", "lang": "fr"} for n in range(6)]
    own = tmp_path / "own.yml"
    own.write_text("unsupported_language: {at_least: 5, max_share: 0.5, then: stop}\n")
    done = run(home, write_news(tmp_path / "a.jsonl", [*french, LAUNCH]), "--checks", own)
    assert done.exit_code == 3
    assert "85.7% of the records read were refused: unsupported_language (6 of 7)" in done.stderr


def test_evidence_that_is_not_the_text_stops_the_run(tmp_path):
    home = Home(tmp_path / "home")
    made_run(home, [report("a", "2024-06-28", Told(), title="Other")])
    status, details = found(home, evidence="{then: stop}")
    assert status == "held"
    assert details == ["1 sentences are not what stands in their article, as in a"]


def test_rows_that_are_there_twice_or_refer_to_nothing_are_found(tmp_path, monkeypatch):
    home = Home(tmp_path / "home")
    made_run(home, [report("a", None)])
    script = publishing.build_database.__globals__["sql"]

    def broken(name):
        extra = "INSERT INTO articles FROM articles; UPDATE articles SET version_of = 'gone';"
        return script(name) + (extra if name == "runs" else "")

    monkeypatch.setitem(publishing.build_database.__globals__, "sql", broken)
    status, details = found(home, unique="{then: stop}", versions_have_articles="{then: warn}")
    assert status == "held"
    assert details == [
        "1 rows of articles repeat the key article_id of another",
        "2 rows of articles have a version_of that articles.article_id does not have",
    ]


def test_a_record_that_passes_all_built_in_checks_has_no_finding(tmp_path):
    home = tmp_path / "home"
    done = run(home, write_news(tmp_path / "a.jsonl"), "--json")
    assert (json.loads(done.stdout)["status"], json.loads(done.stdout)["checks"]) == ("done", [])
    assert rows_of(Home(home))["runs"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("volume:\n  min_shares: 1\n", "line 2: min_shares: unknown key 'min_shares'; known are"),
        ("volume:\n  step: x\n", "line 2: step: a check of the kind volume has no such key"),
        ("mine:\n  then: stop\n", "line 2: mine: 'kind' is missing"),
        ("mine: {kind: nulls, then: stop}\n", "line 1: mine: a check of the kind nulls needs"),
        ("volume: {then: halt}\n", "line 1: then: 'halt' is none of stop, warn, ignore"),
        ("volume: {min_share: lots}\n", "line 1: min_share: expected a number of 0 or more"),
        (
            "mine: {kind: nulls, then: stop, max_share: 0, table: events, column: \"1; DROP\"}\n",
            "events has no column '1; DROP'",
        ),
    ],
)  # fmt: skip
def test_a_check_that_is_not_understood_stops_the_run_with_file_and_line(tmp_path, content, said):
    checks = tmp_path / "checks.yml"
    checks.write_text(content)
    done = run(tmp_path / "home", write_news(tmp_path / "a.jsonl", [LAUNCH]), "--checks", checks)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: checks.yml: line ") and said in done.stderr
    assert not (tmp_path / "home").exists()


def test_publish_where_nothing_is_stored_says_so(tmp_path):
    done = command("publish", "--home", tmp_path / "home")
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
