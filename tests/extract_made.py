"""The codebook, read once, and articles of a sentence or two for the tests of extraction."""

from dataclasses import replace
from functools import cache

from extract.load import Codebook, load_codebook
from extract.pipeline import extract_article
from extract.records import Article, EventMention, Extraction
from extract.scorer import UNTRAINED


@cache
def codebook() -> Codebook:
    """The built-in codebook; a second to read, so each test process reads it once."""
    return load_codebook()


def article(text: str, lang: str = "en", published: str | None = None, title: str = "") -> Article:
    """An article that has an id, as all have."""
    return Article("made", text, title=title, published=published, lang=lang)


def read_about(
    text: str, lang: str = "en", published: str | None = None, title: str = ""
) -> Extraction:
    """What the built-in codebook finds in a text."""
    return extract_article(article(text, lang, published, title), codebook())


def events_of(
    event_type: str, text: str, lang: str = "en", published: str | None = None, title: str = ""
) -> list[EventMention]:
    """The events of one type that the built-in codebook finds in a text."""
    found = read_about(text, lang, published, title)
    return [e for e in found.events if e.event_type == event_type]


def told_by_rules(event_type: str, text: str, lang: str) -> list[EventMention]:
    """The events of one type as the rules alone find them, whatever the scorer has learned."""
    unscored = replace(codebook(), scorer=UNTRAINED)
    found = extract_article(article(text, lang, "2024-06-20"), unscored)
    return [e for e in found.events if e.event_type == event_type]


def countries_of(event: EventMention) -> set[str]:
    """The states that take part, as ISO 3166-1 alpha-3."""
    return {p.country for p in event.participants if p.country}


def names_of(event: EventMention) -> set[str]:
    """The persons who take part, as named."""
    return {p.name for p in event.participants if p.kind == "person"}
