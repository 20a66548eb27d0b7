"""`summitry refusals`: what was not passed on, and why."""

import sys
from pathlib import Path

import click
from duckdb import ColumnExpression, ConstantExpression, DuckDBPyConnection, DuckDBPyRelation

from flows.command_home import open_home
from flows.command_options import CommandError, home_option, json_option, settings_of
from flows.render import write_json, write_table

BY_REASON = """
    step, reason, count(*) AS refusals, count(DISTINCT article_id) AS articles,
    arg_min(detail, refusal_id) AS example
"""
ONE_BY_ONE = """
    coalesce(article_id, source || coalesce(':' || line, '')) AS "where",
    event_type AS type,
    CASE field WHEN 'title' THEN title[span_start + 1:span_end]
        ELSE text[span_start + 1:span_end] END AS words,
    detail
"""


def _by_reason(connection: DuckDBPyConnection) -> DuckDBPyRelation:
    return connection.table("refusals").aggregate(BY_REASON).order("refusals DESC, step, reason")


def _one_by_one(connection: DuckDBPyConnection, reason: str, limit: int) -> DuckDBPyRelation:
    """Refusals of one reason; in the order of their ids, which are hashes, they are a sample."""
    chosen = ColumnExpression("reason") == ConstantExpression(reason)
    few = connection.table("refusals").filter(chosen).order("refusal_id").limit(limit)
    told = connection.table("articles").project("article_id AS told_in, title, text")
    joined = few.join(told, "article_id = told_in", how="left")
    return joined.order("refusal_id").project(ONE_BY_ONE)


@click.command("refusals")
@home_option
@click.option("--reason", help="Show refusals of this reason one by one.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="With --reason."
)
@json_option
def verb(home: Path | None, reason: str | None, limit: int, as_json: bool) -> None:
    """Counts refusals by reason, or shows some of one reason."""
    with open_home(settings_of({"home": home}).home) as connection:
        found = _one_by_one(connection, reason, limit) if reason else _by_reason(connection)
        columns, rows = found.columns, found.fetchall()
        if reason and not rows:
            known = ", ".join(sorted(row[1] for row in _by_reason(connection).fetchall()))
            raise CommandError(
                f"no refusal has the reason {reason!r}; there are: {known or 'none'}"
            )
    write = write_json if as_json else write_table
    if rows or as_json:
        write(columns, rows, sys.stdout)
    else:
        click.echo("nothing was refused")
