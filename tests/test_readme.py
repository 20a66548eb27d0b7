"""The pages keep their word: what they show is run, and prints what they say.

`python tests/test_readme.py` writes what comes out today into the pages.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.attempt import codebook_of
from flows.command import main
from flows.fetch_limits import FetchLimits
from flows.settings import Settings
from warehouse.contract import load_contract

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/extending.md", "docs/operation.md")
TABLES = ROOT / "docs" / "tables.md"
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1767225600", "SUMMITRY_JOBS": "1", "NO_COLOR": "1"}
# A fenced block, with the line above it: that may name a file, or say that it is not run.
BLOCK = re.compile(r"(?P<above>[^\n]*)\n(?P<gap>\n?)```(?P<kind>\w*)\n(?P<body>.*?)```", re.DOTALL)
FILE = re.compile(r"`([\w./-]+)`:$")
NOT_RUN = "<!-- not run"


@dataclass
class Reader:
    """Somebody who does in `folder` what a page says."""

    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: dict(ENVIRONMENT))

    def read(self, page: str) -> str:
        """The page with what really comes out in the place of what it says comes out."""
        return BLOCK.sub(self._block, page)

    def _block(self, match: re.Match[str]) -> str:
        above, kind, body = match["above"], match["kind"], match["body"]
        named = FILE.search(above)
        if above.startswith(NOT_RUN):
            return match[0]
        if named:
            path = self.folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        elif kind == "console":
            body = "".join(self._commands(body))
        elif kind == "pycon":
            body = self._python(body)
        return f"{above}\n{match['gap']}```{kind}\n{body}```"

    def _commands(self, body: str) -> Iterator[str]:
        """Each command as it stands, followed by what it prints."""
        for command in re.findall(r"^\$ ((?:[^\n]*\\\n)*[^\n]*)\n", body, re.MULTILINE):
            yield f"$ {command}\n"
            output = self._run(command.replace("\\\n", ""))
            yield "".join(f"{line.rstrip()}\n" for line in output.splitlines())

    def _run(self, command: str) -> str:
        if command == "make demo":
            return "".join(f"{step}\n{self._run(without_prefect(step))}" for step in demo())
        if command.startswith("export "):
            self.environment.update([command.removeprefix("export ").split("=")])
            return ""
        words = shlex.split(command)
        if words[0].endswith("summitry") and not set("|<>*") & set(words):
            codebook_of.cache_clear()  # files of a codebook may have changed since
            with contextlib.chdir(self.folder):
                done = CliRunner().invoke(main, words[1:], env=self.environment)
            if done.exception is not None and not isinstance(done.exception, SystemExit):
                raise done.exception
            return done.output
        return self._shell(command)

    def _shell(self, command: str) -> str:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {**os.environ, **self.environment, "PATH": path, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.stdout

    def _python(self, body: str) -> str:
        """A session at the prompt, answers as Python gives them."""
        names: dict[str, object] = {"__name__": "__main__"}
        told = []
        with contextlib.chdir(self.folder):
            for example in doctest.DocTestParser().get_examples(body):
                out = io.StringIO()
                with contextlib.redirect_stdout(out):
                    exec(compile(example.source, "<page>", "single"), names)
                source = example.source.rstrip("\n").split("\n")
                told += [f">>> {source[0]}", *(f"... {line}".rstrip() for line in source[1:])]
                told += [line.rstrip() for line in out.getvalue().splitlines()]
        return "".join(f"{line}\n" for line in told)


def demo() -> list[str]:
    """The commands of `make demo` as make prints them."""
    recipe = (ROOT / "Makefile").read_text().split("\ndemo:")[1].split("\n\n")[0]
    lines = re.findall(r"^\t(\$\(BIN\)/summitry .*)$", recipe, re.MULTILINE)
    return [
        line.replace("$(BIN)", ".venv/bin").replace("$(DEMO_HOME)", "build/demo") for line in lines
    ]


def without_prefect(step: str) -> str:
    """A step of the demonstration in less time; what it prints is the same."""
    return f"{step} --direct" if " run " in step else step


def prepare(folder: Path) -> Reader:
    """A reader in a folder with what a clone holds and the pages use."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    shutil.copytree(ROOT / "extract" / "codebook", folder / "extract" / "codebook")
    return Reader(folder)


def tables_page() -> str:
    """docs/tables.md, made from the contract."""
    contract = load_contract()
    parts = [
        "# Tables, views and columns\n",
        "Made from `warehouse/contract.yml`; the same words stand as comments in the DuckDB file"
        " (`SELECT column_name, comment FROM duckdb_columns()`) and in the Parquet schemas.\n"
        "Columns marked * never hold null; everywhere else null means unknown.\n",
    ]
    for table in contract.tables.values():
        parts.append(f"## {table.name}\n\n{table.description}\n\nKey: {', '.join(table.key)}\n")
        rows = [
            f"| {c.name}{'*' if c.required else ''} | {c.type} | {c.description} |"
            for c in table.columns
        ]
        parts.append("\n".join(["| column | type | meaning |", "| --- | --- | --- |", *rows, ""]))
    parts.append("## Views\n")
    parts.append("".join(f"- `{name}`: {told}\n" for name, told in contract.views.items()))
    parts.append(
        "`events_as_of(moment)` is a table macro with the columns of `events`: what was known at"
        " that moment.\n"
    )
    return "\n".join(parts)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_comes_out(page, tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("SUMMITRY_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("COLUMNS", raising=False)
    said = (ROOT / page).read_text(encoding="utf-8")
    told = prepare(tmp_path).read(said)
    assert told.splitlines() == said.splitlines(), "python tests/test_readme.py writes it anew"


def test_the_tables_page_is_the_contract():
    assert TABLES.read_text(encoding="utf-8") == tables_page()


def test_the_page_of_sources_names_every_setting_of_fetching_with_its_default():
    page = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    limits = FetchLimits()
    said = {name: f"| `{name}` | `{getattr(limits, name)}` |" for name in fields_of_fetching()}
    assert [name for name, row in said.items() if row not in page] == []


def fields_of_fetching() -> list[str]:
    """The settings of the table `fetch`."""
    return list(FetchLimits.__dataclass_fields__)


OTHER_PAGES = [f"docs/{name}.md" for name in ("duplicates", "tables", "samples", "sources")]


@pytest.mark.parametrize("page", [*PAGES, *OTHER_PAGES])
def test_links_between_pages_lead_somewhere(page):
    path = ROOT / page
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_readme_names_every_table_and_view():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    contract = load_contract()
    assert [name for name in (*contract.tables, *contract.views) if f"`{name}`" not in readme] == []


def reasons() -> set[str]:
    """Every reason of a refusal that the code can give."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("extract", "flows", "warehouse")
        for path in (*(ROOT / folder).glob("*.py"), *(ROOT / folder).glob("sql/*.sql"))
    )
    makers = "refuse|refusal_line|BadSource|BadField|FetchError|Reason|problem = "
    given = re.findall(rf'(?:{makers})\(\s*"([a-z_]+)"', code)
    stepwise = re.findall(r'Refusal\("(?:extract|ingest)", "([a-z_]+)"', code)
    return {*given, *stepwise, *re.findall(r"'([a-z_]+)' AS reason", code)}


def test_the_readme_explains_every_reason_of_a_refusal():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {"bad_json", "no_party", "unlikely", "article_id_taken", "bomb", "truncated"}
    assert known <= reasons()
    assert [reason for reason in sorted(reasons()) if f"`{reason}`" not in readme] == []


def test_the_readme_names_every_setting():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in Settings.__dataclass_fields__ if f"`{name}`" not in readme] == []


def test_the_codebook_page_shows_the_columns_of_every_list():
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    lists = sorted((ROOT / "extract" / "codebook").rglob("*.csv"))
    heads = {path.name: path.read_text(encoding="utf-8").partition("\n")[0] for path in lists}
    assert {name: head for name, head in heads.items() if head not in page} == {}


def rewrite() -> None:
    """Writes into the pages what comes out today."""
    TABLES.write_text(tables_page(), encoding="utf-8")
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            path = ROOT / page
            path.write_text(prepare(Path(folder)).read(path.read_text(encoding="utf-8")), "utf-8")


if __name__ == "__main__":
    rewrite()
