"""Sentences per second of processor time: python benchmarks/extract_speed.py ARTICLES.jsonl [...]

The gate alone (join title and text, scan for triggers) beside the whole extraction, in one run, so
that the ratio holds on any machine. Mixed news is all that was given; event-dense news is those
articles of it in which an event is found.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.load import Codebook, load_codebook
from extract.pipeline import extract_article
from extract.read import read, split
from extract.records import Article
from extract.spot_triggers import spot_triggers
from flows.sources import read_source

ROUNDS = 3  # the fastest counts: what else the machine does only slows


@dataclass(frozen=True, slots=True)
class Speed:
    """Sentences per second of processor time."""

    name: str
    articles: int
    sentences: int
    gate: float
    whole: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--limit", type=int, default=2000, help="articles of each file")
    arguments = parser.parse_args()
    codebook = load_codebook()
    mixed = [a for f in arguments.files for a in articles_of(f, arguments.limit, codebook)]
    dense = [a for a in mixed if extract_article(a, codebook).events]
    print(f"{'':12} {'articles':>9} {'sentences':>10} {'gate/s':>11} {'whole/s':>9} {'ratio':>6}")
    for name, articles in (("mixed", mixed), ("event-dense", dense)):
        if not articles:
            sys.exit(f"no {name} articles in a supported language; give other files")
        show(measure(name, articles, codebook))


def articles_of(path: Path, limit: int, codebook: Codebook) -> list[Article]:
    """The first articles of a file in a language of the codebook."""
    read_in = (a for a in read_source(path, path.name) if isinstance(a, Article))
    known = (a for a in read_in if a.lang in codebook.languages)
    return [a for a, _ in zip(known, range(limit), strict=False)]


def measure(name: str, articles: Sequence[Article], codebook: Codebook) -> Speed:
    """How fast the gate is alone, and how fast all is."""
    sentences = sum(len(split(read(a), ())) for a in articles)

    def gate(article: Article) -> None:
        spot_triggers(read(article), codebook.languages[article.lang or ""].triggers)

    def whole(article: Article) -> None:
        extract_article(article, codebook)

    per_second = [sentences / seconds(step, articles) for step in (gate, whole)]
    return Speed(name, len(articles), sentences, *per_second)


def seconds(step: Callable[[Article], None], articles: Sequence[Article]) -> float:
    """Processor time of the fastest round over all articles."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for article in articles:
            step(article)
        rounds.append(time.process_time() - begun)
    return min(rounds)


def show(speed: Speed) -> None:
    print(
        f"{speed.name:12} {speed.articles:9,} {speed.sentences:10,} {speed.gate:11,.0f}"
        f" {speed.whole:9,.0f} {speed.gate / speed.whole:6.1f}"
    )


if __name__ == "__main__":
    main()
