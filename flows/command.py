"""The `summitry` command: finds the verb that is asked for and says in one line what went wrong."""

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from flows.command_options import CommandError
from flows.settings import SettingsError

# A verb's module is imported when it is called: `extract` must not wait for DuckDB or Prefect.
VERBS = {
    "run": "Read articles, extract events, publish the record.",
    "serve": "Run on a schedule, with a Prefect server.",
    "extract": "Write what is found in articles as JSON Lines.",
    "sql": "Ask the record a question in SQL.",
    "events": "Look at events, the latest first.",
    "publish": "Publish what a check held back, or take it back.",
    "status": "See what the record holds and how it came there.",
    "refusals": "See what was not passed on, and why.",
    "forget": "Take an article and what rests on it out of the record.",
    "vacuum": "Delete batches and manifests that are no longer needed.",
    "evaluate": "Compare with a gold file: precision, recall, F1.",
    "codebook": "Check the rules and names that extraction uses.",
}
INTERRUPTED = 130


class Verbs(click.Group):
    """The group of all verbs; turns what a verb raises into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """The verbs, in the order in which people meet them."""
        return list(VERBS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click asks so
        cmd_name: str,
    ) -> click.Command | None:
        """The verb of that name, from its own module."""
        if cmd_name not in VERBS:
            return None
        command = importlib.import_module(f"flows.command_{cmd_name}").verb
        if not isinstance(command, click.Command):
            raise TypeError(f"flows.command_{cmd_name}.verb is no command")
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click asks so
        formatter: click.HelpFormatter,
    ) -> None:
        """Writes the verbs with a line each, without importing any of them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:
        """Runs a verb and exits: 0 done, 1 failed, 2 usage, 3 refused too much, 75, 130."""
        _write_utf8()
        named["standalone_mode"] = False
        sys.exit(_exit_code(lambda: super(Verbs, self).main(args, *rest, **named)))


def _write_utf8() -> None:
    """Lets every character out, whatever the locale; a lone surrogate becomes its escape."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _exit_code(call: Any) -> int:
    try:
        code = call()
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except CommandError as error:
        return _say(error.message, error.code)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("interrupted; the next run takes up what is left", INTERRUPTED)
    except SystemExit:
        return 0  # of click, where the reader has all it wants (`| head`)
    except SettingsError as error:
        return _say(str(error), 2)
    except OSError as error:
        return _say(_os_line(error), 1)


def _os_line(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _say(line: str, code: int) -> int:
    click.echo(f"Error: {line}", err=True)
    return code


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Settings: a flag over SUMMITRY_* over summitry.toml over [tool.summitry].",
)
@click.version_option(package_name="summitry", prog_name="summitry")
def main() -> None:
    """Reads news articles and keeps the summits, treaty acts and weapons tests they report."""


if __name__ == "__main__":
    main()
