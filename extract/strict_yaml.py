"""YAML and CSV of the codebook, read strictly: the unknown is an error with file, key and line."""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml


class CodebookError(Exception):
    """The codebook cannot be understood; one line with file, line and what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file that knows where it stands."""

    path: Path
    key: str
    line: int
    value: object  # dict[str, Node], list[Node], str, int, float, bool or None

    def fail(self, message: str) -> CodebookError:
        """The error to raise about this value."""
        return CodebookError(f"{self.path}: line {self.line}: {self.key}: {message}")

    def mapping(self, known: Collection[str] | None = None) -> dict[str, "Node"]:
        """The value as a mapping whose keys are all known."""
        if not isinstance(self.value, dict):
            raise self.fail("expected a mapping of key: value")
        for key, node in self.value.items():
            if known is not None and key not in known:
                raise node.fail(
                    f"unknown key {key!r}; known are {', '.join(sorted(known)) or 'none'}"
                )
        return self.value

    def items(self) -> list["Node"]:
        """The value as a list."""
        if not isinstance(self.value, list):
            raise self.fail("expected a list")
        return self.value

    def text(self) -> str:
        """The value as text."""
        if not isinstance(self.value, str):
            raise self.fail(
                "expected text; quote it if it looks like a number, a date, true or false"
            )
        return self.value

    def texts(self) -> tuple[str, ...]:
        """The value as a list of texts."""
        return tuple(node.text() for node in self.items())

    def lower_texts(self) -> tuple[str, ...]:
        """The value as a list of texts that are compared with lower case."""
        for text in self.texts():
            if text != text.lower().strip() or not text:
                raise self.fail(f"write {text!r} in lower case, without blanks around it")
        return self.texts()

    def whole(self) -> int:
        """The value as a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.fail("expected a whole number")
        return self.value

    def flag(self) -> bool:
        """The value as true or false."""
        if not isinstance(self.value, bool):
            raise self.fail("expected true or false")
        return self.value

    def find(self, keys: Sequence[str]) -> "Node":
        """The value that the keys lead to, as far as they lead."""
        inner = self.mapping() if isinstance(self.value, dict) else {}
        return inner[keys[0]].find(keys[1:]) if keys and keys[0] in inner else self

    def plain(self) -> object:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, ten times as fast


def read_yaml(path: Path) -> Node:
    """The root of a YAML file, every value with its line."""
    try:
        loader = Loader(path.read_text(encoding="utf-8-sig"))
        root = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise CodebookError(f"{path}: line {line}: this is not YAML: {problem}") from None
    except UnicodeDecodeError:
        raise CodebookError(f"{path}: line 1: not UTF-8 text; save the file as UTF-8") from None
    if root is None:
        raise CodebookError(f"{path}: line 1: the file is empty")
    return _convert(loader, path, path.stem, root, ())


def _convert(
    loader: yaml.SafeLoader, path: Path, key: str, node: yaml.Node, above: tuple[int, ...]
) -> Node:
    line = node.start_mark.line + 1
    if id(node) in above:
        raise CodebookError(f"{path}: line {line}: {key}: an alias of what it stands in")
    inside = (*above, id(node))
    if isinstance(node, yaml.MappingNode):
        children: dict[str, Node] = {}
        for key_node, value_node in node.value:
            name = str(key_node.value)
            if name in children:
                here = key_node.start_mark.line + 1
                raise CodebookError(f"{path}: line {here}: {key}: {name!r} stands twice")
            children[name] = _convert(loader, path, name, value_node, inside)
        return Node(path, key, line, children)
    if isinstance(node, yaml.SequenceNode):
        items = [_convert(loader, path, key, child, inside) for child in node.value]
        return Node(path, key, line, items)
    return Node(path, key, line, _scalar(loader, path, key, node))


def _scalar(loader: yaml.SafeLoader, path: Path, key: str, node: yaml.Node) -> object:
    try:
        value: object = loader.construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        line = node.start_mark.line + 1
        reason = str(error).splitlines()[0]
        raise CodebookError(
            f"{path}: line {line}: {key}: {reason}; quote it to have it as text"
        ) from None
    if isinstance(value, bool) and node.value.lower() not in ("true", "false"):
        return node.value  # YAML 1.1 takes the words no, yes, on and off for truth values
    return value


def read_rows(path: Path, columns: Collection[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with line numbers; the header must name exactly these columns."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if set(reader.fieldnames or ()) != set(columns):
                found = ", ".join(reader.fieldnames or ()) or "nothing"
                found += "; cells are separated by commas" if ";" in found else ""
                raise CodebookError(
                    f"{path}: line 1: expected the columns {', '.join(columns)}; found {found}"
                )
            for row in reader:
                if None in row or None in row.values():
                    raise CodebookError(
                        f"{path}: line {reader.line_num}: expected {len(columns)} cells"
                    )
                yield reader.line_num, row
    except UnicodeDecodeError:
        raise CodebookError(f"{path}: line 1: not UTF-8 text; save the file as UTF-8") from None
    except csv.Error as error:
        raise CodebookError(f"{path}: line {reader.line_num}: this is not CSV: {error}") from None
