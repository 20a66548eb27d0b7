"""What was forgotten is nowhere in the home any more, and does not come back unnoticed."""

import json

import pytest
from tiny_news import LAUNCH, PACT, WEATHER, command, published, write_news

from warehouse.database import open_read_only
from warehouse.layout import Home
from warehouse.manifests import read_current

URL = "https://post.example/launch"
SECRET = {
    **LAUNCH,
    "url": URL,
    "title": "Xylophone capital fires",
    "text": LAUNCH["text"].replace("state media", "the Xylophone agency"),
}
COPY = {**SECRET, "id": "copy", "url": None, "source": "Copy Post"}
OTHER = {**PACT, "id": "other"}


def run(home, news, *options):
    return command("run", news, "--direct", "--home", home, "--jobs", 1, *options)


def asked(home, query):
    with open_read_only(Home(home).database) as connection:
        return connection.execute(query).fetchall()


def found_in(home, word):
    """Files and tables of the home in which a word stands, Parquet files read."""
    found = []
    with open_read_only(Home(home).database) as connection:
        for path in sorted(home.rglob("*.parquet")):
            rows = connection.read_parquet(str(path)).fetchall()
            found += [path.relative_to(home).as_posix()] if word in str(rows) else []
        for name in (row[0] for row in connection.execute("SHOW TABLES").fetchall()):
            found += [name] if word in str(connection.table(name).fetchall()) else []
    raw = [path for path in home.rglob("*") if path.is_file() and path.suffix != ".parquet"]
    return found + [path.name for path in raw if word.encode() in path.read_bytes()]


@pytest.fixture
def home(tmp_path):
    made = tmp_path / "home"
    assert run(made, write_news(tmp_path / "a.jsonl", [WEATHER, SECRET, OTHER])).exit_code == 0
    assert run(made, write_news(tmp_path / "b.jsonl", [SECRET, PACT])).exit_code == 0
    return made


@pytest.mark.parametrize("wanted", [URL, "launch"])
def test_nothing_of_a_forgotten_article_is_left_in_the_home(home, wanted):
    assert {"articles", "events", "event_mentions"} <= set(found_in(home, "Xylophone"))
    told = command("forget", wanted, "--home", home, "--dry-run").stdout
    assert told == ("would forget 1 article with 1 event mention; 1 event rested on nothing else\n")
    assert asked(home, "SELECT count(*) FROM articles") == [(4,)]
    done = command("forget", wanted, "--home", home)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("forgot 1 article with 1 event mention; 1 event rested")
    for word in ("Xylophone", URL, "Harbour Post"):
        assert found_in(home, word) == []
    assert asked(home, "SELECT article_id FROM articles ORDER BY 1") == [
        ("other",), ("pact",), ("weather",),
    ]  # fmt: skip
    assert asked(home, "SELECT DISTINCT event_type FROM events") == [("treaty",)]
    assert asked(home, "SELECT mode FROM runs ORDER BY manifest") == [
        ("incremental",), ("incremental",), ("forget",),
    ]  # fmt: skip


def test_what_is_left_is_as_if_the_article_had_never_been_there(home, tmp_path):
    command("forget", URL, "--home", home)
    never = tmp_path / "never"
    run(never, write_news(tmp_path / "c.jsonl", [WEATHER, OTHER]))
    run(never, write_news(tmp_path / "d.jsonl", [PACT]))
    for name in ("articles", "events", "event_mentions", "mention_evidence", "event_participants"):
        assert asked(home, f"FROM {name}") == asked(never, f"FROM {name}")


def test_a_later_run_says_that_it_came_again_and_does_not_read_it(home, tmp_path):
    command("forget", URL, "--home", home)
    assert json.loads(run(home, tmp_path / "a.jsonl", "--json").stdout)["files_known"] == 1
    changed = {**SECRET, "id": "new id", "text": f"{SECRET['text']} More."}
    done = run(home, write_news(tmp_path / "e.jsonl", [SECRET, changed, COPY]), "--json")
    told = json.loads(done.stdout)
    assert (told["articles_stored"], told["refusals"]["forgotten"]) == (1, 2)
    refused = asked(home, "SELECT article_id, source FROM refusals WHERE reason = 'forgotten'")
    assert refused == [(None, str(tmp_path / "e.jsonl"))] * 2


def test_an_event_that_others_tell_of_stays_as_they_tell_it(home, tmp_path):
    run(home, write_news(tmp_path / "f.jsonl", [COPY]))
    assert asked(home, "SELECT n_articles FROM events WHERE event_type = 'weapons_test'") == [(2,)]
    done = command("forget", "launch", "--home", home)
    assert "1 event mention; 0 events" in done.stdout
    assert "1 copy under other ids" in done.stdout
    rows = asked(home, "SELECT n_articles FROM events WHERE event_type = 'weapons_test'")
    assert rows == [(1,)]
    assert asked(home, "SELECT duplicate_of FROM articles WHERE article_id = 'copy'") == [(None,)]


@pytest.mark.parametrize("at", ["publish", "erase"])
def test_killed_while_it_forgets_the_next_run_goes_on_with_it(home, tmp_path, monkeypatch, at):
    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(f"flows.decide.{at}", die)
        assert command("forget", URL, "--home", home).exit_code == 130
    assert run(home, tmp_path / "a.jsonl").exit_code == 0
    assert found_in(home, "Xylophone") == []


def test_an_older_reading_of_the_article_goes_as_well(home, tmp_path):
    mine = tmp_path / "mine" / "gazetteers"
    mine.mkdir(parents=True)
    (mine / "places.csv").write_text(
        "place,name,country,kind,latitude,longitude,forms\nsaltmarsh,Saltmarsh,GBR,city,,,Saltmarsh\n"
    )
    options = ("--codebook", mine.parent)
    assert run(home, tmp_path / "a.jsonl", *options, "--full-refresh").exit_code == 0
    assert len(list(home.glob("batches/mentions/*.parquet"))) == 4
    command("forget", URL, "--home", home, *options)
    assert found_in(home, "Xylophone") == []
    assert [path.name for path in (home / "manifests").iterdir()] == ["000004.json"]
    assert asked(home, "SELECT count(*) FROM event_mentions WHERE article_id = 'pact'") == [(1,)]


def test_the_same_bytes_come_out_whenever_it_is_done(home, tmp_path):
    command("forget", URL, "--home", home)
    before = published(home)
    assert command("publish", "--home", home).exit_code == 0
    assert published(home) == before


def test_what_cannot_be_done_is_one_line(home, tmp_path):
    for arguments, said in (
        (["forget", "nobody", "--home", home], "no article has the id or URL nobody"),
        (["forget", "launch", "--home", tmp_path / "none"], "no record in"),
        (["vacuum", "--home", tmp_path / "none"], "no record in"),
    ):
        done = command(*arguments)
        assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
        assert said in done.stderr
    checks = tmp_path / "checks.yml"
    checks.write_text("undated_articles: {at_least: 1, max_share: 0, then: stop}\n")
    more = write_news(tmp_path / "g.jsonl", [{**WEATHER, "id": "w2"}])
    assert run(home, more, "--checks", checks).exit_code == 3
    done = command("forget", "launch", "--home", home)
    assert done.exit_code == 1 and "--discard first" in done.stderr


def test_vacuum_deletes_what_no_kept_manifest_names_and_dry_run_nothing(home, tmp_path):
    for name in ("h", "i"):
        run(
            home,
            write_news(tmp_path / f"{name}.jsonl", [{**WEATHER, "id": name, "text": name * 9}]),
        )
    loose = home / "batches" / "articles" / "0123456789abcdef.parquet"
    loose.write_bytes(b"left behind")
    options = ("--home", home, "--keep", 1, "--older-than", 0)
    told = command("vacuum", *options, "--dry-run")
    assert told.stdout.endswith("1 batch and 3 manifests would go, 0.0 MB\n"), told.output
    assert "batches/articles/0123456789abcdef.parquet" in told.stdout
    assert loose.exists() and len(list(home.glob("manifests/*"))) == 4
    assert command("vacuum", "--home", home).stdout.startswith("0 batches and 0 manifests deleted")
    before = published(home)
    assert command("vacuum", *options).stdout.startswith("1 batch and 3 manifests deleted")
    assert not loose.exists() and len(list(home.glob("manifests/*"))) == 1
    assert read_current(Home(home)).number == 4
    assert published(home) == before
