"""`summitry events show`: one event with who takes part, what was known when, and its evidence."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import duckdb

from flows.command_home import open_home
from flows.command_options import CommandError, home_option, json_option, settings_of
from flows.printable import printable
from flows.render import to_json
from warehouse.reader import read_story

HIDDEN = ("headline", "event_id")  # said at the top


@click.command("show")
@click.argument("event_id")
@home_option
@json_option
def show(event_id: str, home: Path | None, as_json: bool) -> None:
    """Shows the event EVENT_ID: what is known, since when, and the sentences that say so.

    An id that an event had before it was merged is found, too.
    """
    with open_home(settings_of({"home": home}).home) as connection:
        story = _story(connection, event_id)
    if as_json:
        click.echo(to_json(story))
    else:
        sys.stdout.writelines(f"{printable(line)}\n" for line in _lines(story))


def _story(connection: duckdb.DuckDBPyConnection, event_id: str) -> dict[str, Any]:
    story = read_story(connection, event_id)
    if story is None:
        raise CommandError(f"no event {event_id}: `summitry events --json` gives the ids")
    return story


def _lines(story: dict[str, Any]) -> Iterator[str]:
    event = story["event"]
    yield f"{event['event_id']}  {event['headline']}"
    for name, value in event.items():
        if value is not None and name not in HIDDEN:
            yield f"  {name:<18} {value}"
    yield "who takes part"
    for each in story["participants"]:
        state = f", {each['country']}" if each["country"] else ""
        yield f"  {each['name']} ({each['kind']}{state}, {each['role']})"
    yield "what was known when"
    for each in story["history"]:
        since = f"{each['known_from']:%Y-%m-%d}" if each["known_from"] else "unknown   "
        yield f"  {since}  {each['status']}"
    yield "evidence"
    for each in story["evidence"]:
        day = f"{each['published_at']:%Y-%m-%d}" if each["published_at"] else "undated   "
        yield f"  {day}  {each['source'] or each['article_id']}  [{each['status']}]"
        yield f"    {each['evidence']}"
        if each["url"]:
            yield f"    {each['url']}"
