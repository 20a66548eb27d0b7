"""Pronouns of a language: words, and endings that are listed with a hyphen ("-nya")."""

from collections.abc import Collection, Iterable


def among(words: Iterable[str], pronouns: Collection[str]) -> bool:
    """Whether one of the words is one of the pronouns."""
    return any(word in pronouns for word in words)


def ends(word: str, pronouns: Iterable[str]) -> bool:
    """Whether the word ends in one of the pronouns: "menerimanya"."""
    return any(each[:1] == "-" and word.endswith(each[1:]) for each in pronouns)
