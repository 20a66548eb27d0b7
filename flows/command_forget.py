"""`summitry forget`: take an article and all that rests on it alone out of the record."""

import os
from typing import Any

import click

from flows.attempt import codebook_of
from flows.clock import read_clock
from flows.command_errors import one_line
from flows.command_home import no_record
from flows.command_options import (
    CommandError,
    codebook_option,
    home_option,
    json_option,
    settings_of,
    wait_option,
)
from flows.decide import forget, settle
from flows.render import to_json
from flows.run import Order, codes_of, run_of
from flows.run_report import counted
from warehouse.forget import Traces, find_traces
from warehouse.layout import Home
from warehouse.lock import lock
from warehouse.manifests import read_current
from warehouse.publish import published_number
from warehouse.reader import open_warehouse, resting_on
from warehouse.recover import recover


def _forget(order: Order, wanted: tuple[str, ...], dry_run: bool) -> dict[str, Any]:
    home, clock = Home(order.home), read_clock(os.environ)
    codes = codes_of(codebook_of(order.codebook))
    with lock(home, order.wait):
        if not dry_run:
            recover(home)
            settle(home, codes)
        if published_number(home) != read_current(home).number:
            raise CommandError(
                "something is stored that is not published, and forgetting publishes: decide with"
                " `summitry publish`, --force or --discard first"
            )
        traces = find_traces(home, wanted)
        if not traces.ids:
            raise CommandError(f"no article has the id or URL {', '.join(wanted)}")
        told = _told(home, traces)
        if not dry_run:
            told["files_erased"] = len(forget(home, codes, traces, run_of(order, clock)))
    return told


def _told(home: Home, traces: Traces) -> dict[str, Any]:
    with open_warehouse(home.root) as connection:
        articles, mentions, events, copies = resting_on(connection, traces.ids)
    return {
        "articles": articles,
        "event_mentions": mentions,
        "events": events,
        "copies_elsewhere": copies,
    }


@click.command("forget")
@click.argument("wanted", metavar="URL|ARTICLE_ID...", nargs=-1, required=True)
@home_option
@codebook_option
@click.option("--dry-run", is_flag=True, help="Say what would go, change nothing.")
@wait_option
@json_option
def verb(wanted: tuple[str, ...], dry_run: bool, as_json: bool, **flags: Any) -> None:
    """Removes articles and all that rests on them alone, also from older batches on the disk.

    Events that other articles tell of as well stay, as those tell them. The hash of id and URL is
    kept, so that a source that brings an article again is refused with the reason `forgotten`.
    Copies under other ids stay, and are counted.
    """
    settings = settings_of(flags)
    home = settings.home
    if not Home(home).current.exists():
        raise no_record(home)
    order = Order((), home, codebook=settings.codebook, wait=settings.wait)
    with one_line():
        told = _forget(order, wanted, dry_run)
    if as_json:
        click.echo(to_json(told))
        return
    would = "would forget" if dry_run else "forgot"
    click.echo(
        f"{would} {counted(told['articles'], 'article')} with"
        f" {counted(told['event_mentions'], 'event mention')};"
        f" {counted(told['events'], 'event')} rested on nothing else"
    )
    if told["copies_elsewhere"]:
        click.echo(f"{counted(told['copies_elsewhere'], 'copy', 'copies')} under other ids")
