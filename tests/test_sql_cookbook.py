"""The questions of docs/sql.md, asked of the samples: the printed answers are the true ones.

SUMMITRY_PRINT_ANSWERS=1 writes the answers into the page instead of comparing them.
"""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.command import main

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "sql.md"
QUESTION = re.compile(r"^## (.+)\n```sql\n((?:.*\n)+?)```\n```text\n((?:.*\n)*?)```$", re.M)
QUESTIONS = QUESTION.findall(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cookbook")
    arguments = ["run", str(ROOT / "samples"), "--direct", "--jobs", "1", "--home", str(folder)]
    done = CliRunner().invoke(main, arguments, env={"COLUMNS": "100"})
    assert (folder / "summitry.duckdb").exists(), done.output
    return folder


def answer(home: Path, query: str) -> str:
    """What `summitry sql` prints in a terminal of 100 columns."""
    arguments = ["sql", query, "--home", str(home), "--quiet"]
    done = CliRunner().invoke(main, arguments, env={"COLUMNS": "100"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_there_are_questions_enough():
    assert len(QUESTIONS) >= 15


@pytest.mark.parametrize(("question", "query", "printed"), QUESTIONS)
def test_the_printed_answer_is_what_the_samples_say(home, question, query, printed):
    found = answer(home, query)
    assert len(found.splitlines()) > 1, question
    if os.environ.get("SUMMITRY_PRINT_ANSWERS"):
        page = PAGE.read_text(encoding="utf-8")
        block = f"## {question}\n```sql\n{query}```\n```text\n"
        PAGE.write_text(page.replace(f"{block}{printed}```", f"{block}{found}```"), "utf-8")
    else:
        assert found == printed
