import json
import shutil
import subprocess
import sys

import pytest
from tiny_news import (
    ARTICLES,
    ENVIRONMENT,
    FRENCH,
    LAUNCH,
    PACT,
    WEATHER,
    command,
    many_articles,
    published,
    write_news,
)

from warehouse.layout import Home
from warehouse.lock import lock
from warehouse.manifests import read_current
from warehouse.reader import open_warehouse, read_events


def run(home, *sources, **named):
    return command("run", *sources, "--direct", "--home", home, "--jobs", 1, **named)


def report(home, *sources):
    done = run(home, *sources, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def count(home, table):
    with open_warehouse(home) as connection:
        return connection.table(table).aggregate("count(*)").fetchall()[0][0]


def test_articles_go_in_and_events_come_out(tmp_path):
    done = report(tmp_path / "home", write_news(tmp_path / "news.jsonl"))
    assert done["articles_stored"] == 4
    assert done["event_mentions"] >= 2
    assert done["refusals"]["unsupported_language"] == 1
    events = read_events(tmp_path / "home")
    assert {"weapons_test", "treaty"} <= set(events["event_type"])
    assert count(tmp_path / "home", "articles") == 4


def test_the_same_input_twice_does_nothing_and_changes_no_byte(tmp_path):
    home, news = tmp_path / "home", write_news(tmp_path / "news.jsonl")
    report(home, news)
    before = published(home)
    again = report(home, news)
    assert (again["files_new"], again["files_known"], again["batches_extracted"]) == (0, 1, 0)
    assert again["manifest"] == 1
    assert published(home) == before


def test_a_copy_under_another_name_is_known(tmp_path):
    home, news = tmp_path / "home", write_news(tmp_path / "news.jsonl")
    copy = shutil.copy(news, tmp_path / "copy.jsonl")
    assert report(home, news, copy)["articles_stored"] == 4
    assert report(home, copy)["files_new"] == 0


def test_a_file_that_grew_brings_its_new_articles_and_counts_the_old_ones(tmp_path):
    home = tmp_path / "home"
    report(home, write_news(tmp_path / "news.jsonl", [LAUNCH, WEATHER]))
    grown = report(home, write_news(tmp_path / "news.jsonl", [LAUNCH, WEATHER, PACT]))
    assert (grown["articles_stored"], grown["articles_repeated"]) == (1, 2)
    assert count(home, "articles") == 3


def test_a_file_that_cannot_be_opened_is_told_and_tried_again(tmp_path):
    home, folder = tmp_path / "home", tmp_path / "empty"
    folder.mkdir()
    news = write_news(tmp_path / "news.jsonl")
    assert "empty" in report(home, news, folder)["unreadable"][0]
    write_news(folder / "more.jsonl", [{**WEATHER, "id": "more", "text": "It snowed, too."}])
    assert report(home, news, folder)["articles_stored"] == 1


def test_a_clock_that_is_none_is_one_line(tmp_path):
    done = run(tmp_path / "home", write_news(tmp_path / "news.jsonl"), SOURCE_DATE_EPOCH="noon")
    assert done.exit_code == 2
    assert done.stderr == "Error: SOURCE_DATE_EPOCH is no number of seconds: 'noon'\n"


def test_only_what_is_new_is_worked_on(tmp_path):
    home = tmp_path / "home"
    report(home, write_news(tmp_path / "a.jsonl", [LAUNCH, WEATHER]))
    more = report(home, tmp_path / "a.jsonl", write_news(tmp_path / "b.jsonl", [PACT]))
    assert (more["files_new"], more["articles_stored"], more["batches_extracted"]) == (1, 1, 1)
    assert count(home, "articles") == 3


def test_bytes_hang_neither_on_jobs_nor_on_the_order_of_files(tmp_path):
    files = [
        write_news(tmp_path / f"{n}.jsonl", many_articles(5 * n + 5)[5 * n :]) for n in range(4)
    ]
    homes = [tmp_path / "one", tmp_path / "two"]
    for home, jobs, sources in ((homes[0], 1, files), (homes[1], 2, files[::-1])):
        arguments = ["run", *sources, "--direct", "--home", home, "--jobs", jobs]
        subprocess.run(
            [sys.executable, "-m", "flows.command", *map(str, arguments)],
            env=ENVIRONMENT,
            check=True,
            capture_output=True,
        )
    assert published(homes[0]) == published(homes[1])
    assert count(homes[0], "articles") == 20


def test_small_files_share_a_batch(tmp_path):
    home, folder = tmp_path / "home", tmp_path / "texts"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02d}.txt").write_text(f"{LAUNCH['text']} It was test {number}.")
    done = report(home, folder)
    assert (done["files_new"], done["articles_stored"]) == (30, 30)
    assert done["batches_extracted"] == 1
    assert len(read_current(Home(home)).inputs) == 30
    assert count(home, "articles") == 30


def test_chunks_hold_no_more_articles_than_asked(tmp_path):
    home, news = tmp_path / "home", write_news(tmp_path / "news.jsonl", many_articles(25))
    done = run(home, news, "--json", SUMMITRY_CHUNK_SIZE="10")
    assert json.loads(done.stdout)["batches_extracted"] == 3


def test_another_codebook_reads_again_on_request_only(tmp_path):
    home, news = tmp_path / "home", write_news(tmp_path / "news.jsonl")
    mine = tmp_path / "mine" / "gazetteers"
    mine.mkdir(parents=True)
    (mine / "places.csv").write_text(
        "place,name,country,kind,latitude,longitude,forms\nsaltmarsh,Saltmarsh,GBR,city,,,Saltmarsh\n"
    )
    report(home, news)
    before = count(home, "event_mentions")
    waiting = report(home, news, "--codebook", mine.parent)
    assert (waiting["batches_extracted"], waiting["batches_outdated"]) == (0, 1)
    refreshed = report(home, news, "--codebook", mine.parent, "--full-refresh")
    assert (refreshed["batches_extracted"], refreshed["batches_outdated"]) == (1, 0)
    assert count(home, "event_mentions") == before
    with open_warehouse(home) as connection:
        runs = connection.table("runs").order("manifest").fetchall()
    assert len(runs) == 2
    assert report(home, news, "--codebook", mine.parent, "--full-refresh")["batches_extracted"] == 0


def test_limit_takes_so_many_and_a_run_without_it_takes_the_rest(tmp_path):
    home, news = tmp_path / "home", write_news(tmp_path / "news.jsonl", many_articles(5))
    assert report(home, news, "--limit", 2)["articles_stored"] == 2
    assert report(home, news, "--limit", 2)["files_new"] == 0
    report(home, news)
    assert count(home, "articles") == 5


def test_dry_run_says_what_it_would_do_and_writes_nothing(tmp_path):
    news = write_news(tmp_path / "news.jsonl")
    done = run(tmp_path / "home", news, "--dry-run")
    assert done.exit_code == 0
    assert f"would read {news}" in done.stdout
    assert "1 new files" in done.stdout
    assert not (tmp_path / "home").exists()


def test_what_cannot_be_read_is_kept_as_a_refusal(tmp_path):
    home = tmp_path / "home"
    news = write_news(tmp_path / "news.jsonl", [LAUNCH, "{broken", FRENCH])
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04")
    done = report(home, news, tmp_path / "letter.docx")
    assert done["articles_stored"] == 2
    assert done["refusals"]["bad_json"] == 1
    assert done["refusals"]["unknown_format"] == 1
    with open_warehouse(home) as connection:
        kept = (
            connection.table("refusals").filter("step = 'ingest'").project("reason, source, line")
        )
        assert sorted(kept.fetchall()) == [
            ("bad_json", str(news), 2),
            ("unknown_format", str(tmp_path / "letter.docx"), None),
        ]


def test_a_file_of_unknown_format_is_read_when_it_gets_a_name_that_can_be(tmp_path):
    home = tmp_path / "home"
    wrong = write_news(tmp_path / "news.log")
    right = write_news(tmp_path / "other.jsonl", [WEATHER])
    assert report(home, wrong, right)["articles_stored"] == 1
    assert report(home, wrong.rename(tmp_path / "news.jsonl"))["articles_stored"] == 3


@pytest.mark.parametrize(("bad", "code"), [(30, 3), (10, 0)])
def test_too_much_refused_ends_with_3_and_keeps_what_was_read(tmp_path, bad, code):
    home = tmp_path / "home"
    done = run(home, write_news(tmp_path / "news.jsonl", [*ARTICLES, *["{broken"] * bad]))
    assert done.exit_code == code
    assert count(home, "articles") == 4
    assert ("of what was read was refused" in done.stderr) == (code == 3)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["none.jsonl"], 1, "none.jsonl: no such file or folder; nothing was done"),
        (["*.none"], 1, "*.none: no file matches; nothing was done"),
        (["news.jsonl", "--home", "/proc/no/home"], 1, "/proc/no"),
        (["news.jsonl", "--codebook", "broken"], 1, "unknown key 'trigers'"),
        (["news.jsonl", "--jobs", "many"], 2, "'many' is not a valid integer"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_goes_wrong_is_one_line_without_a_traceback(
    tmp_path, monkeypatch, arguments, code, said
):
    monkeypatch.chdir(tmp_path)
    write_news(tmp_path / "news.jsonl")
    types = tmp_path / "broken" / "event_types"
    types.mkdir(parents=True)
    (types / "coup.yml").write_text("coup:\n  trigers: 1\n")
    done = command("run", "--direct", *arguments)
    assert done.exit_code == code
    assert said in done.stderr
    assert "Traceback" not in done.output
    assert done.stderr.splitlines()[-1].startswith("Error: ")


def test_a_locked_home_ends_with_75(tmp_path):
    news = write_news(tmp_path / "news.jsonl")
    with lock(Home(tmp_path / "home")):
        done = run(tmp_path / "home", news)
        assert done.exit_code == 75
        assert "--wait" in done.stderr
        assert run(tmp_path / "home", news, "--wait", 0.2).exit_code == 75
    assert run(tmp_path / "home", news).exit_code == 0


def test_a_damaged_manifest_stops_the_run_with_one_line(tmp_path):
    home, news = tmp_path / "home", write_news(tmp_path / "news.jsonl")
    report(home, news)
    (home / "CURRENT.json").write_text("{")
    done = run(home, news)
    assert done.exit_code == 1
    assert "CURRENT.json" in done.stderr and len(done.stderr.splitlines()) == 1


def test_direct_does_not_import_prefect(tmp_path):
    news = write_news(tmp_path / "news.jsonl")
    code = (
        "import sys\nfrom flows.command import main\n"
        f"try:\n    main(['run', {str(news)!r}, '--direct', '-j', '1', '-q', '--home', "
        f"{str(tmp_path / 'home')!r}])\n"
        "except SystemExit as end:\n    print(end.code, 'prefect' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("0 False\n", "")
