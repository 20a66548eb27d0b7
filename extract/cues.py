"""Cues of one language: words for status, offices, former office, places, combat."""

from dataclasses import dataclass
from pathlib import Path

from extract.strict_yaml import Node, read_yaml

OFFICES = ("head", "organisation_head", "deputy", "minister", "other")
STATUSES = ("denied", "cancelled", "planned", "hypothetical")
LINKS = ("with", "between", "by", "of", "and")
LISTS = ("abbreviations", "former", "leaders_together", "counterpart", "place_prepositions",
         "destinations", "combat", "satellite", "generic", "number_of_all", "phrase_side",
         "phrase_stop", "definite", "separately", "plural_endings", "business",
         "clauses", "breaks", "called_off", "denying", "reporting", "then", "only", "plain_words",
         "dateline_marks", "dated_by", "including", "arms", "one_of", "held",
         "leaders_of", "leaders_from", "regions", "states_of_many")  # fmt: skip
GROUPS = {"pronouns": ("state", "person", "agreement", "both", "states"),
          "links": LINKS, "status": STATUSES,
          "tense": ("future",), "outcome": ("success", "failure"),
          "lasting": ("two_days", "three_days"), "occasions": ("before", "behind"),
          "overseeing": ("active", "passive")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cues:
    """Words of one language by what they tell; all lower case but the abbreviations."""

    lists: dict[str, tuple[str, ...]]
    groups: dict[str, dict[str, tuple[str, ...]]]
    offices: tuple[tuple[str, str], ...]  # (title, office class)
    phrase_stop: frozenset[str]  # the list of this name: it is asked at every name


def read_cues(path: Path) -> Cues:
    """The cues of one language; every key must be there, an empty one says that there is none."""
    root = read_yaml(path)
    keys = root.mapping((*LISTS, *GROUPS, "offices"))
    for name in (*LISTS, *GROUPS, "offices"):
        if name not in keys:
            nothing = "[]" if name in LISTS else "{}"
            raise root.fail(
                f"the key {name!r} is missing; {nothing} says that the language has none"
            )
    offices = _group(keys["offices"], OFFICES)
    lists = {
        name: keys[name].texts() if name == "abbreviations" else keys[name].lower_texts()
        for name in LISTS
    }
    return Cues(
        lists=lists,
        groups={name: _group(keys[name], members) for name, members in GROUPS.items()},
        offices=tuple((title, office) for office in OFFICES for title in offices[office]),
        phrase_stop=frozenset(lists["phrase_stop"]),
    )


def _group(node: Node, members: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    keys = node.mapping(members)
    return {name: keys[name].lower_texts() if name in keys else () for name in members}
