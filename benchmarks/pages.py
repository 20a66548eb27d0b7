"""How well and how fast the text of saved pages is found, by Summitry's way and by others.

    python benchmarks/pages.py FOLDER [--dates]

FOLDER holds `ground-truth.json` (id -> {"articleBody", "url"}) and `html/ID.html.gz`, as the
article extraction benchmark has them. With --dates titles and days are printed, to be read.
resiliparse takes part where it is installed.
"""

import gzip
import importlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean

import htmldate
import trafilatura
from trafilatura import bare_extraction, load_html

from flows.source_bytes import BadSource
from flows.source_html import decode_page, page_of

WORD = re.compile(r"\w+")
Way = Callable[[str], str]


def ours(page: str) -> str:
    """The text as Summitry stores it."""
    try:
        return str(page_of(page.encode())["text"])
    except BadSource:
        return ""


def by_trafilatura(**options: bool) -> Way:
    """Trafilatura with some options, without comments and without metadata."""

    def text_of(page: str) -> str:
        found = bare_extraction(load_html(page), include_comments=False, **options)
        return found.text if found else ""

    return text_of


def by_resiliparse(**options: bool) -> Way | None:
    """Resiliparse with some options; None where it is not installed."""
    try:
        html2text = importlib.import_module("resiliparse.extract.html2text")
        parse = importlib.import_module("resiliparse.parse.html").HTMLTree.parse
    except ImportError:
        return None
    fixed = {"main_content": True, "alt_texts": False, "preserve_formatting": False}
    return lambda page: str(html2text.extract_plain_text(parse(page), **fixed, **options))


WAYS: dict[str, Way | None] = {
    "Summitry: favor_precision, title, day, outlet": ours,
    "trafilatura, plain `extract`": lambda page: trafilatura.extract(page) or "",
    "trafilatura, no comments": by_trafilatura(),
    "trafilatura, favor_precision": by_trafilatura(favor_precision=True),
    "trafilatura, favor_recall": by_trafilatura(favor_recall=True),
    "trafilatura, fast": by_trafilatura(fast=True),
    "trafilatura, fast, favor_precision": by_trafilatura(fast=True, favor_precision=True),
    "resiliparse, main content": by_resiliparse(),
    "resiliparse, main content, no comments": by_resiliparse(comments=False),
}


def score(gold: str, found: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the tokens, each counted as often as it occurs."""
    wanted, got = (Counter(WORD.findall(text.lower())) for text in (gold, found))
    hit = sum((wanted & got).values())
    if not hit:
        return 0.0, 0.0, 0.0
    precision, recall = hit / sum(got.values()), hit / sum(wanted.values())
    return precision, recall, 2 * precision * recall / (precision + recall)


def show_texts(pages: dict[str, str], gold: dict[str, dict[str, str]]) -> None:
    """A row of the table for each way."""
    print("| way | precision | recall | F1 | below 0.5 | ms a page |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, way in WAYS.items():
        if way is None:
            print(f"{name}: not installed", file=sys.stderr)
            continue
        began = time.process_time()
        texts = {key: way(page) for key, page in pages.items()}
        spent = 1000 * (time.process_time() - began) / len(pages)
        scores = [score(gold[key]["articleBody"], text) for key, text in texts.items()]
        precision, recall, f1 = (mean(part) for part in zip(*scores, strict=True))
        bad = sum(each[2] < 0.5 for each in scores)
        print(f"| {name} | {precision:.4f} | {recall:.4f} | {f1:.4f} | {bad} | {spent:.1f} |")


def show_dates(pages: dict[str, str], gold: dict[str, dict[str, str]]) -> None:
    """Title, day by Summitry and day by htmldate of each page."""
    for key, page in pages.items():
        try:
            fields = page_of(page.encode(), base=gold[key]["url"])
        except BadSource as bad:
            fields = {"title": f"({bad.reason})", "published": None, "source": None}
        other = htmldate.find_date(page, original_date=True, url=gold[key]["url"])
        print(gold[key]["url"][:90], fields["published"], other, fields["source"], fields["title"],
              sep="\t")  # fmt: skip


def main() -> None:
    """Reads the folder and prints what was asked for."""
    folder = Path(sys.argv[1])
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    names = {key: folder / "html" / f"{key}.html.gz" for key in sorted(gold)}
    pages = {key: decode_page(gzip.decompress(path.read_bytes())) for key, path in names.items()}
    (show_dates if "--dates" in sys.argv else show_texts)(pages, gold)


if __name__ == "__main__":
    main()
