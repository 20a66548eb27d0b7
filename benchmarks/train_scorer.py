"""Train the scorer from annotated articles.

    python benchmarks/train_scorer.py GOLD.jsonl [--corpus FILE.jsonl.gz ...]
        [--encoders FOLDER] [--write]

Log-linear models with an L2 penalty, fitted with L-BFGS from zero: no chance in it, the same
articles give the same weights by as many threads of BLAS (OMP_NUM_THREADS); another number moves
some by as much as 0.1. Prints cross-validated scores, articles of one origin in one fold;
--write trains on everything and replaces extract/codebook/scorer.json. Labels of articles in the
corpora and the written exercises (`annotations/`) teach too, but are not scored. --encoders is what
`train_encoder.py --folds` made: every article is read by the one that never saw it, or the scorer
would trust the encoder more than it deserves; without them nothing is learned of its readings.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
from annotations import EXERCISE, read_exercises, read_labelled
from argument_rows import (
    account_dates,
    argument_rows,
    sentence_dates,
    sentence_parties,
    sentence_places,
)
from encoders import Remembered, encoder_fold_of, remembered_encoders
from fit import FREE, Told, choice_fit, columns, logistic_fit, softmax_fit
from gold_labels import Row, aligned, evidenced, told_event

from extract.candidates import Account
from extract.cast import cast_of
from extract.features import status_features, telling_features
from extract.jsonl import extraction_to_json
from extract.load import Codebook, load_codebook
from extract.pairs import pair_features
from extract.pipeline import extract_article, find_accounts, find_candidates, observe
from extract.read import read
from extract.records import Article
from extract.scene import Scene
from extract.scorer import STATUSES, UNTRAINED, Scorer
from extract.spot_triggers import spot_triggers
from extract.standing import standing_features
from extract.verdict import verdict_features
from flows.evaluate import evaluate_articles, format_evaluation

Weights = dict[str, dict[str, float]]  # by model
SCORER = Path(__file__).parent.parent / "extract" / "codebook" / "scorer.json"
PENALTIES = {"sentence_date": 4.0, "sentence_place": 4.0, "sentence_party": 8.0, "same": 8.0,
             "telling": 8.0, "accept": 24.0, "party": 24.0, "name": 8.0, "kind": 8.0, "place": 16.0,
             "date": 20.0, **dict.fromkeys(STATUSES, 24.0)}  # fmt: skip
STATUS_PENALTY = 3.0
THRESHOLDS = {"sentence_date": 0.35, "sentence_place": 0.4, "accept": 0.57, "party:person": 0.4,
              "party:country": 0.55, "party:organisation": 0.6, "place": 0.4, "date": 0.35,
              "name": 0.33}  # fmt: skip
FOLDS = 5
SCENES: dict[str, Scene] = {}  # by article, of this run
ENCODERS: list[Remembered] = []  # by fold


class Lessons:
    """What articles teach, by model: rows judged each by itself, and choices of one row or none."""

    def __init__(self) -> None:
        self.rows: defaultdict[str, list[Told]] = defaultdict(list)
        self.choices: defaultdict[str, list[list[Told]]] = defaultdict(list)

    def fit(self) -> Weights:
        """The weights of every model that was taught."""
        judged = {m: logistic_fit(rows, PENALTIES[m]) for m, rows in self.rows.items()}
        chosen = {m: choice_fit(choices, PENALTIES[m]) for m, choices in self.choices.items()}
        return {**judged, **chosen}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[])
    parser.add_argument("--encoders", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.write and arguments.encoders is None:
        parser.error("what is written must know the encoder: give --encoders FOLDER")
    if arguments.encoders is not None:
        ENCODERS.extend(remembered_encoders(arguments.encoders))
    gold = [json.loads(line) for line in arguments.gold.open(encoding="utf-8")]
    more = [*read_labelled(arguments.corpus), *read_exercises()]
    codebook = replace(load_codebook(), scorer=UNTRAINED, encoder=None)
    cross_validate(gold, more, codebook)
    if arguments.write:
        write(train([*gold, *more], codebook))


def cross_validate(gold: Sequence[Row], more: Sequence[Row], codebook: Codebook) -> None:
    folds = [fold_of(row["id"]) for row in gold]
    predicted: list[dict[str, object]] = [{}] * len(gold)
    for left_out in range(FOLDS):
        rest = [g for g, f in zip(gold, folds, strict=True) if f != left_out]
        scorer = train([*rest, *more], codebook)
        trained = replace(codebook, scorer=scorer)
        for index, row in enumerate(gold):
            if folds[index] == left_out:
                predicted[index] = extraction_to_json(
                    extract_article(article(row), of_row(row, trained))
                )
    result = evaluate_articles(gold, predicted)
    print(format_evaluation(result))


def fold_of(article_id: str) -> int:
    """Translations share the last part of their id with the original."""
    return sum(map(ord, article_id.rsplit("-", 1)[-1])) % FOLDS


def of_row(row: Row, codebook: Codebook) -> Codebook:
    """The codebook with the encoder that never saw the article."""
    return replace(codebook, encoder=ENCODERS[encoder_fold_of(row["id"])]) if ENCODERS else codebook


def article(row: Row) -> Article:
    return Article(row["id"], row["text"], row.get("title") or "", None, None, row.get("published"),
                   row["lang"])  # fmt: skip


def inner_fold_of(article_id: str) -> int:
    """Folds within a fold: translations together, but other company than in `fold_of`."""
    return sum(map(ord, article_id.rsplit("-", 1)[-1])) // FOLDS % FOLDS


def scenes(gold: Sequence[Row], codebook: Codebook) -> Iterator[tuple[Row, Scene, Codebook]]:
    """The articles in which there is a trigger, what was spotted in them, and who reads them.

    Every article is spotted once: nothing in a scene hangs on the scorer.
    """
    for row in gold:
        if row["id"] not in SCENES:
            document = read(article(row))
            language = codebook.languages[row["lang"]]
            triggers = tuple(spot_triggers(document, language.triggers))
            SCENES[row["id"]] = observe(document, triggers, language, codebook)
        scene = SCENES[row["id"]]
        if scene.triggers:
            yield row, scene, of_row(row, codebook)


def train(gold: Sequence[Row], codebook: Codebook) -> Scorer:
    """First what sentences tell, then what accounts tell.

    What accounts tell is learned from sentences judged by weights that never saw the article:
    else the second step would trust the first more than it deserves.
    """
    lessons = Lessons()
    for left_out in range(FOLDS):
        rest = [row for row in gold if inner_fold_of(row["id"]) != left_out]
        kept = [row for row in gold if inner_fold_of(row["id"]) == left_out]
        collect(kept, replace(codebook, scorer=train_sentences(rest, codebook)), lessons)
    second = lessons.fit()
    first = train_sentences(gold, codebook)
    return replace(first, models={**first.models, **second})


def train_sentences(gold: Sequence[Row], codebook: Codebook) -> Scorer:
    """What single sentences tell: status, date, place, parties, and which two tell of one event.

    Exercises teach status and parties alone: they tell of more events in few sentences than news.
    """
    news = [row for row in gold if row.get("part") != EXERCISE]
    types = frozenset(event["type"] for row in gold for event in row["events"])
    scorer = Scorer({}, fit_status(gold, codebook), THRESHOLDS, types)
    scorer = replace(scorer, models=fit_sentences(gold, replace(codebook, scorer=scorer)))
    same = fit_same(news, replace(codebook, scorer=scorer))
    telling = fit_telling(news, replace(codebook, scorer=scorer))
    return replace(scorer, models={**scorer.models, "same": same, "telling": telling})


def fit_sentences(gold: Sequence[Row], codebook: Codebook) -> Weights:
    """The weights that tell who takes part in the event of a sentence, and which date and place
    of the sentence are its own."""
    lessons = Lessons()
    for row, scene, of_its_own in scenes(gold, codebook):
        for candidate in find_candidates(scene, of_its_own)[0]:
            event = told_event(row, scene, Account((candidate,)), codebook)
            if event is not None:
                lessons.rows["sentence_party"] += sentence_parties(scene, candidate, event)
                if row.get("part") != EXERCISE:
                    lessons.rows["sentence_date"] += sentence_dates(scene, candidate, event)
                    lessons.rows["sentence_place"] += sentence_places(scene, candidate, event)
    return lessons.fit()


def fit_status(gold: Sequence[Row], codebook: Codebook) -> dict[str, tuple[float, ...]]:
    features, labels, weights = [], [], []
    for row, scene, of_its_own in scenes(gold, codebook):
        accounts = find_accounts(scene, of_its_own)[0]
        matched = aligned(row, scene, accounts, codebook) if accounts else {}
        for index, event in matched.items():
            for candidate in accounts[index].candidates:
                features.append(status_features(scene, candidate))
                labels.append(STATUSES.index(event["status"]))
                weights.append(1.0 if candidate is accounts[index].lead else 0.4)
    names, matrix = columns(features)
    target = np.array(labels)
    weight = np.array(weights)
    table = softmax_fit(matrix, target, weight, len(STATUSES), STATUS_PENALTY)
    return {
        name: tuple(round(float(v), 4) for v in row)
        for name, row in zip(names, table, strict=True)
        if np.abs(row).max() > 0.005
    }


def fit_same(gold: Sequence[Row], codebook: Codebook) -> dict[str, float]:
    """The weights that tell which two candidates are one event, by the sentences of gold events."""
    pairs = []
    for row, scene, of_its_own in scenes(gold, codebook):
        told = [
            (c, evidenced(row, scene, c, codebook)) for c in find_candidates(scene, of_its_own)[0]
        ]
        known = [(candidate, event) for candidate, event in told if event is not None]
        for (a, one), (b, other) in combinations(known, 2):
            if a.spotted != b.spotted and one["type"] == other["type"]:
                pairs.append((pair_features(scene, a, b), one is other))
    return logistic_fit(pairs, PENALTIES["same"])


def fit_telling(gold: Sequence[Row], codebook: Codebook) -> dict[str, float]:
    """The weights that tell which candidates stand in a sentence that is evidence of an event."""
    examples = []
    for row, scene, of_its_own in scenes(gold, codebook):
        for candidate in find_candidates(scene, of_its_own)[0]:
            told = evidenced(row, scene, candidate, codebook) is not None
            examples.append((telling_features(scene, candidate), told))
    return logistic_fit(examples, PENALTIES["telling"])


def collect(gold: Sequence[Row], codebook: Codebook, lessons: Lessons) -> None:
    """Adds what the accounts of some articles teach."""
    for row, scene, of_its_own in scenes(gold, codebook):
        accounts = find_accounts(scene, of_its_own)[0]
        matched = aligned(row, scene, accounts, codebook) if accounts else {}
        stood = list(alone_rows(row, scene, of_its_own))
        cast = cast_of(scene, accounts, codebook.scorer)
        for index, account in enumerate(accounts):
            features = standing_features(scene, account, cast, codebook.scorer)
            stood.append((features, index in matched))
        written = frozenset({FREE}) if row.get("part") == EXERCISE else frozenset[str]()
        lessons.rows["accept"] += [(features | written, right) for features, right in stood]
        for index, event in matched.items():
            facts = verdict_features(scene, accounts[index])
            for status in STATUSES:
                lessons.rows[status].append((facts, event["status"] == status))
            for name, told in argument_rows(scene, accounts[index], event, cast).items():
                lessons.rows[name] += told
            lessons.choices["date"].append(account_dates(scene, accounts[index], event, cast))


def alone_rows(row: Row, scene: Scene, codebook: Codebook) -> Iterator[Told]:
    """What sentences tell that stand alone, as in a report of one sentence."""
    for candidate in find_candidates(scene, codebook)[0]:
        account = Account((candidate,))
        told = evidenced(row, scene, candidate, codebook) is not None
        cast = cast_of(scene, [account], codebook.scorer)
        yield standing_features(scene, account, cast, codebook.scorer), told


def write(scorer: Scorer) -> None:
    content = {
        "thresholds": scorer.thresholds,
        "event_types": sorted(scorer.event_types),
        "models": scorer.models,
        "status": scorer.status,
    }
    SCORER.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
