"""A few articles that the tests write, and the `summitry` command as a program of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from click.testing import CliRunner, Result

from flows.command import main

LAUNCH = {
    "id": "launch",
    "lang": "en",
    "title": "North Korea fires missile",
    "published": "2024-05-18",
    "source": "Harbour Post",
    "text": "North Korea test-fired a short-range ballistic missile on Friday, state media said.",
}
PACT = {
    "id": "pact",
    "lang": "id",
    "title": "Rusia dan Korea Utara teken perjanjian",
    "published": "2024-06-20",
    "source": "Kabar Teluk",
    "text": "Presiden Rusia Vladimir Putin dan pemimpin Korea Utara Kim Jong Un menandatangani "
    "perjanjian kemitraan di Pyongyang pada Rabu (19/6/2024).",
}
WEATHER = {"id": "weather", "lang": "en", "text": "It rained on the harbour for the whole day."}
FRENCH = {"id": "peche", "lang": "fr", "text": "Les deux pays ont parlé de la pêche au large."}
ARTICLES = (LAUNCH, PACT, WEATHER, FRENCH)
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": str(Path(__file__).parent.parent),
    "SOURCE_DATE_EPOCH": "1719835200",
}


def write_news(path: Path, articles: Sequence[object] = ARTICLES) -> Path:
    """A JSON Lines file of these articles; a string stands as it is."""
    lines = (a if isinstance(a, str) else json.dumps(a) for a in articles)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def many_articles(count: int) -> list[object]:
    """So many articles with a launch each, no two the same."""
    return [
        {**LAUNCH, "id": f"a{n}", "text": f"{LAUNCH['text']} It was test {n}."}
        for n in range(count)
    ]


def command(*arguments: object, **named: str) -> Result:
    """What the command does in this process; `named` is added to the environment."""
    environment = {"SOURCE_DATE_EPOCH": ENVIRONMENT["SOURCE_DATE_EPOCH"], **named}
    return CliRunner().invoke(main, [str(a) for a in arguments], env=environment)


def start(*arguments: object, **named: object) -> "subprocess.Popen[str]":
    """The command as a program in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "flows.command", *map(str, arguments)],
        env=ENVIRONMENT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **named,
    )


def published(home: Path) -> dict[str, bytes]:
    """The bytes of every published table."""
    return {path.name: path.read_bytes() for path in (home / "published").glob("*.parquet")}
