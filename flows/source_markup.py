"""The text of a piece of HTML as a reader sees it, line by line."""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # ships no types
from lxml import html as lxml_html

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption"}
    | {"figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol"}
    | {"p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head", "title"}
)
# For XML: nothing outside is loaded, no entity replaced, libxml2's own bounds stay in force.
SAFE = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
MARKUP = re.compile(r"[<&]")


def fragment_text(markup: str) -> str:
    """The text of a piece of HTML, blocks on lines of their own; a plain text comes back stripped.

    Markup that is no HTML gives what can be told of it, in the worst case nothing.
    """
    if not MARKUP.search(markup):
        return markup.strip()
    try:
        tree = lxml_html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        _read(event, element, parts)
    lines = ("".join(parts)).split("\n")
    return "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)


def _read(event: str, element: Any, parts: list[str]) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if event == "start":
        parts.append("\n" if tag in BLOCKS else "")
        if not _is_unseen(element):
            parts.append(element.text or "")
        return
    if event == "end":
        parts.append("\n" if tag in BLOCKS else "")
    parent = element.getparent()
    if parent is not None and not _is_unseen(parent):
        parts.append(element.tail or "")


def _is_unseen(element: Any) -> bool:
    """Whether an element or one that holds it shows nothing."""
    return element.tag in UNSEEN or any(above.tag in UNSEEN for above in element.iterancestors())
