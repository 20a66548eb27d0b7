import os
import random
import signal
import time
from pathlib import Path

import pytest
from tiny_news import many_articles, published, start, write_news

from warehouse.layout import Home
from warehouse.recover import recover


def group(leader):
    """The living processes of a process group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[2]) == leader and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def wait_until(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    return write_news(tmp_path_factory.mktemp("news") / "news.jsonl", many_articles(600))


@pytest.fixture(scope="module")
def untouched(news, tmp_path_factory):
    home = tmp_path_factory.mktemp("untouched") / "home"
    assert start("run", news, "--direct", "--home", home).wait() == 0
    return published(home)


def test_ctrl_c_is_one_line_and_130_and_leaves_no_worker(news, untouched, tmp_path):
    home = tmp_path / "home"
    program = start("run", news, "--direct", "--home", home, "--jobs", 2)
    wait_until(lambda: list(home.glob("batches/articles/*")))
    os.killpg(program.pid, signal.SIGINT)
    out, said = program.communicate(timeout=30)
    assert program.returncode == 130
    assert (out, said.lstrip()) == ("", "Error: interrupted; the next run takes up what is left\n")
    wait_until(lambda: not group(program.pid), 5)
    assert start("run", news, "--direct", "--home", home).wait() == 0
    assert published(home) == untouched


@pytest.mark.parametrize("seed", range(3))
def test_killed_anywhere_the_next_run_makes_the_same_bytes(news, untouched, tmp_path, seed):
    home = tmp_path / "home"
    program = start("run", news, "--direct", "--home", home, "--jobs", 2)
    wait_until(lambda: home.exists())
    time.sleep(random.Random(seed).uniform(0, 2.5))
    program.kill()
    program.wait()
    wait_until(lambda: not group(program.pid), 5)
    again = start("run", news, "--direct", "--home", home)
    assert again.wait() == 0, again.stderr.read()
    assert published(home) == untouched
    recover(Home(home))
    assert not list((home / "staging").iterdir())
