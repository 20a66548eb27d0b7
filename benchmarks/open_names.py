"""An experiment: names that no list has, found by a sequence tagger in sentences with a trigger.

`install` puts them beside the mentions of the codebook, which overrules them;
`compare_variants.py` measures what they are worth. python-crfsuite is no dependency of the project.
"""

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pycrfsuite
import train_scorer

import extract.arguments
import extract.parties
import extract.pipeline
from extract.scene import Scene
from extract.spot_names import Mention

TOKEN = re.compile(r"\w+(?:[’'.-]\w+)*|[^\w\s]")
KINDS = {"PER": "person", "PERSON": "person", "PPL": "person", "LOC": "place", "PLACE": "place",
         "PLC": "place", "GPE": "place", "FAC": "place", "ORG": "organisation",
         "ORGANISATION": "organisation"}  # fmt: skip
ELSEWHERE = ("IND", "EVT", "FNB")  # kinds of names that other corpora divide otherwise
OPEN = "open"  # the office of a person and the subkind of an organisation that no list has
STATE_BEHIND = 25  # characters between "Sinpo" and "North Korea"

Span = tuple[str, int, int]  # kind, start, end
Tagger = Callable[[str], list[Span]]
Tagged = list[tuple[str, str]]  # word and tag


def read_conll(path: Path) -> list[Tagged]:
    """Sentences of a corpus with B- and I- tags of our kinds; those of a lower-case one recased.

    A sentence with names of other kinds is left out: what it calls none could be one of ours.
    """
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    blocks = [[line.split() for line in b.splitlines()] for b in re.split(r"\n\s*\n", text)]
    sentences = [[(row[0], row[-1]) for row in block if row] for block in blocks]
    if not any(word[0].isupper() for sentence in sentences for word, _ in sentence):
        sentences = [_recased(s) for s in sentences]
    return [
        [(w, t if t == "O" else t[:2] + KINDS[t[2:]]) for w, t in sentence]
        for sentence in sentences
        if sentence and not any(t.endswith(ELSEWHERE) for _, t in sentence)
    ]


def _recased(sentence: Tagged) -> Tagged:
    return [(w[:1].upper() + w[1:] if i == 0 or t != "O" else w, t)
            for i, (w, t) in enumerate(sentence)]  # fmt: skip


def silver(texts: Iterable[str], tagger: Tagger) -> Iterator[Tagged]:
    """Sentences as another tagger tags them."""
    for text in texts:
        starts = {start: (kind, end) for kind, start, end in tagger(text)}
        tagged: Tagged = []
        inside = ("", 0)
        for match in TOKEN.finditer(text):
            if match.start() in starts:
                inside = starts[match.start()]
                tagged.append((match[0], f"B-{inside[0]}"))
            else:
                tagged.append((match[0], f"I-{inside[0]}" if match.start() < inside[1] else "O"))
        yield tagged


def train_tagger(sentences: Iterable[Tagged], model: Path) -> None:
    """Write a model of a conditional random field; L-BFGS, nothing random."""
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 60, "feature.minfreq": 2})
    for sentence in sentences:
        if sentence:
            trainer.append(features([w for w, _ in sentence]), [t for _, t in sentence])
    trainer.train(str(model))


def features(words: Sequence[str]) -> list[list[str]]:
    """Names of what holds for every word and its neighbours."""
    own = [_own(word) for word in words]
    edge = ["w=|"]
    found = []
    for i, facts in enumerate(own):
        before, behind = own[i - 1] if i else edge, own[i + 1] if i + 1 < len(own) else edge
        row = ["bias", *facts, *(f"-{f}" for f in before[:2]), *(f"+{f}" for f in behind[:2])]
        if i > 1:
            row.append(f"--{own[i - 2][0]}")
        found.append(row)
    return found


def _own(word: str) -> list[str]:
    lower = word.lower()
    shape = re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "0", re.sub(r"[A-ZÀ-Þ]", "X", word)))
    shape = re.sub(r"(.)\1+", r"\1\1", shape)
    return [f"w={lower}", f"s={shape}", f"p={lower[:3]}", f"e={lower[-3:]}", f"f={lower[-2:]}"]


def load_tagger(model: Path) -> Tagger:
    """The tagger of a trained model."""
    field = pycrfsuite.Tagger()
    field.open(str(model))

    def tag(text: str) -> list[Span]:
        matches = list(TOKEN.finditer(text))
        tags = field.tag(features([m[0] for m in matches])) if matches else []
        spans: list[Span] = []
        for match, label in zip(matches, tags, strict=True):
            begin, _, kind = label.partition("-")
            if begin == "I" and spans and spans[-1][0] == kind:
                spans[-1] = (kind, spans[-1][1], match.end())
            elif kind:
                spans.append((kind, match.start(), match.end()))
            else:
                spans.append(("", 0, 0))
        return [span for span in spans if span[0]]

    return tag


def with_open_names(scene: Scene, tagger: Tagger) -> Scene:
    """The scene with the names that a tagger finds where the codebook knows none."""
    text = scene.document.text
    taken = {i for m in scene.mentions for i in range(m.start, m.end)}
    states = Counter(m.country for m in scene.mentions if m.country)
    known = {m.text.split()[-1]: m for m in scene.mentions if m.kind == "person"}
    added = []
    for index in sorted({scene.sentence_at(t.start).index for t in scene.triggers}):
        sentence = scene.sentences[index]
        for kind, begin, stop in tagger(text[sentence.start : sentence.end]):
            start, end = sentence.start + begin, sentence.start + stop
            if taken.isdisjoint(range(start, end)) and text[start].isupper():
                added.append(_mention(scene, kind, start, end, states, known))
    return replace(scene, mentions=tuple(sorted([*scene.mentions, *added], key=lambda m: m.start)))


def _mention(
    scene: Scene, kind: str, start: int, end: int, states: Counter[str], known: dict[str, Mention]
) -> Mention:
    words = scene.document.text[start:end]
    last = words.split()[-1]
    if kind == "person":
        named = known.get(last)
        if named is not None:
            return replace(named, start=start, end=end, text=words)
        return Mention("person", start, end, words, f"name:{last.lower()}", "", None, office=OPEN)
    if kind == "organisation":
        return Mention(kind, start, end, words, None, OPEN, None)
    behind = scene.within(end, end + STATE_BEHIND, ("country",))
    state = behind[0].country if behind else next((c for c, _ in states.most_common(1)), None)
    return Mention("place", start, end, words, None, "city", state)


def install(taggers: Mapping[str, Tagger]) -> None:
    """Let scenes have open names, and open persons be possible parties (by the scorer alone)."""
    observe, keys, can_sign = (
        extract.pipeline.observe, extract.arguments._keys, extract.parties._can_sign,
    )  # fmt: skip

    def observe_more(*arguments: object) -> Scene:
        scene = observe(*arguments)  # type: ignore[arg-type]
        tagger = taggers.get(scene.language.lang)
        return with_open_names(scene, tagger) if tagger else scene

    def more_keys(mention: Mention) -> Iterator[tuple[str, str]]:
        yield from keys(mention)
        if mention.kind == "person" and mention.office == OPEN and mention.entity_id:
            yield "person", mention.entity_id

    extract.pipeline.observe = train_scorer.observe = observe_more
    extract.arguments._keys = more_keys
    extract.parties._can_sign = lambda m: m.subkind != OPEN and can_sign(m)
