"""What the event types declare beyond who, where and when: names, classes, counts, ranges."""

from collections.abc import Callable

from extract.assemble import Candidate
from extract.merge import Account
from extract.parties import leader_key
from extract.read import Sentence
from extract.records import AttributeValue
from extract.scene import Scene
from extract.spot_names import Mention

SPECIFIC = ("nuclear", "icbm", "irbm", "mrbm", "srbm", "slbm", "hypersonic", "cruise", "anti_ship",
            "asat", "air_defence", "rocket_artillery", "torpedo", "drone", "ballistic", "missile",
            "other")  # fmt: skip
COUNT_REACH = 45  # characters between "three" and "missiles"


def attributes(scene: Scene, account: Account, sources: dict[str, str]) -> dict[str, AttributeValue]:
    """The attributes that the event type declares; None for what the article does not tell."""
    return {name: SOURCES.get(source, _setting(name))(scene, account) for name, source in sources.items()}


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


def _agreement_name(scene: Scene, account: Account) -> AttributeValue:
    anchor = _anchor(account)
    return noun_phrase(scene, anchor) if anchor is not None else None


def noun_phrase(scene: Scene, anchor: Mention) -> str:
    """The words of the anchor with those that narrow it: "comprehensive trade agreement"."""
    if not anchor.open:
        return anchor.text
    text = scene.document.text
    narrow = scene.language.cues.lists["phrase_stop"]
    if "left" in scene.language.cues.lists["phrase_side"]:
        start = _grow_left(text, anchor.start, narrow)
        return text[start : anchor.end]
    return text[anchor.start : _grow_right(text, anchor.end, narrow)]


def _grow_left(text: str, start: int, stop: tuple[str, ...]) -> int:
    for _ in range(4):
        words = text[max(0, start - 30) : start]
        if not words.endswith(" "):
            break
        word = words.rstrip().rsplit(" ", 1)[-1]
        if not word or not word[-1].isalnum() or word.lower() in stop or word.lower().endswith("ed"):
            break
        start -= len(words) - len(words.rstrip()) + len(word)
    return start


def _grow_right(text: str, end: int, stop: tuple[str, ...]) -> int:
    for _ in range(4):
        rest = text[end : end + 30]
        if not rest.startswith(" "):
            break
        word = rest[1:].split(" ", 1)[0]
        if not word or not word[0].isalnum() or word.strip(".,;:)").lower() in stop:
            break
        end += 1 + len(word.rstrip(".,;:)\"”"))
        if word[-1] in ".,;:)\"”":
            break
    return end


def _agreement_form(_scene: Scene, account: Account) -> AttributeValue:
    anchor = _anchor(account)
    return anchor.subkind or None if anchor is not None else None


def _weapon_mentions(scene: Scene, account: Account) -> list[Mention]:
    return [m for c in account.candidates for m in scene.in_sentence(c.sentence, "weapon")
            if c.anchor is not None and abs(m.start - c.anchor.end) < COUNT_REACH]  # fmt: skip


def _weapon_name(scene: Scene, account: Account) -> AttributeValue:
    anchor = _anchor(account)
    return anchor.text if anchor is not None else None


def _weapon_class(scene: Scene, account: Account) -> AttributeValue:
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
