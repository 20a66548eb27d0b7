"""Who did what to which agreement: the roles of signing, ratifying, leaving."""

from extract.parties import LOOK_BACK, act_parties
from extract.pronouns import points_back
from extract.read import Sentence
from extract.roles import Filled, Outcome, Reason
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.words import WORD

CLOSE = 60  # characters between "agreed" and the pact
FAR = 140
BACK = 2  # sentences in which "the signing" has its agreement: longer texts tell of other acts
AHEAD = 1  # words that may stand before it: "upacara penandatanganan"
BEFORE_ACT = 80  # "the treaty was signed": how far ahead of the act its object may stand


def agreement(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """An act by its noun: "the ratification of the treaty"."""
    return _act(scene, sentence, spotted, FAR)


def agreement_after(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """An act by a plain verb, close to its object: "approved the treaty"."""
    return _act(scene, sentence, spotted, CLOSE)


def agreement_told(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome:
    """An act by a noun, "the signing", that also means the agreement which was told of before."""
    outcome = _act(scene, sentence, spotted, FAR)
    if isinstance(outcome, Reason) and outcome.reason == "no_agreement":
        return _told_before(scene, sentence, spotted) or outcome
    return outcome


def _told_before(scene: Scene, sentence: Sentence, spotted: Spotted) -> Outcome | None:
    """The last such act before, if the noun begins a sentence that says when, where or before whom.

    "The signing took place in Riga", but no "signing of a decree" and nothing "after the signing".
    """
    known = scene.dates(sentence) or scene.in_sentence(sentence, "place", "person")
    if (
        not known
        or not _begins(scene, sentence, spotted)
        or not _for_itself(scene, sentence, spotted)
    ):
        return None
    first = scene.sentences[max(0, sentence.index - BACK)]
    acts = [t for t in scene.triggers if first.start <= t.start < sentence.start
            and t.trigger.settings == spotted.trigger.settings]  # fmt: skip
    for act in reversed(acts):
        home = scene.sentence_at(act.start)
        told = scene.in_sentence(home, "agreement")
        if told:
            anchor = min(told, key=lambda m: abs(m.start - act.start))
            return [Filled(anchor, tuple(act_parties(scene, home, act, anchor)))]
    return None


def _begins(scene: Scene, sentence: Sentence, spotted: Spotted) -> bool:
    """Whether hardly a word stands before: "Upacara penandatanganan", no "usai penandatanganan"."""
    before = WORD.findall(scene.lower(sentence.start, spotted.start))
    return len(before) <= AHEAD and not set(before) & set(scene.language.cues.lists["breaks"])


def _for_itself(scene: Scene, sentence: Sentence, spotted: Spotted) -> bool:
    """Whether nothing that was signed follows: the sentence ends, "was held", "on Monday"."""
    cues = scene.language.cues
    word = WORD.search(scene.document.lower, spotted.end, sentence.end)
    if word is None or word.group() in cues.groups["links"]["of"]:
        return word is None
    days = {day.start for day in scene.dates(sentence)}
    plain = word.group() in cues.phrase_stop or word.group() in cues.lists["held"]
    return plain or word.start() in days


def _act(scene: Scene, sentence: Sentence, spotted: Spotted, reach: int) -> Outcome:
    found = scene.in_sentence(sentence, "agreement")
    after = [m for m in found if 0 <= m.start - spotted.start <= reach]
    before = [m for m in found if 0 <= spotted.start - m.end <= min(reach, BEFORE_ACT)]
    governed = _governed(scene, spotted, after[0]) if after else None
    if governed is not None:
        return Reason("other_sense", f"{spotted.text!r} is said of {governed.text!r}")
    if not after and not before:
        before = _named_before(scene, sentence, spotted)
    if not after and not before:
        return Reason("no_agreement", f"no agreement near {spotted.text!r}")
    passive = spotted.trigger.side == "before"
    anchor = before[-1] if before and (passive or not after) else after[0]
    if anchor.open and _generic(scene, anchor):
        return Reason("generic", f"{anchor.text!r} is no particular agreement")
    parties = act_parties(scene, sentence, spotted, anchor)
    if not parties and anchor.open and not scene.dates(sentence):
        return Reason("no_party", f"nobody who could do this to {anchor.text!r}")
    return [Filled(anchor, tuple(parties))]


def _named_before(scene: Scene, sentence: Sentence, spotted: Spotted) -> list[Mention]:
    """The agreement that a pronoun at the act means: "ratified it", "meratifikasinya"."""
    if not points_back(scene, sentence, spotted):
        return []
    first = scene.sentences[max(0, sentence.index - LOOK_BACK)]
    return scene.within(first.start, spotted.start, ("agreement",))[-1:]


def _governed(scene: Scene, spotted: Spotted, anchor: Mention) -> Spotted | None:
    """The act that a plain verb is said of: "agreed to extend", "approved the ratification of"."""
    if spotted.trigger.needs != "agreement_after":
        return None
    between = [s for s in scene.triggers if spotted.end <= s.start and s.end <= anchor.start]
    acts = [s for s in between if s.trigger.event_type == spotted.trigger.event_type]
    return acts[0] if acts else None


def _generic(scene: Scene, anchor: Mention) -> bool:
    before = scene.lower(anchor.start - 25, anchor.start).split()
    return bool(set(before[-2:]) & set(scene.language.cues.lists["generic"]))
