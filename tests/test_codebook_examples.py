"""Every example of the codebook comes out as it says."""

import pytest
from extract_made import countries_of

from extract.examples import Example
from extract.load import load_codebook
from extract.pipeline import extract_article
from extract.records import Article

EVERY_TYPE = load_codebook(event_types=["talks"])  # those off by default, too
EXAMPLES = [e for t in EVERY_TYPE.event_types.values() for e in t.examples]


def where(example: Example) -> str:
    return f"{example.path.name}:{example.line}:{example.lang}"


@pytest.mark.parametrize("example", EXAMPLES, ids=where)
def test_example_comes_out_as_it_says(example: Example) -> None:
    article = Article("example", example.text, published=example.published, lang=example.lang)
    found = extract_article(article, EVERY_TYPE)
    events = [e for e in found.events if e.event_type == example.event_type]
    if example.expect is None:
        assert not events
        return
    assert len(events) == 1, [(r.reason, r.detail) for r in found.refusals]
    event = events[0]
    facts: dict[str, object] = {
        **event.attributes,
        "status": event.status,
        "date": event.date.value,
        "countries": sorted(countries_of(event)),
    }
    expected = dict(example.expect)
    if "countries" in expected:
        assert isinstance(expected["countries"], list)
        expected["countries"] = sorted(expected["countries"])
    assert {key: facts.get(key, "no such fact") for key in expected} == expected


@pytest.mark.parametrize("event_type", EVERY_TYPE.event_types.values(), ids=lambda t: t.name)
def test_every_event_type_proves_itself_in_every_language(event_type) -> None:
    for lang in event_type.triggers:
        examples = [e for e in event_type.examples if e.lang == lang]
        assert any(e.expect is None for e in examples), f"{lang}: no near miss"
        assert any(e.expect is not None for e in examples), f"{lang}: nothing that counts"
