# isort: skip_file
from flows.prefect_env import end_quietly  # before Prefect, which reads its settings on import

import asyncio

import pytest
from prefect.client.orchestration import get_client
from prefect.testing.utilities import prefect_test_harness
from news_site import Site, item, page, rss
from tiny_news import LAUNCH, published, write_news

from flows.pipeline import summitry
from flows.clock import read_clock
from flows.run import Order, run

end_quietly()
EPOCH = "1719835200"


@pytest.fixture(scope="session")
def prefect():
    with prefect_test_harness(server_startup_timeout=180):
        yield


async def told_by_the_server():
    async with get_client() as client:
        artifacts = await client.read_artifacts()
        tasks = await client.read_task_runs()
        return {each.key: each.type for each in artifacts}, sorted(each.name for each in tasks)


@pytest.mark.slow
def test_the_flow_does_what_the_plain_run_does_and_leaves_its_report(
    prefect, tmp_path, monkeypatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    news = write_news(tmp_path / "news.jsonl")
    with_prefect, without = tmp_path / "prefect", tmp_path / "plain"
    done = summitry([str(news)], home=str(with_prefect))
    plain = run(Order((str(news),), without), read_clock({"SOURCE_DATE_EPOCH": EPOCH}))
    assert done.articles_stored == plain.articles_stored == 4
    assert published(with_prefect) == published(without)
    artifacts, tasks = asyncio.run(told_by_the_server())
    assert artifacts == {
        "summitry-run": "markdown",
        "summitry-counts": "table",
        "summitry-refusals": "table",
        "summitry-seconds": "table",
    }
    steps = ["extract", "fetch", "ingest", "plan", "publish"]
    assert [name.split("-")[0] for name in tasks] == steps
    assert summitry([str(news)], home=str(with_prefect)).nothing_new


@pytest.mark.slow
def test_the_flow_fetches_with_the_settings_it_is_given(prefect, tmp_path):
    with Site() as site:
        site.put("/a", page("Launch", LAUNCH["text"]))
        feed = site.put("/rss", rss([item("/a", "Launch")]), kind="application/rss+xml")
        limits = {"allow_private": True, "delay": 0, "user_agent": "desk/1.0"}
        done = summitry([feed], home=str(tmp_path / "home"), fetch=limits)
    assert (done.fetched["pages"], done.articles_stored) == (1, 1)
    assert {headers["user-agent"] for _, headers in site.asked} == {"desk/1.0"}
