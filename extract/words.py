"""Whether a word stands in a text."""


def has_word(text: str, word: str) -> bool:
    """Whether the word stands in the text by itself."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at] if at else " ", text[at + len(word) :][:1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(word, at + 1)
    return False
