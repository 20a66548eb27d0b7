"""How the code is built: arrows between the parts, sizes, and what stands nowhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("extract", "flows", "warehouse")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PYTHON = sorted([*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / ".ci").rglob("*.py")])

# What a package may import of ours.
ARROWS = {
    "extract": ("extract",),
    "warehouse": ("warehouse", "extract.records"),
    "flows": ("flows", "extract", "warehouse"),
}
# Extraction is pure: it reads its own codebook and nothing else.
NOT_IN_EXTRACT = ("duckdb", "http", "pandas", "polars", "prefect", "pyarrow", "requests", "socket",
                  "sqlite3", "subprocess", "urllib")  # fmt: skip
FLOW_MODULES = ("flows/pipeline.py", "flows/serving.py")  # delete them and `--direct` still runs
# Imports inside functions, each with its reason; there is none so far.
LATE_IMPORTS: dict[str, str] = {}

FILE_LINES, FUNCTION_LINES = 300, 40
SQL = re.compile(r"\s*(SELECT|INSERT|CREATE|UPDATE|DELETE|COPY|WITH|ATTACH|DROP|ALTER)\s", re.I)
SQL_LENGTH = 100  # a statement that fits into one line may stand where it is run
TEXT_FILES = (".py", ".md", ".yml", ".yaml", ".toml", ".txt", ".csv", ".sql", ".html", ".jsonl")
FOLDERS = (*PACKAGES, "tests", "docs", "samples", "benchmarks", ".ci")
HOME_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|work|farm)/\w")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names of what is imported; for `from a import b` both a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def all_text_files() -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    found += ROOT.glob("*")
    return sorted(p for p in found if p.suffix in TEXT_FILES or p.name in ("Makefile", "run"))


each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)
each_python_file = pytest.mark.parametrize("path", PYTHON, ids=name_of)


@each_module
def test_imports_follow_the_arrows(path):
    allowed = ARROWS[path.relative_to(ROOT).parts[0]]
    ours = [n for n in imported(tree_of(path)) if n.split(".")[0] in (*PACKAGES, "tests")]
    assert [n for n in ours if not any(within(n, module) for module in allowed)] == []


@each_module
def test_prefect_stands_in_flow_modules_only(path):
    uses = any(within(name, "prefect") for name in imported(tree_of(path)))
    assert not uses or name_of(path) in FLOW_MODULES


def test_extraction_touches_nothing_but_its_codebook():
    found = {
        (name_of(path), name)
        for path in MODULES
        if path.is_relative_to(ROOT / "extract")
        for name in imported(tree_of(path))
        if name.split(".")[0] in NOT_IN_EXTRACT
    }
    assert found == set()


def test_package_roots_are_empty():
    sizes = {p: (ROOT / p / "__init__.py").stat().st_size for p in PACKAGES}
    assert sizes == dict.fromkeys(PACKAGES, 0)


@each_python_file
def test_no_import_waits_inside_a_function(path):
    late = {
        f"{name_of(path)}:{function.name}"
        for function in functions(tree_of(path))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert late - set(LATE_IMPORTS) == set()


def test_every_late_import_that_is_excused_exists():
    known = {f"{name_of(p)}:{f.name}" for p in PYTHON for f in functions(tree_of(p))}
    assert set(LATE_IMPORTS) - known == set()


@each_module
def test_no_import_is_for_type_checkers_only(path):
    assert "TYPE_CHECKING" not in path.read_text(encoding="utf-8")


@each_python_file
def test_files_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES


@each_python_file
def test_functions_are_short(path):
    long = {
        function.name: lines
        for function in functions(tree_of(path))
        if (lines := function_lines(function)) > FUNCTION_LINES
    }
    assert long == {}


def function_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end; decorators and tables of cases above it do not count."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


@each_module
def test_sql_lives_in_sql_files(path):
    long = [text for text in strings(tree_of(path)) if SQL.match(text) and len(text) > SQL_LENGTH]
    assert long == []


def strings(tree: ast.AST) -> Iterator[str]:
    """Every string of the code; of an f-string all that is fixed; docstrings left out."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(v.value) for v in node.values if isinstance(v, ast.Constant))
        elif isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield node.value if isinstance(node.value, str) else ""


@each_module
def test_only_commands_print(path):
    calls = {
        node.func.id
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "print" not in calls or path.name.startswith("command")


def test_no_file_knows_whose_machine_it_was_written_on():
    found = {
        f"{name_of(path)}:{number}"
        for path in all_text_files()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1)
        if HOME_PATH.search(line)
    }
    assert found == set()


def test_no_module_is_a_drawer():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [name_of(p) for p in MODULES if drawers & set(p.stem.split("_"))] == []
