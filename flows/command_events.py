"""`summitry events`: a quick look at the record, the latest events first."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
from duckdb import ColumnExpression, ConstantExpression

from extract.load import load_codebook
from flows.command_event_show import show
from flows.command_home import no_record, open_home
from flows.command_options import (
    CommandError,
    home_option,
    json_option,
    quiet_option,
    settings_of,
)
from flows.render import write_csv, write_json, write_table
from warehouse.reader import NoWarehouseError, read_events

SHOWN = 20
STATUSES = ("occurred", "planned", "cancelled", "denied", "hypothetical")
COLUMNS = ("date", "status", "type", "what, where", "countries", "conf", "articles")
NAMES = 3  # of persons, where an event has no name of its own
COUNTRIES = 4  # codes shown; a summit of twenty would leave no room for its name
DAY = click.DateTime(["%Y-%m-%d"])

Event = dict[str, Any]


def event_date(event: Event) -> str:
    """The date as precise as it is known, "2024-06-19", "2024-06", "2024" or "A/B"; "" if not."""
    start, end = event["date_start"], event["date_end"]
    if start is None or end is None:
        return ""
    length = {"year": 4, "month": 7}.get(event["date_precision"], 10)
    first, last = str(start)[:length], str(end)[:length]
    return first if first == last else f"{first}/{last}"


def what_where(event: Event) -> str:
    """The event's own name, else the persons who take part, else its headline; and its place."""
    name = event["summit_name"] or event["treaty_name"] or event["weapon"]
    action = event["treaty_action"] if name and event["treaty_action"] != "sign" else None
    who = ", ".join(event.get("persons", ())[:NAMES])
    what = f"{name} ({action})" if action else name or who or event["headline"]
    place = event["place_name"] or event["place_country"]
    return f"{what} · {place}" if place else str(what)


def _countries(event: Event) -> str:
    codes = (event["countries"] or "").split("; ")
    more = f" +{len(codes) - COUNTRIES}" if len(codes) > COUNTRIES else ""
    return " ".join(codes[:COUNTRIES]) + more


def _row(event: Event) -> list[object]:
    return [
        event_date(event),
        event["status"],
        event["event_type"].replace("_", " "),
        what_where(event),
        _countries(event),
        f"{event['confidence']:.2f}",
        event["n_articles"],
    ]


def _take_part(events: list[Event], person: str | None) -> list[Event]:
    if person is None:
        return events
    return [each for each in events if person.lower() in (each["participants"] or "").lower()]


def _find(home: Path, flags: dict[str, Any]) -> list[Event]:
    filters = {
        "event_type": flags["event_type"],
        "status": flags["status"],
        "country": flags["country"].upper() if flags["country"] else None,
        "since": _day(flags["since"]),
        "until": _day(flags["until"]),
        "text": flags["text"],
        "min_confidence": flags["min_confidence"],
    }
    given: Any = {name: value for name, value in filters.items() if value is not None}
    try:
        frame = read_events(home, **given)
    except NoWarehouseError as error:
        raise no_record(home) from error
    events: list[Event] = pa.Table.from_pandas(frame, preserve_index=False).to_pylist()
    return _take_part([_with_days(event) for event in events], flags["person"])


def _check_type(home: Path, event_type: str | None, codebook: Sequence[Path]) -> None:
    """Raises CommandError for a type that neither the record nor the codebook knows."""
    if event_type is None:
        return
    with open_home(home) as connection:
        rows = connection.table("events").project("event_type").distinct().fetchall()
    held = {name for (name,) in rows}
    known = held if event_type in held else held | set(load_codebook(codebook).event_types)
    if event_type not in known:
        raise CommandError(f"no event type {event_type}; there are: {', '.join(sorted(known))}")


def _with_persons(home: Path, events: list[Event]) -> list[Event]:
    """The events with the names of the persons who take part; their states have a column."""
    chosen = [ConstantExpression(event["event_id"]) for event in events]
    persons: dict[str, list[str]] = {event["event_id"]: [] for event in events}
    with open_home(home) as connection:
        table = connection.table("event_participants").filter("kind = 'person'")
        found = table.filter(ColumnExpression("event_id").isin(*chosen)).order("event_id, position")
        for event_id, name in found.project("event_id, name").fetchall():
            persons[event_id].append(name)
    return [{**event, "persons": persons[event["event_id"]]} for event in events]


def _day(moment: Any) -> date | None:
    return moment.date() if moment else None


def _with_days(event: Event) -> Event:
    """The event with days for its dates, which pandas can only hold as moments."""
    days = {name: _day(event[name]) for name in ("date_start", "date_end")}
    return {**event, **days}


@click.group("events", invoke_without_command=True)
@home_option
@click.option("--type", "event_type", help="summit, treaty, weapons_test or one of your own.")
@click.option("--status", type=click.Choice(STATUSES))
@click.option("--country", help="ISO 3166-1 alpha-3, as in PRK.")
@click.option("--person", help="Part of the name of who takes part.")
@click.option("--since", type=DAY, metavar="DAY", help="On this day (YYYY-MM-DD) or later.")
@click.option("--until", type=DAY, metavar="DAY", help="On this day or earlier.")
@click.option("--text", help="Words in headline, participants, place or names.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="No less sure than this.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=SHOWN, show_default=True, help="0 for all."
)
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV, all columns.")
@quiet_option
@click.pass_context
def verb(ctx: click.Context, /, home: Path | None, **flags: Any) -> None:
    """Shows events that meet all of the conditions, the latest first."""
    if ctx.invoked_subcommand is not None:
        return
    if flags["as_json"] and flags["as_csv"]:
        raise click.UsageError("--json and --csv contradict each other")
    settings = settings_of({"home": home})
    directory = settings.home
    _check_type(directory, flags["event_type"], settings.codebook)
    events = _find(directory, flags)
    limit = flags["limit"] or len(events)
    shown = events[:limit]
    if flags["as_json"] or flags["as_csv"]:
        columns = list(shown[0]) if shown else []
        write = write_json if flags["as_json"] else write_csv
        write(columns, [list(event.values()) for event in shown], sys.stdout)
    elif shown:
        rows = [_row(event) for event in _with_persons(directory, shown)]
        write_table(COLUMNS, rows, sys.stdout, flexible="what, where")
    if flags["quiet"]:
        return
    if not events:
        click.echo("no event meets these conditions", err=True)
    elif len(shown) < len(events):
        click.echo(f"{len(shown)} of {len(events)} events; --limit 0 shows all", err=True)


verb.add_command(show)
