"""An article as one string with its sentences; every offset leads back to title or text."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from extract.records import Article, Field

LONGEST = 3000  # characters of a sentence; what goes on longer is a table or noise
LONGEST_WORD = 100  # characters
GAP = "\n\n"  # between title and text: no rule looks across it
BOUNDARY = re.compile(
    r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[–—-]*[^\W_a-z])|(?<!\s)\s*\n\s*"
    r"|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])"  # a lost space: "said.The talks"
)
SURROGATES = re.compile("[\ud800-\udfff]")  # half characters, which no automaton takes
LAST_WORD = re.compile(r"([\w.]+)\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of the document; never across title and text."""

    index: int
    start: int
    end: int
    field: Field

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends in the document."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Document:
    """Title and text in one string."""

    article: Article
    text: str
    lower: str  # same length as text
    offset: int  # where the article's text begins
    caseless_end: int = 0  # where a title without any capital letter ends

    def locate(self, start: int, end: int) -> tuple[Field, int, int]:
        """The same span as field and offsets of the article."""
        if end <= self.offset - len(GAP):
            return "title", start, end
        return "text", start - self.offset, end - self.offset

    def until(self, end: int) -> "Document":
        """The document as if it ended there, or at the space before, so that no word is cut."""
        space = self.text.rfind(" ", max(0, end - LONGEST_WORD), end)
        end = space if space >= 0 and end < len(self.text) else end
        return replace(self, text=self.text[:end], lower=self.lower[:end])


def read(article: Article) -> Document:
    """The article's title and text, joined."""
    text = f"{article.title}{GAP}{article.text}" if article.title else article.text
    title = article.title
    caseless = len(title) if title.islower() else 0
    return Document(article, text, fold_case(text), len(text) - len(article.text), caseless)


def fold_case(text: str) -> str:
    """Lower case of the same length, so that offsets hold ("İ".lower() has two characters)."""
    lower = text.lower()
    if not lower.isascii():
        lower = SURROGATES.sub("\ufffd", lower)
    if len(lower) == len(text):
        return lower
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return SURROGATES.sub("\ufffd", lower)


def split(document: Document, abbreviations: Collection[str]) -> tuple[Sentence, ...]:
    """The sentences of title and text, in order; white space around them is left out."""
    spans: list[tuple[int, int, Field]] = []
    title_end = min(max(document.offset - len(GAP), 0), len(document.text))
    if title_end:
        spans.append((0, title_end, "title"))
    start = document.offset
    for match in BOUNDARY.finditer(document.text, document.offset):
        if (
            "\n" in match[0]
            or not match[0]
            or not _abbreviated(document.text, match.start(), abbreviations)
        ):
            end = match.start() + len(match[0]) - len(match[0].lstrip("\"'”’»)]"))
            spans.append((start, end, "text"))
            start = match.end()
    spans.append((start, len(document.text), "text"))
    short = [part for span in spans for part in _cut(*span)]
    filled = [s for s in short if document.text[s[0] : s[1]].strip()]
    return tuple(Sentence(i, *_trim(document.text, *span)) for i, span in enumerate(filled))


def _cut(start: int, end: int, field: Field) -> list[tuple[int, int, Field]]:
    """A span in pieces that rules can look through at a bounded cost; a sentence is one piece."""
    return [(at, min(at + LONGEST, end), field) for at in range(start, end, LONGEST)]


def _abbreviated(text: str, end: int, abbreviations: Collection[str]) -> bool:
    match = LAST_WORD.search(text, max(0, end - 20), end)
    if match is None:
        return False
    word = match[1]
    return word in abbreviations or (len(word) == 1 and word.isupper())


def _trim(text: str, start: int, end: int, field: Field) -> tuple[int, int, Field]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()), field
