"""From a trigger to a candidate event: who, where, when, with what; or the reason why not."""

from dataclasses import replace

from extract import acts, meetings, trials
from extract.candidates import Candidate
from extract.dates_near import date_near, strung_dates
from extract.judge import agree_with_date, is_future, judge
from extract.places import place_near
from extract.read import Sentence
from extract.roles import Filled, Filler, Reason
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.tallies import sums_up
from extract.words import has_word

NAME = 60  # characters a name may begin before a trigger that is part of it
WHOLE = ("agreement", "organisation", "person", "place")


def assemble(scene: Scene, spotted: Spotted) -> list[Candidate] | Reason:
    """The candidate events of one trigger, roles filled from its sentence first.

    Mostly one; "met with Medvedev and Hu" are two.
    """
    sentence = scene.sentence_at(spotted.start)
    text = scene.lower(sentence.start, sentence.end)
    for phrase in spotted.trigger.unless:
        if has_word(text, phrase) and has_word(_nameless(scene, sentence), phrase):
            return Reason("other_sense", f"{phrase!r} makes {spotted.text!r} something else")
    trigger = spotted.trigger
    name = _name_around(scene, spotted)
    if name is not None:
        return Reason("part_of_name", f"{spotted.text!r} is part of the name {name.text!r}")
    filler = meetings.named_summit if trigger.names == "summit" else FILLERS[trigger.needs]
    outcome = filler(scene, sentence, spotted)
    if isinstance(outcome, Reason):
        return outcome
    candidates = [_candidate(scene, sentence, spotted, filled) for filled in outcome]
    if scene.event_types[trigger.event_type].one_per_date:
        return [each for c in candidates for each in _one_per_date(scene, c)]
    return candidates


def _nameless(scene: Scene, sentence: Sentence) -> str:
    """The sentence in lower case without persons: "Bill Clinton signed" speaks of no bill."""
    text, at = "", sentence.start
    for person in scene.in_sentence(sentence, "person"):
        text += scene.lower(at, person.start)
        at = person.end
    return text + scene.lower(at, sentence.end)


def _name_around(scene: Scene, spotted: Spotted) -> Mention | None:
    """A proper name that the trigger is only a part of: "test" in "Test Ban Treaty"."""
    for mention in scene.within(spotted.start - NAME, spotted.end, WHOLE):
        inside = mention.start <= spotted.start and spotted.end <= mention.end
        if inside and mention.end - mention.start > len(spotted.text) and not mention.open:
            return mention
    return None


def _one_per_date(scene: Scene, candidate: Candidate) -> list[Candidate]:
    """ "Tests on July 3, July 4 and July 28" are three; the first such list behind the trigger."""
    behind = [d for d in scene.dates(candidate.sentence) if d.start >= candidate.spotted.end]
    future = is_future(candidate.status)
    dates = [d.future if future else d.past for d in strung_dates(scene, behind)]
    known = list(dict.fromkeys(d for d in dates if d.value is not None))
    if len(known) < 2:
        return [candidate]
    return [replace(candidate, date=date, strung=True, leans=False) for date in known]


def _candidate(scene: Scene, sentence: Sentence, spotted: Spotted, filled: Filled) -> Candidate:
    status = judge(scene, spotted, sentence.start, sentence.end)
    when = date_near(scene, sentence, spotted, status)
    status = agree_with_date(status, when, scene.document.article.published_on)
    place = place_near(scene, sentence.start, sentence.end, spotted.start)
    trigger = spotted.trigger.needs
    leans = filled.anchor is None and (not filled.parties or trigger.startswith("weapon"))
    return Candidate(spotted, sentence, status, when, place, filled.parties, filled.anchor,
                     leans=leans, doubt=filled.doubt,
                     tally=sums_up(scene, sentence, spotted))  # fmt: skip


FILLERS: dict[str, Filler] = {
    "leaders": meetings.leaders,
    "summit_or_leaders": meetings.summit,
    "counterpart": meetings.counterpart,
    "states": meetings.states,
    "agreement": acts.agreement,
    "agreement_after": acts.agreement_after,
    "agreement_told": acts.agreement_told,
    "weapon": trials.weapon,
    "weapon_close": trials.weapon_close,
    "weapon_told": trials.weapon_told,
    "weapon_before": trials.weapon_before,
    "none": trials.named_test,
}
