"""The run on a schedule, on a Prefect server that the test starts."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from tiny_news import ENVIRONMENT, LAUNCH, PACT, WEATHER, command, write_news

from flows.serving import Timetable, is_missed
from warehouse.layout import Home
from warehouse.outcomes import last_begun, note_end

ROOT = Path(__file__).parent.parent
PREFECT = Path(sys.executable).with_name("prefect")
DAILY = Timetable("daily", "0 6 * * *", "Asia/Jakarta")
FINAL = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@pytest.mark.parametrize(
    ("since", "now", "missed"),
    [
        ("2026-11-23T23:05", "2026-11-24T22:59", False),  # six in Jakarta is 23 h in UTC
        ("2026-11-23T23:05", "2026-11-24T23:00", True),
        ("2026-11-23T22:59", "2026-11-23T23:30", True),
        (None, "2026-11-24T23:30", False),
    ],
)
def test_a_run_is_missed_where_one_was_due_since_the_last(since, now, missed):
    begun, moment = (
        each and datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (since, now)
    )
    assert is_missed(DAILY, begun, moment) is missed


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--cron", "often"], 2, "'often' is no cron expression"),
        (["--cron", "0 6 * * *", "--timezone", "Java/Centre"], 2, "'Java/Centre' is no time zone"),
        (["--cron", "0 6 * * *"], 1, "a schedule needs a Prefect server"),
        ([], 2, "Missing option '--cron'"),
    ],
)
def test_what_cannot_be_served_is_one_line(monkeypatch, arguments, code, said):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    done = command("serve", "news", *arguments)
    assert done.exit_code == code
    assert said in done.stderr.splitlines()[-1]


def test_a_server_that_does_not_answer_is_one_line(tmp_path):
    started = subprocess.run(
        [sys.executable, "-m", "flows.command", "serve", "news", "--cron", "0 6 * * *"],
        env={
            **ENVIRONMENT,
            "PREFECT_API_URL": "http://127.0.0.1:9/api",
            "PREFECT_HOME": str(tmp_path),
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert started.returncode == 1
    assert started.stderr.splitlines()[-1].startswith("Error: ")
    assert "start it" in started.stderr and "Traceback" not in started.stderr


def test_prefect_yaml_names_the_flow_and_schedules_it_one_at_a_time():
    deployments = {
        each["name"]: each
        for each in yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    }
    assert set(deployments) == {"daily", "backfill"}
    for each in deployments.values():
        assert each["entrypoint"] == "flows/pipeline.py:summitry"
        assert each["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
    assert deployments["daily"]["schedules"][0]["timezone"] == "Asia/Jakarta"


class Server:
    """A Prefect server with a home of its own, and what it says through its API."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        self.api = f"http://127.0.0.1:{port}/api"
        self.folder = folder
        named = {"PREFECT_HOME": str(folder), "PREFECT_API_URL": self.api, "DO_NOT_TRACK": "1"}
        named |= {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "HOME": str(folder)}
        self.environment = {**ENVIRONMENT, **named}
        del self.environment["SOURCE_DATE_EPOCH"]
        self.programs: list[subprocess.Popen[str]] = []
        self.start(PREFECT, "server", "start", "--host", "127.0.0.1", "--port", port, "--no-ui")
        self.wait(self.is_up, 180)

    def start(self, *arguments: object) -> "subprocess.Popen[str]":
        log = (self.folder / f"log-{len(self.programs)}.txt").open("w")
        program = subprocess.Popen(
            [str(each) for each in arguments],
            env=self.environment,
            cwd=self.folder,
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        self.programs.append(program)
        return program

    def stop(self) -> None:
        for program in reversed(self.programs):
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGTERM)
        for program in self.programs:
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(program.pid, signal.SIGKILL)
                program.wait()

    def ask(self, path: str, fields: object = None) -> object:
        content = None if fields is None else json.dumps(fields).encode()
        request = urllib.request.Request(
            self.api + path, content, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def is_up(self) -> bool:
        try:
            return self.ask("/health") is True
        except (urllib.error.URLError, OSError):
            return False

    def runs(self) -> list[dict]:
        return self.ask("/flow_runs/filter", {"sort": "EXPECTED_START_TIME_ASC"})

    def ended(self) -> list[dict]:
        return [run for run in self.runs() if run["state_type"] in FINAL]

    def wait(self, condition, seconds: float) -> object:
        end = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > end:
                logs = [path.read_text()[-3000:] for path in self.folder.glob("log-*.txt")]
                pytest.fail(f"it did not come to pass: {logs}")
            time.sleep(1)
        return found


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    started = Server(tmp_path_factory.mktemp("prefect"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def served(server, tmp_path_factory):
    """A folder with `news` that is served every minute into `home`, whose last run is long ago."""
    folder = tmp_path_factory.mktemp("served")
    news, home = folder / "news", folder / "home"
    news.mkdir()
    write_news(news / "a.jsonl", [LAUNCH])
    assert command("run", news, "--direct", "--home", home, "--jobs", 1).exit_code == 0
    write_news(news / "b.jsonl", [PACT])
    note_end(Home(home), datetime.now(UTC) - timedelta(days=2))
    summitry = [sys.executable, "-m", "flows.command"]
    timetable = ("--cron", "* * * * *", "--timezone", "Asia/Jakarta", "--jobs", 1)
    server.start(*summitry, "serve", news, "--home", home, "--name", "test", *timetable)
    return folder


@pytest.mark.slow
def test_a_missed_run_is_made_up_for_and_a_scheduled_one_leaves_its_report(server, served):
    def scheduled() -> list[dict]:
        # one that was due while the other was at work ends as Superseded
        ended = [run for run in server.ended() if run["auto_scheduled"]]
        return [run for run in ended if run["state_name"] != "Superseded"]

    server.wait(scheduled, 240)
    made_up = [run for run in server.ended() if not run["auto_scheduled"]]
    assert [run["state_name"] for run in made_up] == ["Completed"]
    assert scheduled()[0]["state_name"] == "Completed"
    artifacts = server.ask("/artifacts/filter", {})
    of_run = {each["key"] for each in artifacts if each["flow_run_id"] == scheduled()[0]["id"]}
    assert of_run == {"summitry-run", "summitry-counts", "summitry-refusals", "summitry-seconds"}
    begun = last_begun(Home(served / "home"))
    assert begun is not None and datetime.now(UTC) - begun < timedelta(minutes=5)


@pytest.mark.slow
def test_of_two_runs_the_second_waits_and_what_is_held_back_is_seen(server, served):
    (deployment,) = [
        each for each in server.ask("/deployments/filter", {}) if each["name"] == "test"
    ]
    assert deployment["concurrency_options"]["collision_strategy"] == "ENQUEUE"
    undated = [{**WEATHER, "id": f"w{n}", "text": f"{WEATHER['text']} Day {n}."} for n in range(9)]
    checks = served / "checks.yml"
    checks.write_text("undated_articles: {at_least: 5, max_share: 0.5, then: stop}\n")
    server.ask(f"/deployments/{deployment['id']}/pause_deployment", {})
    # so that no scheduled run without these checks publishes it
    source = write_news(served / "c.jsonl", undated)
    changed = {"checks": str(checks), "sources": [str(source)]}
    asked = {
        "parameters": {**deployment["parameters"], **changed},
        "state": {"type": "SCHEDULED"},
    }
    path = f"/deployments/{deployment['id']}/create_flow_run"
    both = {server.ask(path, asked)["id"] for _ in range(2)}
    server.wait(lambda: both <= {run["id"] for run in server.ended()}, 240)
    assert {run["state_name"] for run in server.ended() if run["id"] in both} == {"Held"}
    begun = [run for run in server.ended() if run["start_time"]]
    spans = sorted((run["start_time"], run["end_time"]) for run in begun)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    found = server.ask("/events/filter", {"filter": {"event": {"prefix": ["summitry.run."]}}})
    names = {each["event"] for each in found["events"]}
    assert {"summitry.run.done", "summitry.run.held"} <= names


@pytest.mark.slow
def test_prefect_yaml_deploys_to_a_work_pool_and_a_worker_runs_it(server, tmp_path):
    def prefect(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(PREFECT), *map(str, arguments)],
            env={**server.environment, "PWD": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=240,
        )

    assert prefect("work-pool", "create", "summitry", "--type", "process").returncode == 0
    deployed = prefect("--no-prompt", "deploy", "--all")
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    found = {each["name"]: each for each in server.ask("/deployments/filter", {})}
    assert found["daily"]["schedules"][0]["schedule"]["cron"] == "0 6 * * *"
    assert not found["backfill"]["schedules"]
    news = write_news(tmp_path / "archive.jsonl", [LAUNCH, PACT, WEATHER])
    parameters = {"sources": [str(news)], "home": str(tmp_path / "home")}
    days = {"since": "2024-06-01", "until": "2024-06-30"}
    run = server.ask(
        f"/deployments/{found['backfill']['id']}/create_flow_run",
        {"parameters": {**parameters, **days}, "state": {"type": "SCHEDULED"}},
    )
    worked = prefect("worker", "start", "--pool", "summitry", "--type", "process", "--run-once")
    assert worked.returncode == 0, worked.stderr
    server.wait(lambda: run["id"] in {each["id"] for each in server.ended()}, 120)
    (ended,) = [each for each in server.ended() if each["id"] == run["id"]]
    assert ended["state_name"] == "Completed", ended["state"]
    told = command("sql", "--home", tmp_path / "home", "--json", "SELECT article_id FROM articles")
    assert json.loads(told.stdout) == [{"article_id": "pact"}]
