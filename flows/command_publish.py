"""`summitry publish`: publish what is stored, decide on what the checks held back."""

import os
from dataclasses import asdict
from typing import Any

import click

from flows.attempt import codebook_of
from flows.clock import read_clock
from flows.command_errors import held_line, one_line
from flows.command_options import (
    NOT_GOOD,
    CommandError,
    checks_option,
    codebook_option,
    home_option,
    json_option,
    settings_of,
    wait_option,
)
from flows.decide import NotHeldError, accept, settle, take_back
from flows.read_checks import load_checks
from flows.render import to_json
from flows.run import Order, codes_of, run_of
from warehouse.checks import Guard
from warehouse.layout import Home
from warehouse.lock import lock
from warehouse.publish import Publication, publish
from warehouse.recover import recover

TOLD = {
    "done": "published",
    "degraded": "published, with warnings",
    "accepted": "published, in spite of the checks",
}


def _publish(order: Order, decision: str | None) -> Publication:
    home, clock = Home(order.home), read_clock(os.environ)
    codes = codes_of(codebook_of(order.codebook))
    guard = Guard(load_checks(order.checks), clock.now())
    with lock(home, order.wait):
        recover(home)
        settle(home, codes)
        if decision is None:
            return publish(home, codes, guard)
        decide = accept if decision == "force" else take_back
        return decide(home, codes, guard, run_of(order, clock))


@click.command("publish")
@home_option
@codebook_option
@click.option("--force", "decision", flag_value="force", help="Whatever the checks say.")
@click.option(
    "--discard", "decision", flag_value="discard", help="Take back what was not published."
)
@checks_option
@wait_option
@json_option
def verb(decision: str | None, as_json: bool, **flags: Any) -> int:
    """Publishes what is stored and not yet published, if it passes the checks.

    With --force it is published whatever the checks say. With --discard the record goes back to
    what is published: what came after it counts as never read, and a later run reads it again.
    Ends with 3 if a check holds it back.
    """
    settings = settings_of(flags)
    if not Home(settings.home).current.exists():
        raise CommandError(
            f"nothing is stored in {settings.home}: start with `summitry run SOURCE`"
        )
    order = Order(
        sources=(),
        home=settings.home,
        codebook=settings.codebook,
        wait=settings.wait,
        checks=settings.checks,
    )
    with one_line():
        try:
            done = _publish(order, decision)
        except NotHeldError as error:
            raise CommandError(str(error)) from error
    told = [f"{each.then} {each.check}: {each.detail}" for each in done.findings]
    if as_json:
        click.echo(to_json({**asdict(done), "checks": told}))
    elif done.status != "held":
        taken = " again, without what was held back" if decision == "discard" else ""
        for line in (f"{TOLD[done.status]}{taken}", *(f"check: {each}" for each in told)):
            click.echo(line)
    if done.status == "held":
        click.echo(held_line(told), err=True)
        return NOT_GOOD
    return 0
