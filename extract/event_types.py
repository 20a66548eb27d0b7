"""Event types of the codebook: what counts, what it needs, which words announce it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from extract.cues import OFFICES
from extract.examples import Example, by_language, read_examples
from extract.gazetteer import KINDS
from extract.strict_yaml import Node, read_yaml

# What must stand near a trigger before it can be an event; "none": the trigger alone will do.
NEEDS = ("none", "leaders", "summit_or_leaders", "counterpart", "agreement", "agreement_after",
         "agreement_told", "weapon", "weapon_close", "weapon_told", "weapon_before",
         "states")  # fmt: skip
LEADERS = ("head", "organisation_head", "deputy")
OFFICIALS = (*LEADERS, "minister")
SIDES = ("behind", "before")
TAKES = ("person", "country", "organisation")
ATTRIBUTE_SOURCES = ("summit_name", "summit_format", "agreement_name", "agreement_form", "trigger",
                     "weapon_name", "weapon_class", "count", "range", "altitude", "yield",
                     "outcome")  # fmt: skip
KEYS = ("definition", "not_this", "enabled", "codes", "needs", "one_per_date", "roles",
        "attributes", "triggers", "examples")  # fmt: skip
ROLES = ("party", "host", "mediator", "attendee")
CODES = ("cameo", "plover")
ADDED = ("extend", "enabled", "triggers", "examples")  # keys of a file that adds to a known type


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of one language that announce one event type."""

    event_type: str
    forms: tuple[str, ...]  # as they stand in the text, lower case
    names: str | None  # a name list whose every form is a trigger: "summit"
    needs: str
    settings: tuple[tuple[str, str], ...]  # attributes these words settle: action is sign
    side: str  # where the agreement stands: "behind" the act, or "before" it in the passive
    unless: tuple[str, ...]  # words in the same sentence that make it something else


@dataclass(frozen=True, slots=True)
class Role:
    """A slot of an event type."""

    name: str
    takes: tuple[str, ...]
    least: int
    most: int
    offices: tuple[str, ...]  # classes of office in which a person can fill the role


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event that is looked for."""

    name: str
    enabled: bool
    definition: str
    not_this: str
    codes: dict[str, str]
    needs: str  # of its triggers, unless they say otherwise
    one_per_date: bool  # "tests on July 3 and July 28" are two
    roles: dict[str, Role]
    attributes: dict[str, str]  # attribute -> where its value comes from
    triggers: dict[str, tuple[Trigger, ...]]  # by language
    examples: tuple[Example, ...]


def read_event_types(
    path: Path, known: Mapping[str, EventType], languages: Collection[str]
) -> list[EventType]:
    """The event types of one file; one with `extend: true` adds to the known type of its name."""
    return [
        _extended(name, node, known, languages)
        if extends(node)
        else _event_type(name, node, languages)
        for name, node in read_yaml(path).mapping().items()
    ]


def extends(node: Node) -> bool:
    """Whether an event type of a file adds to one that is there already."""
    keys = node.mapping()
    return "extend" in keys and keys["extend"].flag()


def _extended(
    name: str, node: Node, known: Mapping[str, EventType], languages: Collection[str]
) -> EventType:
    """The known type with more triggers and examples, switched on or off."""
    keys = node.mapping(ADDED)
    if name not in known:
        raise node.fail(f"no event type {name!r} to extend; known are {', '.join(sorted(known))}")
    base = known[name]
    added: dict[str, tuple[Trigger, ...]] = {}
    if "triggers" in keys:
        added = _triggers(name, base.needs, base.attributes, keys["triggers"], languages)
    examples = read_examples(name, keys.get("examples"), base.attributes, languages)
    return replace(
        base,
        enabled=keys["enabled"].flag() if "enabled" in keys else base.enabled,
        triggers={
            lang: (*base.triggers.get(lang, ()), *added.get(lang, ()))
            for lang in (*base.triggers, *(lang for lang in added if lang not in base.triggers))
        },
        examples=(*base.examples, *examples),
    )


def _event_type(name: str, node: Node, languages: Collection[str]) -> EventType:
    keys = node.mapping((*KEYS, "extend"))
    for required in ("definition", "roles", "triggers"):
        if required not in keys:
            raise node.fail(f"the key {required!r} is missing")
    needs = _choice(keys["needs"], NEEDS) if "needs" in keys else "none"
    attributes = keys["attributes"].mapping() if "attributes" in keys else {}
    return EventType(
        name=name,
        enabled=keys["enabled"].flag() if "enabled" in keys else True,
        definition=keys["definition"].text(),
        not_this=keys["not_this"].text() if "not_this" in keys else "",
        codes=_codes(keys["codes"]) if "codes" in keys else {},
        needs=needs,
        one_per_date=keys["one_per_date"].flag() if "one_per_date" in keys else False,
        roles=_roles(keys["roles"]),
        attributes={k: _choice(v, ATTRIBUTE_SOURCES) for k, v in attributes.items()},
        triggers=_triggers(name, needs, attributes, keys["triggers"], languages),
        examples=read_examples(name, keys.get("examples"), attributes, languages),
    )


def _triggers(
    name: str, needs: str, attributes: Collection[str], node: Node, languages: Collection[str]
) -> dict[str, tuple[Trigger, ...]]:
    return {
        lang: tuple(_trigger(name, needs, attributes, t) for t in triggers.items())
        for lang, triggers in by_language(node, languages).items()
    }


def _codes(node: Node) -> dict[str, str]:
    return {name: code.text() for name, code in node.mapping(CODES).items()}


def _roles(node: Node) -> dict[str, Role]:
    roles = {name: _role(name, role) for name, role in node.mapping(ROLES).items()}
    if "party" not in roles:
        raise node.fail("the role 'party' is missing: who takes part")
    return roles


def _choice(node: Node, known: tuple[str, ...]) -> str:
    if node.text() not in known:
        raise node.fail(f"unknown value {node.text()!r}; known are {', '.join(known)}")
    return node.text()


def _role(name: str, node: Node) -> Role:
    keys = node.mapping(("takes", "least", "most", "leaders", "offices"))
    if "takes" not in keys:
        raise node.fail("the key 'takes' is missing")
    least = keys["least"].whole() if "least" in keys else 0
    most = keys["most"].whole() if "most" in keys else 99
    if not 0 <= least <= most:
        raise node.fail(f"least {least} and most {most} leave nothing")
    return Role(
        name=name,
        takes=tuple(_choice(n, TAKES) for n in keys["takes"].items()),
        least=least,
        most=most,
        offices=_offices(keys),
    )


def _offices(keys: dict[str, Node]) -> tuple[str, ...]:
    """Leading offices with `leaders: true`, those named by `offices`, else ministers', too."""
    if "offices" in keys:
        return tuple(_choice(node, OFFICES) for node in keys["offices"].items())
    led = keys["leaders"].flag() if "leaders" in keys else False
    return LEADERS if led else OFFICIALS


def _trigger(event_type: str, needs: str, attributes: Collection[str], node: Node) -> Trigger:
    keys = node.mapping(("forms", "names", "needs", "set", "side", "unless"))
    if ("forms" in keys) == ("names" in keys):
        raise node.fail("give either 'forms' or 'names'")
    forms = keys["forms"].lower_texts() if "forms" in keys else ()
    if "forms" in keys and not forms:
        raise keys["forms"].fail("no form stands here, so nothing would be found")
    settings = keys["set"].mapping(attributes) if "set" in keys else {}
    return Trigger(
        event_type=event_type,
        forms=forms,
        names=_choice(keys["names"], KINDS) if "names" in keys else None,
        needs=_choice(keys["needs"], NEEDS) if "needs" in keys else needs,
        settings=tuple((k, v.text()) for k, v in settings.items()),
        side=_choice(keys["side"], SIDES) if "side" in keys else "behind",
        unless=keys["unless"].lower_texts() if "unless" in keys else (),
    )
