"""What an event is called: every name its sentences offer, with what speaks for each, as names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.candidates import Account, Candidate
from extract.resolve_names import noun_phrase
from extract.scene import Scene
from extract.scorer import Scorer
from extract.spot_names import Mention
from extract.words import WORD

TAIL = re.compile(r" [^\n.,;:()“”\"]+")  # what follows a noun up to the next mark
MOST_TAIL = 12  # words of it
KINDS = {"summit": "summit", "treaty": "agreement", "weapons_test": "weapon"}


@dataclass(frozen=True, slots=True)
class NameOption:
    """A name that the event could have, and how it was come by."""

    text: str
    start: int
    how: str  # anchor, fullest, phrase, tail, near
    open: bool  # a common noun, no name of its own
    subkind: str
    lead: bool  # of the account's best sentence


def name_options(scene: Scene, account: Account) -> list[NameOption]:
    """Names in the account's sentences and what they grow to, each wording once."""
    found: dict[str, NameOption] = {}
    for index, candidate in enumerate(account.candidates):
        for option in _of_candidate(scene, candidate, index == 0):
            found.setdefault(option.text.lower(), option)
    return list(found.values())


def _of_candidate(scene: Scene, candidate: Candidate, lead: bool) -> Iterator[NameOption]:
    anchor, spotted = candidate.anchor, candidate.spotted
    if anchor is not None:
        yield NameOption(anchor.text, anchor.start, "anchor", anchor.open, anchor.subkind, lead)
        yield from _grown(scene, candidate, anchor, lead)
    if spotted.trigger.event_type == "summit" and spotted.trigger.needs == "summit_or_leaders":
        start, end = noun_phrase(scene.document.text, spotted.start, spotted.end,
                                 scene.language.cues)  # fmt: skip
        text = scene.document.text[start:end]
        yield NameOption(text, start, "phrase", True, "phrase", lead)
    kind = KINDS.get(spotted.trigger.event_type, "")
    for mention in scene.in_sentence(candidate.sentence, kind):
        yield NameOption(mention.text, mention.start, "near", mention.open, mention.subkind, lead)


def _grown(
    scene: Scene, candidate: Candidate, anchor: Mention, lead: bool
) -> Iterator[NameOption]:
    if not anchor.open:
        forms = [m.text for m in scene.mentions
                 if m.entity_id == anchor.entity_id and m.kind == anchor.kind]  # fmt: skip
        text = max(forms, key=len, default=anchor.text)
        yield NameOption(text, anchor.start, "fullest", False, anchor.subkind, lead)
    if anchor.kind == "agreement":
        here = scene.document.text[anchor.start : anchor.end]
        behind = TAIL.match(scene.document.text, anchor.end, candidate.sentence.end)
        if behind and here and anchor.text.endswith(here):
            words = behind[0].split()[:MOST_TAIL]
            text = f"{anchor.text} {' '.join(words)}"
            yield NameOption(text, anchor.start, "tail", anchor.open, anchor.subkind, lead)
    short = re.compile(r" \([^)\n]{2,12}\)").match(scene.document.text, anchor.end)
    if short and "(" not in anchor.text:
        yield NameOption(
            anchor.text + short[0], anchor.start, "short", anchor.open, anchor.subkind, lead
        )


def name_features(
    scene: Scene, account: Account, option: NameOption, options: list[NameOption]
) -> frozenset[str]:
    """Names of what tells whether the event is called so."""
    kind = account.event_type
    facts = set(_facts(scene, account, option, options))
    return frozenset({kind, *(f"{kind}:{fact}" for fact in facts), *(f"*:{f}" for f in facts)})


def _facts(
    scene: Scene, account: Account, option: NameOption, options: list[NameOption]
) -> Iterator[str]:
    lead = account.lead
    words = option.text.split()
    lower = [w.lower() for w in WORD.findall(option.text)]
    capitals = sum(w[:1].isupper() or w[:1].isdigit() for w in words)
    yield f"how={option.how}:{option.open}"
    yield f"how={option.how}:{option.subkind}"
    yield f"how={option.how}:{lead.spotted.trigger.needs}"
    yield f"open={option.open}:{option.lead}"
    yield f"lead={option.lead}"
    yield f"length={min(len(words), 8)}:{option.how}"
    yield f"length={min(len(words), 8)}"
    yield f"capitals={4 * capitals // max(len(words), 1)}"
    yield f"first_capital={option.text[:1].isupper()}:{option.open}"
    yield from (f"word={w}" for w in lower[:6])
    yield f"first={lower[0] if lower else ''}"
    yield f"last={lower[-1] if lower else ''}"
    yield f"options={min(len(options), 5)}"
    yield f"named={any(not o.open for o in options)}:{option.open}"
    yield f"longest={option.text == max((o.text for o in options), key=len)}"
    yield f"often={min(scene.document.lower.count(option.text.lower()), 4)}"
    yield f"title={0 <= option.start < scene.document.offset}"
    inside = scene.within(option.start, option.start + len(option.text), ("country", "place", "person"))
    yield f"inside={','.join(sorted({m.kind for m in inside}))}"
    parties = {m.country for c in account.candidates for m in c.parties if m.country}
    yield f"parties={min(len(parties), 3)}:{option.open}"
    yield f"size={min(len(account.candidates), 3)}:{option.lead}"
    own = [c for c in account.candidates if c.anchor is not None and c.anchor.start == option.start]
    yield f"anchors={min(len(own), 2)}"
    before = WORD.findall(scene.lower(option.start - 25, option.start))
    yield f"<{before[-1] if before else '^'}"
    gap = max(option.start - lead.spotted.end, lead.spotted.start - option.start - len(option.text), 0)
    yield f"gap={sum(gap > e for e in (0, 15, 40, 80, 160))}:{option.lead}"
    yield f"trigger={lead.spotted.text.lower()}"
    yield f"longer={sum(len(o.text) > len(option.text) for o in options) > 0}:{option.how}"


def choose_name(scene: Scene, account: Account, scorer: Scorer) -> str | None:
    """The likeliest name; None where none is likely."""
    options = name_options(scene, account)
    scored = [
        (scorer.probability("name", name_features(scene, account, o, options)), o) for o in options
    ]
    likely = [(p, o) for p, o in scored if scorer.takes("name", p)]
    return max(likely, key=lambda s: (s[0], -s[1].start))[1].text if likely else None


def kind_features(
    scene: Scene, account: Account, option: NameOption, options: list[NameOption]
) -> frozenset[str]:
    """Names of what tells whether what the option names is of the event's kind."""
    kind = account.event_type
    others = {o.subkind for o in options}
    facts = {f"kind={option.subkind}", f"kinds={min(len(others), 4)}"}
    facts.update(f"kind={option.subkind}:or={other}" for other in others - {option.subkind})
    named = [c for c in account.candidates if c.anchor and c.anchor.subkind == option.subkind]
    facts.add(f"of={min(len(named), 3)}:{min(len(account.candidates), 4)}")
    facts.add(f"lead_anchor={account.lead.anchor is not None and account.lead.anchor.subkind == option.subkind}")
    return name_features(scene, account, option, options) | {f"{kind}:{f}" for f in facts}


def choose_kind(scene: Scene, account: Account, scorer: Scorer) -> str | None:
    """The subkind of the option that likeliest has that of the event."""
    options = [o for o in name_options(scene, account) if o.subkind and o.subkind != "phrase"]
    scored = [
        (scorer.probability("kind", kind_features(scene, account, o, options)), o) for o in options
    ]
    return max(scored, key=lambda s: (s[0], -s[1].start))[1].subkind if scored else None
