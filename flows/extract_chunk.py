"""Articles batches to mentions and refusals batches, by workers that read the codebook once."""

from dataclasses import dataclass
from pathlib import Path

from extract.pipeline import EXTRACTOR_VERSION
from extract.strict_yaml import CodebookError
from flows.attempt import attempt, codebook_of
from warehouse.batches import batch_name, read_articles, write_extractions
from warehouse.layout import Home
from warehouse.manifests import Extracted


@dataclass(frozen=True, slots=True)
class ExtractJob:
    """One stored articles batch for one worker."""

    root: Path
    articles: str  # name of the batch
    codebook: tuple[Path, ...]  # what extends the built-in one
    fingerprint: str


def extraction_name(articles: str, fingerprint: str) -> str:
    """The name of what this extractor finds in an articles batch."""
    return batch_name("extracted", articles, EXTRACTOR_VERSION, fingerprint)


def extract_batch(job: ExtractJob) -> Extracted:
    """Store what is found in one articles batch; one that a dead run finished is taken as it is."""
    home = Home(job.root)
    codebook = codebook_of(job.codebook)
    if codebook.fingerprint != job.fingerprint:
        raise CodebookError("the codebook was changed while the run read it: start it again")
    name = extraction_name(job.articles, job.fingerprint)
    found = (attempt(article, codebook) for article in read_articles(home, job.articles))
    mentions, refusals = write_extractions(home, name, found, EXTRACTOR_VERSION)
    return Extracted(job.articles, mentions.name, refusals.name, EXTRACTOR_VERSION, job.fingerprint)
