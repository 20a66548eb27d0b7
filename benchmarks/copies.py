"""How well and how fast copies are found: `copies.py ARTICLES.jsonl.gz... [-n MILLIONS]`.

Copies are made of the articles as desks make them (credit added, cut, sentences dropped, words
changed); a million sketches are made up, a tenth of them copies.
"""

import argparse
import gzip
import json
import random
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from warehouse.copies import UNDATED, near_identical
from warehouse.sketch import SIZE, sketch

SENTENCE = re.compile(r"(?<=[.!?])\s+")
TAIL = (
    " This report was produced by our partners and has been published from a syndicated feed."
    " Follow us for more news on all channels."
)


def cut(share: float) -> Callable[[str, random.Random], str]:
    def copy(text: str, _: random.Random) -> str:
        sentences = SENTENCE.split(text)
        return " ".join(sentences[: max(1, int(len(sentences) * share))])

    return copy


def changed(share: float) -> Callable[[str, random.Random], str]:
    def copy(text: str, chance: random.Random) -> str:
        words = text.split()
        return " ".join("other" if chance.random() < share else word for word in words)

    return copy


def dropped(text: str, chance: random.Random) -> str:
    return " ".join(s for s in SENTENCE.split(text) if chance.random() > 0.1) or text


COPIES: dict[str, Callable[[str, random.Random], str]] = {
    "credit and tail added": lambda text, _: f"JAKARTA, Desk - {text}{TAIL}",
    "a tenth of the sentences dropped": dropped,
    "1 word in 20 changed": changed(0.05),
    "1 word in 10 changed": changed(0.1),
    "cut to 80 %, credit and tail": lambda text, c: f"JAKARTA - {cut(0.8)(text, c)}{TAIL}",
    "cut to 60 %": cut(0.6),
    "cut to 40 %": cut(0.4),
}


def read(paths: list[Path]) -> list[dict[str, str]]:
    return [json.loads(line) for path in paths for line in gzip.open(path, "rt", encoding="utf-8")]


def found(texts: list[str]) -> None:
    began = time.process_time()
    sketches = [sketch(text) for text in texts]
    each = (time.process_time() - began) / len(texts) * 1e6
    whole = [(text, made) for text, made in zip(texts, sketches, strict=True) if made]
    print(f"{len(texts)} articles, {len(whole)} with a sketch, {each:.0f} µs each")
    chance = random.Random(1)
    sample = chance.sample(range(len(whole)), 1000)
    base = [made for _, made in whole]
    for name, copy in COPIES.items():
        made = [(n, sketch(copy(whole[n][0], chance))) for n in sample]
        kept = [(n, each) for n, each in made if each]
        rows = np.frombuffer(b"".join([*base, *(each for _, each in kept)]), np.uint8)
        labels = near_identical(rows.reshape(-1, SIZE), np.full(len(rows) // SIZE, UNDATED))
        hits = sum(labels[n] == labels[len(base) + i] for i, (n, _) in enumerate(kept))
        print(f"  {name:<36}{hits / len(sample):7.1%} of copies found")
    labels = near_identical(
        np.frombuffer(b"".join(base), np.uint8).reshape(-1, SIZE), np.full(len(base), UNDATED)
    )
    print(f"  {len(base) - len(set(labels.tolist()))} of the articles are copies of others")


def scale(millions: float) -> None:
    size = int(millions * 1e6)
    chance = np.random.default_rng(1)
    rows = chance.integers(0, 256, (size, SIZE), dtype=np.uint8)
    copies = chance.choice(size // 2, size // 10)
    target = size // 2 + np.arange(len(copies))
    mask = chance.random((len(copies), SIZE)) < 0.75
    rows[target] = np.where(mask, rows[copies], rows[target])
    rows[-size // 50 :] = np.where(chance.random((size // 50, SIZE)) < 0.9, rows[0], 7)  # a form
    began = time.process_time()
    labels = near_identical(rows, np.full(size, UNDATED))
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    hits = (labels[copies] == labels[target]).mean()
    print(f"{size} sketches: {seconds:.1f} s of one core, {peak:.0f} MB at most; {hits:.1%} found")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("-n", "--millions", type=float, default=1.0)
    given = parser.parse_args()
    if given.articles:
        found([row["text"] for row in read(given.articles)])
    scale(given.millions)
