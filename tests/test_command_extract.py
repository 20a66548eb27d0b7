import json
import subprocess
import sys

import pytest
from tiny_news import ARTICLES, ENVIRONMENT, LAUNCH, command, many_articles, start, write_news


def test_every_article_is_one_line_in_the_order_of_the_input(tmp_path):
    done = command("extract", write_news(tmp_path / "news.jsonl"))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [line["id"] for line in lines] == [article["id"] for article in ARTICLES]
    assert lines[0]["events"][0]["type"] == "weapons_test"
    assert lines[2]["events"] == [] and lines[2]["refusals"] == []
    assert lines[3]["refusals"][0]["reason"] == "unsupported_language"


def test_evidence_is_where_it_says(tmp_path):
    done = command("extract", write_news(tmp_path / "news.jsonl"))
    articles = {article["id"]: article for article in ARTICLES}
    evidence = [
        (articles[line["id"]], each)
        for line in map(json.loads, done.stdout.splitlines())
        for event in line["events"]
        for each in event["evidence"]
    ]
    assert evidence
    for article, each in evidence:
        assert article[each["field"]][each["start"] : each["end"]] == each["text"]


def test_what_cannot_be_read_is_told_and_counted_and_the_rest_goes_on(tmp_path):
    news = write_news(
        tmp_path / "news.jsonl", [LAUNCH, '{"id": "x", "text": "\x1b[31', LAUNCH | {"id": "2"}]
    )
    done = command("extract", news)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["launch", "2"]
    assert f"refused: {news}:2: " in done.stderr
    assert "\x1b" not in done.stderr
    assert "2 articles, 2 events, 1 records refused" in done.stderr
    assert done.exit_code == 0


def test_what_cannot_be_read_is_told_however_quiet(tmp_path):
    news = write_news(tmp_path / "news.jsonl", [LAUNCH, "no JSON"])
    done = command("extract", "--quiet", news)
    assert done.stderr.startswith(f"refused: {news}:2: bad_json: ")
    assert done.stderr.count("\n") == 1


def test_more_processes_write_the_same(tmp_path):
    news = write_news(tmp_path / "news.jsonl", [*many_articles(120), *ARTICLES])
    one, two = (start("extract", "--quiet", "-j", jobs, news) for jobs in (1, 2))
    (lines, _), (same, said) = one.communicate(), two.communicate()
    assert lines == same
    assert lines.count("\n") == 124
    assert said == ""


def test_limit_takes_the_first(tmp_path):
    done = command("extract", "--limit", 2, write_news(tmp_path / "news.jsonl"))
    assert len(done.stdout.splitlines()) == 2


def test_a_missing_file_is_one_line(tmp_path):
    done = command("extract", tmp_path / "none.jsonl")
    assert done.exit_code == 1
    assert done.stderr == f"Error: {tmp_path}/none.jsonl: no such file or folder\n"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_stops_ends_it_quietly(tmp_path, jobs):
    news = write_news(tmp_path / "news.jsonl", many_articles(2000))
    program = start("extract", "-j", jobs, news)
    assert program.stdout.readline()
    program.stdout.close()
    assert program.stderr.read() == ""
    assert program.wait() == 0


def test_extract_imports_nothing_that_is_slow():
    code = (
        "import sys, flows.command; "
        "print(*({'prefect', 'pandas', 'duckdb', 'trafilatura', 'pyarrow'} & set(sys.modules)));"
        "import flows.command_extract; print(*({'prefect', 'pandas', 'duckdb'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("\n\n", "")
