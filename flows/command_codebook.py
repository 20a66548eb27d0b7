"""`summitry codebook check`: whether the codebook is sound, and whether its examples hold."""

from collections.abc import Iterator
from pathlib import Path

import click

from extract.examples import Example
from extract.load import Codebook, load_codebook
from extract.pipeline import extract_article
from extract.records import Article, EventMention, Refusal
from extract.strict_yaml import CodebookError
from flows.command_options import DIRECTORY, CommandError, json_option, settings_of
from flows.printable import printable
from flows.render import to_json


@click.group("codebook")
def verb() -> None:
    """Looks after the codebook: the rules and names that extraction uses."""


@verb.command("check")
@click.argument("directory", type=DIRECTORY, required=False)
@json_option
def check(directory: Path | None, as_json: bool) -> None:
    """Reads the codebook, extended by DIRECTORY, runs its examples, and says what is wrong."""
    extra = (*settings_of({}).codebook, *([directory] if directory else []))
    for folder in extra:
        if not folder.exists():
            raise CommandError(f"{folder}: no such file or folder")
    try:
        codebook = load_codebook(extra)
    except CodebookError as error:
        raise CommandError(str(error)) from error
    failed = list(failures(codebook))
    _tell(codebook, failed, as_json)
    if failed:
        raise CommandError(f"{len(failed)} of {_size(codebook)} examples do not come out")


def failures(codebook: Codebook) -> Iterator[str]:
    """A line for each example of an event type that does not come out as it says."""
    for kind in codebook.event_types.values():
        for example in kind.examples:
            fault = _fault(example, codebook)
            if fault is not None:
                yield f"{example.path}: line {example.line}: examples: {example.lang}: {fault}"


def _fault(example: Example, codebook: Codebook) -> str | None:
    """What is wrong with the outcome of an example; None if nothing is."""
    article = Article("example", example.text, published=example.published, lang=example.lang)
    found = extract_article(article, codebook)
    events = [event for event in found.events if event.event_type == example.event_type]
    if example.expect is None:
        return "an event was found where none is expected" if events else None
    if len(events) != 1:
        return f"{len(events)} events were found where one is expected{_why(found.refusals)}"
    facts = _facts(events[0])
    for name, wanted in example.expect.items():
        told = facts.get(name)
        if told != (sorted(wanted) if isinstance(wanted, list) else wanted):
            return f"{name} is {told!r} where {wanted!r} is expected"
    return None


def _why(refusals: tuple[Refusal, ...]) -> str:
    return "".join(f"; {each.reason}: {each.detail}" for each in refusals[:1])


def _facts(event: EventMention) -> dict[str, object]:
    """What an example can expect of an event: status, date, countries and the attributes."""
    countries = sorted({each.country for each in event.participants if each.country})
    proper = {"status": event.status, "date": event.date.value, "countries": countries}
    return {**event.attributes, **proper}


def _size(codebook: Codebook) -> int:
    return sum(len(kind.examples) for kind in codebook.event_types.values())


def _tell(codebook: Codebook, failed: list[str], as_json: bool) -> None:
    if as_json:
        told = {
            "event_types": sorted(codebook.event_types),
            "languages": sorted(codebook.languages),
            "examples": _size(codebook),
            "failed": failed,
            "fingerprint": codebook.fingerprint,
        }
        click.echo(to_json(told))
        return
    for line in failed:
        click.echo(printable(line))
    if not failed:
        click.echo(
            f"sound: {', '.join(codebook.event_types)} in {', '.join(sorted(codebook.languages))}; "
            f"{_size(codebook)} examples hold; fingerprint {codebook.fingerprint}"
        )
