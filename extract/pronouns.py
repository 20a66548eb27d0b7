"""Pronouns of a language: words, and endings that are listed with a hyphen ("-nya")."""

from collections.abc import Collection, Iterable

from extract.read import Sentence
from extract.scene import Scene
from extract.spot_triggers import Spotted


def among(words: Iterable[str], pronouns: Collection[str]) -> bool:
    """Whether one of the words is one of the pronouns."""
    return any(word in pronouns for word in words)


def ends(word: str, pronouns: Iterable[str]) -> bool:
    """Whether the word ends in one of the pronouns: "menerimanya"."""
    return any(each[:1] == "-" and word.endswith(each[1:]) for each in pronouns)


def points_back(scene: Scene, sentence: Sentence, spotted: Spotted) -> bool:
    """Whether what is signed or launched is told by a pronoun: a word beside, or an ending."""
    ahead = scene.lower(sentence.start, spotted.start).split()[-1:]
    behind = scene.lower(spotted.end, sentence.end).split()[:1]
    beside = ahead if spotted.trigger.side == "before" else behind
    words = {word.strip(".,;:\"'”’") for word in beside}
    pronouns = scene.language.cues.groups["pronouns"]["agreement"]
    return ends(spotted.text.lower(), pronouns) or among(words, pronouns)
