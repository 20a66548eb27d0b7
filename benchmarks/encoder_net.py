"""The encoder and its heads in PyTorch, as they are trained and written for extract/encoder.py."""

from pathlib import Path

import onnx
import torch
from encoder_seed import Seed, piece_model
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from extract.heads import MARKS, SPAN_KINDS, STATES
from extract.scorer import STATUSES

HIDDEN, LIKENESS, KIND = 160, 128, 16
DROPPED = 0.1


def _linear(seed: Seed, name: str, rows: int, columns: int) -> nn.Linear:
    layer = nn.Linear(columns, rows)
    layer.weight.data = torch.tensor(seed.matrix(f"{name}.w", rows, columns))
    layer.bias.data = torch.tensor(seed.vector(f"{name}.b"))
    return layer


def _norm(seed: Seed, name: str) -> nn.LayerNorm:
    layer = nn.LayerNorm(seed.width, eps=seed.epsilon)
    layer.weight.data = torch.tensor(seed.vector(f"{name}.w"))
    layer.bias.data = torch.tensor(seed.vector(f"{name}.b"))
    return layer


class Layer(nn.Module):
    """One layer of the encoder, over the pieces of several sentences laid end to end."""

    def __init__(self, seed: Seed, number: int) -> None:
        super().__init__()
        width, inner, name = seed.width, seed.inner, f"l{number}"
        self.query = _linear(seed, f"{name}.q", width, width)
        self.key = _linear(seed, f"{name}.k", width, width)
        self.value = _linear(seed, f"{name}.v", width, width)
        self.attended = _linear(seed, f"{name}.ao", width, width)
        self.widen = _linear(seed, f"{name}.fi", inner, width)
        self.narrow = _linear(seed, f"{name}.fo", width, inner)
        self.norm_attended, self.norm = _norm(seed, f"{name}.aln"), _norm(seed, f"{name}.oln")
        self.drop = nn.Dropout(DROPPED)
        self.heads = seed.heads

    def forward(self, pieces: Tensor, where: Tensor, mask: Tensor) -> Tensor:
        """(n, width) to the same; `where` they stand among all places, `mask` (sentences, L)."""
        sentences, length = mask.shape

        def split(rows: Tensor) -> Tensor:
            padded = rows.new_zeros(sentences * length, rows.shape[1]).index_copy(0, where, rows)
            return padded.view(sentences, length, self.heads, -1).transpose(1, 2)

        beside = functional.scaled_dot_product_attention(
            split(self.query(pieces)), split(self.key(pieces)), split(self.value(pieces)),
            attn_mask=mask[:, None, None, :],
        )  # fmt: skip
        beside = beside.transpose(1, 2).reshape(sentences * length, -1)[where]
        pieces = self.norm_attended(pieces + self.drop(self.attended(beside)))
        return self.norm(pieces + self.drop(self.narrow(functional.gelu(self.widen(pieces)))))


class Marks(nn.Module):
    """What is known of a piece beside its word: what it is, and which state of its sentence."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.kinds, self.states = nn.Embedding(len(MARKS), width), nn.Embedding(STATES, width)
        nn.init.zeros_(self.kinds.weight)
        nn.init.zeros_(self.states.weight)

    def forward(self, numbers: Tensor) -> Tensor:
        """Numbers of marks, as extract/encoder.py counts them, to (their shape, width)."""
        states = torch.div(numbers, len(MARKS), rounding_mode="floor")
        out: Tensor = self.kinds(numbers % len(MARKS)) + self.states(states)
        return out


class Words(nn.Module):
    """The pieces of sentences, each by those around it."""

    def __init__(self, seed: Seed, layers: int) -> None:
        super().__init__()
        table = seed.matrix("emb.word", seed.directory["emb.word"][1] // seed.width, seed.width)
        self.pieces = nn.Embedding.from_pretrained(torch.tensor(table), freeze=True)
        self.places = nn.Parameter(torch.tensor(seed.vector("emb.pos")).view(-1, seed.width))
        self.offset = nn.Parameter(torch.tensor(seed.vector("emb.type"))[: seed.width])
        self.marks = Marks(seed.width)
        self.norm = _norm(seed, "emb.ln")
        self.layers = nn.ModuleList([Layer(seed, number) for number in range(layers)])
        self.drop = nn.Dropout(DROPPED)

    def forward(self, sentences: list[list[int]], marks: list[list[int]]) -> Tensor:
        """Numbers of pieces and of their marks, by sentence, to (all pieces, width)."""
        length = max(map(len, sentences))
        mask = torch.tensor([[i < len(s) for i in range(length)] for s in sentences])
        where = mask.reshape(-1).nonzero()[:, 0]
        place = torch.cat([torch.arange(len(s)) for s in sentences])
        numbers = torch.tensor([number for sentence in sentences for number in sentence])
        marked = self.marks(torch.tensor([mark for each in marks for mark in each]))
        known = self.pieces(numbers) + self.places[place] + self.offset + marked
        out = self.drop(self.norm(known))
        for layer in self.layers:
            out = layer(out, where, mask)
        return out


class OneSentence(nn.Module):
    """The same for a single sentence, as it is written: what asks of a piece is one matrix."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.asks = nn.ModuleList([_asks(layer) for layer in words.layers])
        table = words.marks(torch.arange(STATES * len(MARKS))).detach()
        self.marks = nn.Embedding.from_pretrained(table)

    def forward(self, ids: Tensor, marks: Tensor) -> Tensor:
        """(L,) and (L,) to (L, width)."""
        words = self.words
        known = words.pieces(ids) + words.places[: ids.shape[0]] + words.offset
        out = words.norm(known + self.marks(marks))
        for layer, asks in zip(words.layers, self.asks, strict=True):
            out = self._layer(layer, asks, out)
        return out

    def _layer(self, layer: Layer, asks: nn.Linear, pieces: Tensor) -> Tensor:
        width = asks.in_features
        split = asks(pieces).view(-1, 3, layer.heads, width // layer.heads)
        query, key, value = split.permute(1, 2, 0, 3)
        beside = torch.softmax(query @ key.transpose(1, 2), dim=-1) @ value
        attended = layer.attended(beside.transpose(0, 1).reshape(-1, width))
        pieces = layer.norm_attended(pieces + attended)
        return layer.norm(pieces + layer.narrow(functional.gelu(layer.widen(pieces))))


def _asks(layer: Layer) -> nn.Linear:
    """Query, key and value as one; what scales their product is in the query."""
    width = layer.query.in_features
    scale = (width // layer.heads) ** -0.5
    out = nn.Linear(width, 3 * width)
    parts = (layer.query, layer.key, layer.value)
    out.weight.data = torch.cat([parts[0].weight * scale, *(p.weight for p in parts[1:])])
    out.bias.data = torch.cat([parts[0].bias * scale, *(p.bias for p in parts[1:])])
    return out


class Heads(nn.Module):
    """What is told of triggers, of names beside them and of two triggers."""

    def __init__(self, width: int, types: int) -> None:
        super().__init__()
        self.types, self.kinds = nn.Embedding(types, KIND), nn.Embedding(len(SPAN_KINDS), KIND)
        self.telling = _head(2 * width + KIND, 1)
        self.status = _head(2 * width + KIND, len(STATUSES))
        self.span = _head(3 * width + 2 * KIND, 1)
        self.likeness = nn.Linear(2 * width, LIKENESS)
        self.same = _head(4 * LIKENESS + KIND, 1)
        self.drop = nn.Dropout(DROPPED)


def _head(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(DROPPED), nn.Linear(width, HIDDEN), nn.GELU("tanh"), nn.Dropout(DROPPED),
        nn.Linear(HIDDEN, out),
    )  # fmt: skip


class TriggerHead(nn.Module):
    """What is told of the triggers of a sentence, as it is written."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, at: Tensor, whole: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(t, width), (width,), (t,) to log-odds (t,), statuses (t, 5) and likenesses (t, K)."""
        both = torch.cat([at, whole.expand(at.shape[0], -1)], 1)
        told = torch.cat([both, self.heads.types(types)], 1)
        statuses = torch.softmax(self.heads.status(told), 1)
        return self.heads.telling(told)[:, 0], statuses, self.heads.likeness(both)


class SpanHead(nn.Module):
    """What is told of the names of a sentence, by each of its triggers."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, at: Tensor, types: Tensor, names: Tensor, kinds: Tensor) -> Tensor:
        """(t, width), (t,), (n, width), (n,) to log-odds (t, n)."""
        size = (at.shape[0], names.shape[0], -1)
        trigger, name = at[:, None].expand(size), names[None].expand(size)
        of_type = self.heads.types(types)[:, None].expand(size)
        of_kind = self.heads.kinds(kinds)[None].expand(size)
        row = torch.cat([name, trigger, name * trigger, of_type, of_kind], 2)
        return self.heads.span(row)[:, :, 0]


class SameHead(nn.Module):
    """What is told of two triggers, the earlier first."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, first: Tensor, second: Tensor, types: Tensor) -> Tensor:
        """(1, K), (1, K), (1,) to log-odds (1,)."""
        apart = (first - second).abs()
        row = torch.cat([first, second, first * second, apart, self.heads.types(types)], 1)
        return self.heads.same(row)[:, 0]


def write_encoder(
    folder: Path, seed: Seed, words: Words, heads: Heads, types: list[str], kept: list[int]
) -> None:
    """The files that extract/encoder.py reads: eight bits a weight, the kept pieces only."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, words.pieces = words.pieces, nn.Embedding.from_pretrained(words.pieces.weight[kept])
    exact = folder / "exact.onnx"
    given = {"ids": torch.arange(4, 24), "marks": torch.zeros(20, dtype=torch.int64)}
    _export(OneSentence(words), exact, given, {"words": ["n"]}, {"ids": "n", "marks": "n"})
    words.pieces = whole
    quantize_dynamic(
        exact, folder / "encoder.onnx", op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
    )  # fmt: skip
    exact.unlink()
    write_heads(folder, heads, types, seed.width)
    (folder / "pieces.model").write_bytes(piece_model(seed, kept))


def write_heads(folder: Path, heads: Heads, types: list[str], width: int) -> None:
    """The small layers; `triggers.onnx` holds the names of the event types."""
    at, names = torch.zeros(2, width), torch.zeros(3, width)
    two, three = torch.zeros(2, dtype=torch.int64), torch.zeros(3, dtype=torch.int64)
    triggers = folder / "triggers.onnx"
    _export(
        TriggerHead(heads), triggers, {"at": at, "whole": at[0], "types": two},
        {"telling": ["t"], "statuses": ["t"], "likeness": ["t"]}, {"at": "t", "types": "t"},
    )  # fmt: skip
    _export(
        SpanHead(heads), folder / "spans.onnx",
        {"at": at, "types": two, "names": names, "kinds": three}, {"odds": ["t", "n"]},
        {"at": "t", "types": "t", "names": "n", "kinds": "n"},
    )  # fmt: skip
    likeness = torch.zeros(1, LIKENESS)
    _export(
        SameHead(heads), folder / "same.onnx",
        {"first": likeness, "second": likeness, "types": two[:1]}, {"odds": []}, {},
    )  # fmt: skip
    model = onnx.load(triggers)
    model.metadata_props.add(key="event_types", value=",".join(types))
    onnx.save(model, triggers)


def _export(
    module: nn.Module, path: Path, given: dict[str, Tensor], out: dict[str, list[str]],
    counted: dict[str, str],
) -> None:  # fmt: skip
    """The module as ONNX: examples of its inputs, and which of all axes have any length."""
    axes = {name: {0: axis} for name, axis in counted.items()}
    axes.update({name: dict(enumerate(dims)) for name, dims in out.items() if dims})
    torch.onnx.export(
        module.eval(), tuple(given.values()), path, input_names=list(given), output_names=list(out),
        dynamic_axes=axes, dynamo=False,
    )  # fmt: skip
