"""An experiment: features from a dependency parse of the sentences that hold a candidate event.

`install` puts them beside the scorer's own features; `compare_variants.py` measures what they are
worth. spaCy is no dependency of the project: any model with a parser does, a tagger is used if
there is one. English labels of spaCy and Universal Dependencies both work.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import train_scorer

import extract.choose
import extract.pipeline
import extract.reconsider
from extract.candidates import Account, Candidate
from extract.dates import DateMention
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention
from extract.words import has_any

COLOURS = ("aux", "auxpass", "neg", "mark", "advmod", "cop", "acomp", "attr", "prt", "case",
           "det", "amod", "prep")  # fmt: skip
CLAUSES = ("ccomp", "advcl", "relcl", "acl", "csubj", "parataxis", "xcomp", "pcomp")
MARKS = ("aux", "auxpass", "neg", "mark", "advmod", "cop")  # dependents that colour a verb
ARGS = ("nsubj", "nsubjpass", "nsubj:pass", "dobj", "obj", "agent", "obl")
LOOSE = ("compound", "flat", "appos", "nmod", "poss", "amod", "nummod", "fixed", "dep")
EVERY = dict.fromkeys(("status", "accept", "party", "place", "date"), ("",))
FEW = {  # those that alone helped in cross-validation of the single models
    "status": ("spine=", "aux", "neg", "above_aux", "tag="),
    "party": ("first=", "path="),
}
FARTHEST = 6  # steps of a path that is spelled out
CHAIN = 4  # governors above the trigger that are looked at

Features = frozenset[str]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a parsed sentence, with offsets of the document."""

    start: int
    end: int
    head: int  # index of its governor; its own for the root
    label: str
    tag: str
    lower: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed sentence."""

    tokens: tuple[Token, ...]

    def top(self, start: int, end: int) -> int | None:
        """The token of a span that governs the others."""
        inside = [i for i, t in enumerate(self.tokens) if t.start < end and t.end > start]
        tops = [i for i in inside if self.tokens[i].head not in inside or self._is_root(i)]
        return tops[-1] if tops else None

    def chain(self, index: int) -> list[int]:
        """The token and its governors up to the root."""
        found = [index]
        while not self._is_root(found[-1]):
            found.append(self.tokens[found[-1]].head)
        return found

    def under(self, index: int) -> list[Token]:
        """What a token governs directly."""
        return [t for i, t in enumerate(self.tokens) if t.head == index and i != index]

    def _is_root(self, index: int) -> bool:
        return self.tokens[index].head == index


class Parses:
    """Parsed sentences of the articles at hand, each parsed once, when first asked for."""

    def __init__(self, models: dict[str, Any]) -> None:
        self._models = models
        self._kept: dict[tuple[str, int], Tree | None] = {}

    def tree(self, scene: Scene, sentence: Sentence) -> Tree | None:
        """The sentence's tree; none in a language without a model."""
        key = (scene.document.article.article_id, sentence.start)
        if key not in self._kept:
            self._kept[key] = self._parse(scene, sentence)
        return self._kept[key]

    def forget(self) -> None:
        """Drop all trees, so that the next article is paid for."""
        self._kept.clear()

    def _parse(self, scene: Scene, sentence: Sentence) -> Tree | None:
        model = self._models.get(scene.language.lang)
        if model is None:
            return None
        at = sentence.start
        words = model(scene.document.text[at : sentence.end])
        return Tree(
            tuple(
                Token(at + w.idx, at + w.idx + len(w.text), w.head.i, w.dep_, w.tag_, w.lower_)
                for w in words
            )
        )


def link_facts(tree: Tree, start: int, end: int, trigger: tuple[int, int]) -> Iterator[str]:
    """How a mention hangs on the trigger: the path between them and what it crosses."""
    one, other = tree.top(start, end), tree.top(*trigger)
    if one is None or other is None:
        return
    up, down = _to_meeting(tree, one, other)
    if tree.chain(one)[-1] != tree.chain(other)[-1]:  # the parser took it for two sentences
        return
    labels = [_label(tree, i) for i in up], [_label(tree, i) for i in down]
    steps = len(up) + len(down)
    yield f"steps={min(steps, 8)}"
    clauses = [tree.tokens[i].label for i in (*up, *down) if tree.tokens[i].label in CLAUSES]
    yield f"clauses={min(len(clauses), 3)}"
    tight = [label for label in labels[0] if label.split(":")[0] not in LOOSE]
    yield f"role={tight[-1] if tight else '-'}:{'own' if not down else labels[1][0]}"
    yield f"first={labels[0][0] if up else '='}"
    if steps <= FARTHEST:
        yield f"path={'>'.join(labels[0])}|{'<'.join(reversed(labels[1]))}"
    if up and up[-1] != one and not down:
        yield f"governed={bool(tight)}"
    shared = down and all(tree.tokens[i].label in ("xcomp", "conj") for i in down)
    if shared and up and tree.tokens[up[-1]].label.startswith("nsubj"):
        yield f"shared_subject={tree.tokens[up[-1]].label}"


def spine(tree: Tree, start: int, end: int) -> str:
    """The words that govern the trigger, with what colours them: "is due to meet"."""
    top = tree.top(start, end)
    if top is None:
        return ""
    chain = tree.chain(top)[: CHAIN + 1]
    words = {tree.tokens[i] for i in chain}
    words.update(t for i in chain for t in tree.under(i) if t.label in COLOURS)
    return " ".join(t.lower for t in sorted(words, key=lambda t: t.start))


def _to_meeting(tree: Tree, one: int, other: int) -> tuple[list[int], list[int]]:
    """The tokens on either side up to, not with, the first common governor."""
    ones, others = tree.chain(one), tree.chain(other)
    shared = set(ones) & set(others)
    return [i for i in ones if i not in shared], [i for i in others if i not in shared]


def _label(tree: Tree, index: int) -> str:
    """The relation, with its preposition."""
    token = tree.tokens[index]
    if token.label == "prep":
        return f"prep:{token.lower}"
    if token.label in ("obl", "nmod"):
        cases = [t.lower for t in tree.under(index) if t.label == "case"]
        return f"{token.label}:{cases[0] if cases else ''}"
    return token.label


def trigger_facts(tree: Tree, start: int, end: int) -> Iterator[str]:
    """What governs the trigger and what hangs on it: "agreed to", "will", "not", "if"."""
    top = tree.top(start, end)
    if top is None:
        return
    own = tree.tokens[top]
    yield f"label={own.label}"
    yield f"tag={own.tag}"
    yield f"kids={'+'.join(sorted({t.label for t in tree.under(top) if t.label in ARGS}))}"
    for token in tree.under(top):
        yield f"kid={token.label}"
        if token.label in MARKS:
            yield f"{token.label}={token.lower}"
    chain = tree.chain(top)
    yield f"depth={min(len(chain), 6)}"
    for up, index in enumerate(chain[1 : CHAIN + 1]):
        governor = tree.tokens[index]
        yield f"above={governor.lower}"
        yield f"above{min(up, 1)}={governor.lower}"
        yield f"above_by={tree.tokens[chain[up]].label}:{governor.lower}"
        yield f"above_tag={governor.tag}"
        for token in tree.under(index):
            if token.label in MARKS and token.start < own.start:
                yield f"above_{token.label}={token.lower}"
    yield f"in={next((tree.tokens[i].label for i in chain if tree.tokens[i].label in CLAUSES), 0)}"


@dataclass(frozen=True, slots=True)
class Linker:
    """Parse facts under the names they have as features."""

    parses: Parses
    facts_of: Mapping[str, tuple[str, ...]]  # by model: how the facts begin that it gets

    def status(self, scene: Scene, candidate: Candidate) -> Features:
        """What governs the candidate's trigger."""
        return self._named("status", "p", self._trigger(scene, candidate))

    def accept(self, scene: Scene, account: Account, *_: object) -> Features:
        """What governs the lead's trigger, and the roles of who stands in its sentence."""
        lead = account.lead
        facts = list(self._trigger(scene, lead))
        for mention in scene.in_sentence(lead.sentence, "person", "country", "organisation"):
            links = self._link(scene, lead, mention.start, mention.end)
            facts += [f"{f}:{mention.kind}" for f in links if f.startswith("role=")]
        return self._named("accept", f"p:{account.event_type}", facts)

    def option(self, model: str) -> Callable[..., Features]:
        """Of a party, place or date: how its nearest mention hangs on a trigger."""

        def features(scene: Scene, account: Account, option: Any, _more: object) -> Features:
            pairs = [(m, c) for m in option.mentions for c in account.candidates
                     if scene.sentence_at(m.start) == c.sentence]  # fmt: skip
            if not pairs:
                return frozenset()
            mention, candidate = min(pairs, key=lambda pair: _gap(*pair))
            facts = list(self._link(scene, candidate, mention.start, mention.end))
            kind = getattr(option, "kind", "date")
            broad = self._named(model, f"p:{kind}", facts)
            return broad | self._named(model, f"p:{account.event_type}:{kind}", facts)

        return features

    def _trigger(self, scene: Scene, candidate: Candidate) -> Iterator[str]:
        tree = self.parses.tree(scene, candidate.sentence)
        if tree is None:
            return
        yield from trigger_facts(tree, candidate.spotted.start, candidate.spotted.end)
        words = spine(tree, candidate.spotted.start, candidate.spotted.end)
        told = {status for status, cues in scene.language.cues.groups["status"].items()
                if has_any(words, cues)}  # fmt: skip
        yield f"spine={'+'.join(sorted(told)) or 'none'}"

    def _link(self, scene: Scene, candidate: Candidate, start: int, end: int) -> Iterator[str]:
        tree = self.parses.tree(scene, candidate.sentence)
        if tree is not None:
            spotted = (candidate.spotted.start, candidate.spotted.end)
            yield from link_facts(tree, start, end, spotted)

    def _named(self, model: str, prefix: str, facts: Iterable[str]) -> Features:
        wanted = self.facts_of[model]
        return frozenset(f"{prefix}:{fact}" for fact in facts if fact.startswith(wanted))


def _gap(mention: Mention | DateMention, candidate: Candidate) -> int:
    return max(mention.start - candidate.spotted.end, candidate.spotted.start - mention.end, 0)


def install(parses: Parses, facts_of: Mapping[str, tuple[str, ...]]) -> None:
    """Add parse facts to the features of these of the scorer's models, wherever they are made."""
    linker = Linker(parses, facts_of)
    more: dict[str, Callable[..., Features]] = {
        "status": linker.status,
        "accept": linker.accept,
        "party": linker.option("party"),
        "place": linker.option("place"),
        "date": linker.option("date"),
    }
    for model in facts_of:
        name = f"{'standing' if model == 'accept' else model}_features"
        for module in (extract.choose, extract.pipeline, extract.reconsider, train_scorer):
            if hasattr(module, name):
                setattr(module, name, _both(getattr(module, name), more[model]))


def _both(one: Callable[..., Features], other: Callable[..., Features]) -> Callable[..., Features]:
    return lambda *arguments: one(*arguments) | other(*arguments)
