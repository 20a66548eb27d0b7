"""What an event is called and of what kind that is: every name its sentences offer, weighed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.arguments import EDGES
from extract.candidates import Account, Candidate
from extract.resolve_names import noun_phrase
from extract.scene import Scene
from extract.scorer import Scorer
from extract.spot_names import Mention
from extract.words import WORD

TAIL = re.compile(r" [^\n.,;:()“”\"]+")  # what follows a noun up to the next mark
MOST_TAIL = 12  # words of it
SHORT_FORM = re.compile(r" \([^)\n]{2,12}\)")  # "Non-Proliferation Treaty (NPT)"
NAMES = ("summit_name", "agreement_name")  # sources that attributes declare
KINDS = ("agreement_form", "weapon_class")
OTHER = "other"  # the class or form that tells nothing
MOST_WORDS = 6  # of a name that are looked at one by one


@dataclass(frozen=True, slots=True)
class NameOption:
    """A name that the event could have, and how it was come by."""

    text: str
    start: int  # in the document
    how: str  # anchor, fullest, tail, short, phrase, near
    open: bool  # a common noun, no name of its own
    subkind: str  # the class or form of what it names; empty where it has none
    leads: bool  # from the account's best sentence


def best_anchor(account: Account) -> Mention | None:
    """The most telling name of what the event is about: a proper name before a common noun."""
    anchors = [c.anchor for c in account.candidates if c.anchor is not None]
    return min(anchors, key=lambda m: (m.open, -len(m.text)), default=None)


def declares(scene: Scene, event_type: str, sources: Sequence[str]) -> bool:
    """Whether an attribute of the event type comes from one of the sources."""
    return not set(sources).isdisjoint(scene.event_types[event_type].attributes.values())


def choose_name(scene: Scene, account: Account, scorer: Scorer) -> str | None:
    """The likeliest name, None where none is likely; by rule where the scorer was not trained."""
    if not declares(scene, account.event_type, NAMES):
        return None
    if not scorer.knows("name") or not scorer.trained_on(account.event_type):
        return _rule_name(account)
    options = name_options(scene, account)
    scored = [
        (scorer.probability("name", name_features(scene, account, o, options)), o) for o in options
    ]
    likely = [(p, o) for p, o in scored if scorer.takes("name", p)]
    return max(likely, key=lambda s: (s[0], -s[1].start))[1].text if likely else None


def choose_kind(scene: Scene, account: Account, scorer: Scorer) -> str | None:
    """The likeliest class or form; None where nothing named has any, or nothing was trained."""
    trained = scorer.knows("kind") and scorer.trained_on(account.event_type)
    if not trained or not declares(scene, account.event_type, KINDS):
        return None
    options = kind_options(scene, account)
    scored = [
        (scorer.probability("kind", kind_features(scene, account, o, options)), o) for o in options
    ]
    return max(scored, key=lambda s: (s[0], -s[1].start))[1].subkind if scored else None


def _rule_name(account: Account) -> str | None:
    """The best anchor's words, unless they are the noun alone: "the summit"."""
    anchor = best_anchor(account)
    if anchor is None:
        return None
    bare = anchor.subkind == "open" and anchor.text.lower() == account.lead.spotted.text.lower()
    return None if bare else anchor.text


def name_options(scene: Scene, account: Account) -> list[NameOption]:
    """Names in the account's sentences and what they grow to, each wording once."""
    kinds = {c.anchor.kind for c in account.candidates if c.anchor is not None}
    found: dict[str, NameOption] = {}
    for candidate in account.candidates:
        for option in _of_candidate(scene, candidate, kinds):
            leads = candidate is account.lead
            found.setdefault(option.text.lower(), replace(option, leads=leads))
    return list(found.values())


def kind_options(scene: Scene, account: Account) -> list[NameOption]:
    """Those names of an account whose class or form is known; "projectiles" where no other is."""
    known = [o for o in name_options(scene, account) if o.subkind]
    return [o for o in known if o.subkind != OTHER] or known


def _of_candidate(scene: Scene, candidate: Candidate, kinds: set[str]) -> Iterator[NameOption]:
    spotted = candidate.spotted
    if candidate.anchor is not None:
        yield _option(candidate.anchor, "anchor", candidate.anchor.text)
        yield from _grown(scene, candidate, candidate.anchor)
    if spotted.trigger.needs == "summit_or_leaders":  # "the Hanoi summit" of two leaders
        span = noun_phrase(scene.document.text, spotted.start, spotted.end, scene.language.cues)
        words = scene.document.text[slice(*span)]
        yield NameOption(words, span[0], "phrase", open=True, subkind="", leads=False)
    for mention in scene.in_sentence(candidate.sentence, *kinds) if kinds else ():
        yield _option(mention, "near", mention.text)


def _option(mention: Mention, how: str, text: str) -> NameOption:
    return NameOption(text, mention.start, how, mention.open, mention.subkind, leads=False)


def _grown(scene: Scene, candidate: Candidate, anchor: Mention) -> Iterator[NameOption]:
    """Longer forms: the fullest of the article, with what narrows it, with its short form."""
    text = scene.document.text
    if not anchor.open:
        forms = [m.text for m in scene.mentions
                 if m.entity_id == anchor.entity_id and m.kind == anchor.kind]  # fmt: skip
        yield _option(anchor, "fullest", max(forms, key=len, default=anchor.text))
    tail = _tail(scene, candidate, anchor.end)
    written = anchor.text.endswith(text[anchor.start : anchor.end])
    if anchor.kind == "agreement" and anchor.open and written and tail:
        yield _option(anchor, "tail", f"{anchor.text} {tail}")
    short = SHORT_FORM.match(text, anchor.end)
    if short and "(" not in anchor.text:
        yield _option(anchor, "short", anchor.text + short[0])


def _tail(scene: Scene, candidate: Candidate, start: int) -> str:
    """The words behind a noun up to a mark or a date: "on grazing rights", not "on Friday"."""
    days = [d.start for d in scene.dates(candidate.sentence) if d.start >= start]
    behind = TAIL.match(scene.document.text, start, min([*days, candidate.sentence.end]))
    words = behind[0].split()[:MOST_TAIL] if behind else []
    lists = scene.language.cues.lists
    stop = (*lists["place_prepositions"], *lists["phrase_stop"])
    while days and words and words[-1].lower() in stop:
        words.pop()
    return " ".join(words)


def name_features(
    scene: Scene, account: Account, option: NameOption, options: Sequence[NameOption]
) -> frozenset[str]:
    """Names of what tells whether the event is called so."""
    facts = {
        *_wording(option),
        *_standing(scene, account, option),
        *_among(option, options),
    }
    kind = account.event_type
    return frozenset({kind, *(f"{kind}:{fact}" for fact in facts), *(f"*:{f}" for f in facts)})


def kind_features(
    scene: Scene, account: Account, option: NameOption, options: Sequence[NameOption]
) -> frozenset[str]:
    """Names of what tells whether what the option names is of the event's class or form."""
    own = option.subkind
    others = {o.subkind for o in options} - {own}
    members = [c for c in account.candidates if c.anchor is not None and c.anchor.subkind == own]
    facts = {
        f"kind={own}",
        f"kinds={min(len(others) + 1, 4)}",
        *(f"kind={own}:or={other}" for other in others),
        f"of={min(len(members), 3)}:{min(len(account.candidates), 4)}",
        f"lead_anchor={account.lead in members}",
    }
    typed = {f"{account.event_type}:{fact}" for fact in facts}
    return name_features(scene, account, option, options) | typed


def _wording(option: NameOption) -> Iterator[str]:
    words = option.text.split()
    lower = [w.lower() for w in WORD.findall(option.text)]
    capitals = sum(w[:1].isupper() or w[:1].isdigit() for w in words)
    yield f"length={min(len(words), 8)}"
    yield f"length={min(len(words), 8)}:{option.how}"
    yield f"capitals={4 * capitals // max(len(words), 1)}"
    yield f"first_capital={option.text[:1].isupper()}:{option.open}"
    yield from (f"word={w}" for w in lower[:MOST_WORDS])
    yield f"first={lower[0] if lower else ''}"
    yield f"last={lower[-1] if lower else ''}"


def _standing(scene: Scene, account: Account, option: NameOption) -> Iterator[str]:
    spotted = account.lead.spotted
    end = option.start + len(option.text)
    yield f"how={option.how}:{option.open}"
    yield f"how={option.how}:{option.subkind}"
    yield f"how={option.how}:{spotted.trigger.needs}"
    yield f"trigger={spotted.text.lower()}"
    yield f"often={min(scene.document.lower.count(option.text.lower()), 4)}"
    yield f"title={option.start < scene.document.offset}"
    inside = scene.within(option.start, end, ("country", "place", "person"))
    yield f"inside={','.join(sorted({m.kind for m in inside}))}"
    states = {m.country for c in account.candidates for m in c.parties if m.country}
    yield f"parties={min(len(states), 3)}:{option.open}"
    yield f"size={min(len(account.candidates), 3)}:{option.leads}"
    anchors = [c.anchor.start for c in account.candidates if c.anchor is not None]
    yield f"anchors={min(anchors.count(option.start), 2)}"
    before = WORD.findall(scene.lower(option.start - 25, option.start))
    yield f"<{before[-1] if before else '^'}"
    apart = max(option.start - spotted.end, spotted.start - end, 0)
    yield f"gap={sum(apart > edge for edge in EDGES)}:{option.leads}"


def _among(option: NameOption, options: Sequence[NameOption]) -> Iterator[str]:
    yield f"lead={option.leads}"
    yield f"open={option.open}:{option.leads}"
    yield f"options={min(len(options), 5)}"
    yield f"named={any(not o.open for o in options)}:{option.open}"
    longest = max(len(o.text) for o in options)
    yield f"longest={len(option.text) == longest}"
    yield f"longer={len(option.text) < longest}:{option.how}"
