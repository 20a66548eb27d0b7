"""Words of a text, and whether some stand in it."""

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")


def has_word(text: str, word: str) -> bool:
    """Whether the word stands in the text by itself."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at] if at else " ", text[at + len(word) :][:1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(word, at + 1)
    return False


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text by itself."""
    return any(has_word(text, word) for word in words)
