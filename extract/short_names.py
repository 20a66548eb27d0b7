"""Persons by a part of their name: "Moon" where the article has Moon Jae-in as well."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.name_lists import World, name_ends
from extract.read import Document
from extract.spot_names import Mention, stands_alone
from extract.words import has_word

NEIGHBOUR = re.compile(r"[ -][A-ZÀ-Þ]")
NEIGHBOUR_BEFORE = re.compile(r"([A-ZÀ-Þ][\w’'-]*)[ -]$")
SHORTEST = 2  # letters of a part of a name that is looked for by itself


def short_names(
    document: Document, names: Sequence[Mention], added: Sequence[Mention], world: World
) -> list[Mention]:
    """Mentions of a person by a part of the name, where the article has the whole name as well.

    Of a known person that is the first or last word, of an unknown one the last, behind the title.
    """
    taken = {i for m in (*names, *added) for i in range(m.start, m.end)}
    found = []
    for word, (person, begin) in sorted(_parts_of_names(names, added, world).items()):
        if has_word(document.text, word.lower()):
            continue  # a plain word of this text
        start = document.text.find(word, begin)
        while start >= 0:
            end = start + len(word)
            if start not in taken and _is_name(document, start, end):
                found.append(replace(person, start=start, end=end, text=word, subkind=""))
            start = document.text.find(word, end)
    return found


def _parts_of_names(
    names: Sequence[Mention], added: Sequence[Mention], world: World
) -> dict[str, tuple[Mention, int]]:
    """Words that mean one person of the article, and from where on."""
    parts: dict[str, dict[str | None, tuple[Mention, int]]] = {}
    for m in names:
        known = world.persons.get(m.entity_id or "") if m.kind == "person" else None
        if known is not None and " " in m.text:
            for word in name_ends(known.name):
                parts.setdefault(word, {}).setdefault(m.entity_id, (m, 0))
    for m in added:
        if m.subkind != "office":
            word = m.text.split()[-1]
            parts.setdefault(word, {}).setdefault(m.entity_id, (m, m.end))
    return {
        word: next(iter(owners.values()))
        for word, owners in parts.items()
        if len(owners) == 1 and len(word) >= SHORTEST
    }


def _is_name(document: Document, start: int, end: int) -> bool:
    """Whether a capitalised word is a name by itself, not a part of another."""
    text = document.text
    if not stands_alone(text, start, end) or NEIGHBOUR.match(text, end):
        return False
    before = NEIGHBOUR_BEFORE.search(text, max(0, start - 30), start)
    return before is None or has_word(text, before[1].lower())
