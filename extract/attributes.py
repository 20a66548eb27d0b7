"""What the event types declare beyond who, where and when: names, classes, counts, ranges."""

from collections.abc import Callable

from extract.candidates import Account, Candidate
from extract.parties import leader_key
from extract.read import Sentence
from extract.records import AttributeValue
from extract.resolve_names import SPECIFIC
from extract.scene import Scene
from extract.spot_names import Mention

COUNT_REACH = 45  # characters between "three" and "missiles"


def attributes(
    scene: Scene, account: Account, sources: dict[str, str]
) -> dict[str, AttributeValue]:
    """The attributes that the event type declares; None for what the article does not tell."""
    return {
        name: SOURCES.get(source, _setting(name))(scene, account)
        for name, source in sources.items()
    }


Source = Callable[[Scene, Account], AttributeValue]


def _setting(name: str) -> Source:
    def value(_scene: Scene, account: Account) -> AttributeValue:
        return dict(account.lead.spotted.trigger.settings).get(name)

    return value


def _summit_name(_scene: Scene, account: Account) -> AttributeValue:
    anchor = _anchor(account)
    return anchor.text if anchor is not None and anchor.kind == "summit" else None


def _summit_format(_scene: Scene, account: Account) -> AttributeValue:
    if _summit_name(_scene, account) is not None:
        return "multilateral"
    parties = {leader_key(m) for c in account.candidates for m in c.parties}
    return "bilateral" if len(parties) <= 2 else "multilateral"


def _anchor(account: Account) -> Mention | None:
    """The most telling name of what the event is about: a proper name before a common noun."""
    anchors = [c.anchor for c in account.candidates if c.anchor is not None]
    return min(anchors, key=lambda m: (m.open, -len(m.text)), default=None)


def _agreement_name(_scene: Scene, account: Account) -> AttributeValue:
    anchor = _anchor(account)
    return anchor.text if anchor is not None else None


def _agreement_form(_scene: Scene, account: Account) -> AttributeValue:
    anchor = _anchor(account)
    return anchor.subkind or None if anchor is not None else None


def _weapon_name(_scene: Scene, account: Account) -> AttributeValue:
    anchor = _anchor(account)
    return anchor.text if anchor is not None else None


def _weapon_class(_scene: Scene, account: Account) -> AttributeValue:
    anchors = [c.anchor.subkind for c in account.candidates if c.anchor is not None]
    return min(anchors, key=SPECIFIC.index, default=None)


def _count(scene: Scene, account: Account) -> AttributeValue:
    for candidate in account.candidates:
        counted = _count_of(scene, candidate)
        if counted is not None:
            return counted
    return None


def _count_of(scene: Scene, candidate: Candidate) -> int | None:
    if candidate.anchor is None:
        return None
    at = candidate.anchor.start - candidate.sentence.start
    counts = [q for q in scene.quantities(candidate.sentence)
              if q.kind == "count" and 0 <= at - q.end <= COUNT_REACH]  # fmt: skip
    return int(counts[-1].value) if counts else None


def _measure(kinds: tuple[str, ...], unit: str) -> Source:
    def value(scene: Scene, account: Account) -> AttributeValue:
        for candidate in account.candidates:
            for sentence in _with_next(scene, candidate.sentence):
                for quantity in scene.quantities(sentence):
                    if quantity.kind in kinds and quantity.unit == unit:
                        return quantity.value
        return None

    return value


def _with_next(scene: Scene, sentence: Sentence) -> tuple[Sentence, ...]:
    return scene.sentences[sentence.index : sentence.index + 2]


def _outcome(scene: Scene, account: Account) -> AttributeValue:
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
    "range": _measure(("range", "distance"), "km"),
    "altitude": _measure(("altitude",), "km"),
    "yield": _measure(("yield",), "kt"),
    "outcome": _outcome,
}
