"""Articles whose text may not be kept: read at once, stored as hashes and evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from extract.pipeline import EXTRACTOR_VERSION
from extract.records import Article
from flows.attempt import attempt, codebook_of
from flows.extract_chunk import extraction_name
from warehouse.batches import Batch, batch_name, write_extractions, write_textless
from warehouse.layout import Home

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Withheld:
    """Outlets whose text is not stored, and the codebook that reads it while it is there."""

    outlets: tuple[str, ...] = ()  # names of outlets, host names, or `EVERY`
    codebook: tuple[Path, ...] = ()
    fingerprint: str = ""

    def covers(self, article: Article) -> bool:
        """Whether the text of this article is not to be stored."""
        if not self.outlets:
            return False
        names = {name.casefold() for name in self.outlets}
        outlet = (article.source or "").casefold()
        return EVERY in names or outlet in names or _is_below(_host(article.url), names)


NOTHING_WITHHELD = Withheld()


def identity(withheld: Withheld) -> str:
    """What the names of batches hang on: other articles are in them, and other facts."""
    if not withheld.outlets:
        return ""
    return "\n".join((*sorted(withheld.outlets), EXTRACTOR_VERSION, withheld.fingerprint))


def store_textless(
    home: Home, name: str, articles: Sequence[Article], withheld: Withheld, at: datetime
) -> Batch:
    """Store what is found in the articles, then the articles without their text.

    In this order: a batch without text is only there if all that could be read in it is.
    """
    codebook = codebook_of(withheld.codebook)
    read = [(article, attempt(article, codebook)) for article in articles]
    found = extraction_name(name, withheld.fingerprint)
    write_extractions(home, found, (extraction for _, extraction in read), EXTRACTOR_VERSION)
    return write_textless(home, name, read, at)


def textless_name(position: int, *parts: str) -> str:
    """The name of a batch without text."""
    return batch_name("textless", str(position), *parts)


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").casefold()
    except ValueError:  # "http://[": no host that could be meant
        return ""


def _is_below(host: str, names: set[str]) -> bool:
    """Whether the host is one of the names or below one: m.example.org of example.org."""
    parts = host.split(".")
    return any(".".join(parts[first:]) in names for first in range(len(parts)))
