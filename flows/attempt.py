"""One article through the extractor, so that its failure costs no other article anything."""

from functools import cache
from pathlib import Path

from extract.load import Codebook, load_codebook
from extract.pipeline import extract_article
from extract.records import Article, Extraction, Refusal


@cache
def codebook_of(extra: tuple[Path, ...]) -> Codebook:
    """The codebook with these extensions, read once per process; raises CodebookError."""
    return load_codebook(extra)


def attempt(article: Article, codebook: Codebook) -> Extraction:
    """What is found in an article; a fault of the extractor becomes `extractor_failed`."""
    try:
        return extract_article(article, codebook)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        detail = f"{type(error).__name__}: {error}".splitlines()[0]
        refusal = Refusal("extract", "extractor_failed", detail, article.article_id)
        return Extraction(article.article_id, article.lang, refusals=(refusal,))
