"""What the event types declare beyond who, where and when: names, classes, counts, ranges."""

from collections.abc import Callable

from extract.candidates import Account, Candidate
from extract.choose import Facts
from extract.list_schema import CLASSES
from extract.naming import best_anchor
from extract.parties import is_many
from extract.read import Sentence
from extract.records import AttributeValue
from extract.scene import Scene
from extract.spot_triggers import BEFORE
from extract.words import has_word

COUNT_REACH = 45  # characters between "three" and "missiles"
NEXT_WORD = 2  # characters between "one" and "missile"
YIELD = "kt"
LEAST_RANGE = 1.0  # km; what is shorter is a length of something else


def attributes(
    scene: Scene, account: Account, facts: Facts, sources: dict[str, str]
) -> dict[str, AttributeValue]:
    """The attributes that the event type declares; None for what the article does not tell."""
    return {
        name: SOURCES.get(source, _setting(name))(scene, account, facts)
        for name, source in sources.items()
    }


Source = Callable[[Scene, Account, Facts], AttributeValue]


def _setting(name: str) -> Source:
    def value(_scene: Scene, account: Account, _facts: Facts) -> AttributeValue:
        return dict(account.lead.spotted.trigger.settings).get(name)

    return value


def _summit_name(_scene: Scene, _account: Account, facts: Facts) -> AttributeValue:
    return facts.name


def _agreement_name(_scene: Scene, account: Account, facts: Facts) -> AttributeValue:
    """The likeliest name; where none is likely, the noun by which the text speaks of it."""
    anchor = best_anchor(account)
    return facts.name or (anchor.text if anchor is not None else None)


def _summit_format(_scene: Scene, account: Account, facts: Facts) -> AttributeValue:
    anchor = best_anchor(account)
    if anchor is not None and anchor.subkind != "open":
        return "multilateral"
    parties = len(facts.countries) + sum(m.kind == "organisation" for m in facts.organisations)
    if any(is_many(m) for c in account.candidates for m in c.parties):
        return "multilateral"
    if parties < 2 and anchor is not None:
        return "multilateral"  # a summit known by its own words, the leaders not named
    return "bilateral" if parties <= 2 else "multilateral"


def _agreement_form(_scene: Scene, account: Account, facts: Facts) -> AttributeValue:
    anchor = best_anchor(account)
    return facts.kind or (anchor.subkind or None if anchor is not None else None)


def _weapon_name(_scene: Scene, account: Account, _facts: Facts) -> AttributeValue:
    anchor = best_anchor(account)
    if anchor is None:
        return None
    parts = anchor.text.split(", ")  # "Hwasong-12, a ballistic missile"
    return anchor.text if anchor.open else next((p for p in parts if not p.islower()), anchor.text)


def _weapon_class(_scene: Scene, account: Account, facts: Facts) -> AttributeValue:
    anchors = [c.anchor.subkind for c in account.candidates if c.anchor is not None]
    return facts.kind or min(anchors, key=CLASSES.index, default=None)


def _count(scene: Scene, account: Account, _facts: Facts) -> AttributeValue:
    several = _one_of_several(scene, account.lead)
    for candidate in account.candidates:
        counted = _count_of(scene, candidate)
        if counted is not None and not (several and counted == 1):
            return counted
    return 1 if _single(scene, account) else None


def _count_of(scene: Scene, candidate: Candidate) -> int | None:
    """The number before the weapon: "three missiles", "sebuah rudal"; not that of the test before,
    "fired three missiles and another on Sunday"."""
    if candidate.anchor is None or candidate.spotted.trigger.needs == BEFORE:
        return None
    at = candidate.anchor.start - candidate.sentence.start
    counts = [
        q
        for q in scene.quantities(candidate.sentence)
        if q.kind == "count" and 0 <= at - q.end <= COUNT_REACH
    ]
    return int(counts[-1].value) if counts else None


def _single(scene: Scene, account: Account) -> bool:
    """Whether nothing in the words says that it was more than one."""
    lead = account.lead
    lists = scene.language.cues.lists
    words = [lead.spotted.text.lower(), (lead.anchor.text if lead.anchor else "").lower()]
    plural = any(w.endswith(tuple(lists["plural_endings"])) for w in words if w)
    text = scene.lower(lead.sentence.start, lead.sentence.end)
    many = any(has_word(text, word) for word in lists["number_of_all"])
    several = plural or many or _one_of_several(scene, lead)
    return account.status == "occurred" and not several


def _one_of_several(scene: Scene, lead: Candidate) -> bool:
    """Whether one is told apart after the weapon: "missiles, with one missile flying 235 km"."""
    if lead.anchor is None:
        return False
    start, end = lead.anchor.end, lead.sentence.end
    ones = [
        q.end + lead.sentence.start
        for q in scene.quantities(lead.sentence)
        if q.kind == "count" and q.value == 1 and q.start + lead.sentence.start >= start
    ]
    weapons = [m.start for m in scene.within(start, end, ("weapon",))]
    return any(0 < at - one <= NEXT_WORD for one in ones for at in weapons)


def _measure(kinds: tuple[str, ...], unit: str, least: float = 0.0) -> Source:
    def value(scene: Scene, account: Account, facts: Facts) -> AttributeValue:
        if not _measured(_weapon_class(scene, account, facts), unit):
            return None
        for candidate in account.candidates:
            for sentence in _with_next(scene, candidate.sentence):
                for quantity in scene.quantities(sentence):
                    right = quantity.kind in kinds and quantity.unit == unit
                    at = sentence.start + quantity.start
                    if right and quantity.value >= least and _is_own(account, facts, sentence, at):
                        return quantity.value
        return None

    return value


def _measured(weapon_class: AttributeValue, unit: str) -> bool:
    """Whether a test of this class has a figure in the unit: a blast flies no way."""
    return weapon_class is None or (weapon_class == "nuclear") == (unit == YIELD)


def _is_own(account: Account, facts: Facts, sentence: Sentence, at: int) -> bool:
    """Whether a figure is told of this account: by the last trigger before it, else the next.

    Of other accounts only what has a date speaks: "it flew 500 km" may be of any.
    """
    own = {c.spotted for c in account.candidates}
    told = {c.spotted for c in facts.rivals if c.sentence == sentence and c.date.value}
    told |= {c.spotted for c in account.candidates if c.sentence == sentence}
    before = [s for s in told if s.start < at]
    nearest = (sorted(before, key=lambda s: -s.start) or sorted(told, key=lambda s: s.start))[:1]
    return own.issuperset(nearest)


def _with_next(scene: Scene, sentence: Sentence) -> tuple[Sentence, ...]:
    return scene.sentences[sentence.index : sentence.index + 2]


def _outcome(scene: Scene, account: Account, _facts: Facts) -> AttributeValue:
    cues = scene.language.cues.groups["outcome"]
    for candidate in account.candidates:
        text = scene.lower(candidate.sentence.start, candidate.sentence.end)
        for outcome in ("failure", "success"):
            if any(word in text for word in cues[outcome]):
                return outcome
    return "unknown"


SOURCES: dict[str, Source] = {
    "summit_name": _summit_name,
    "summit_format": _summit_format,
    "agreement_name": _agreement_name,
    "agreement_form": _agreement_form,
    "weapon_name": _weapon_name,
    "weapon_class": _weapon_class,
    "count": _count,
    "range": _measure(("range", "distance"), "km", LEAST_RANGE),
    "altitude": _measure(("altitude",), "km"),
    "yield": _measure(("yield",), YIELD),
    "outcome": _outcome,
}
