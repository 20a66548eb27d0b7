"""A candidate's status and date, as the scorer finds them likeliest from its sentence alone."""

from dataclasses import replace

from extract.candidates import Account, Candidate
from extract.dates_near import date_near
from extract.features import status_features, telling_features
from extract.judge import plain
from extract.places import place_of
from extract.records import EventDate, Place
from extract.scene import Scene
from extract.scorer import Scorer
from extract.spot_names import Mention
from extract.when import dates_in, sentence_date_features
from extract.where import place_features, places_in

SELDOM = ("cancelled",)  # too few in the training articles: a plain cue word outweighs the scorer
CERTAIN = 0.98
LIKELY = 0.7
PLAIN = ("cancelled", "denied")  # "did not sign" leaves the scorer no say


def reconsider(scene: Scene, candidate: Candidate, scorer: Scorer) -> Candidate:
    """The candidate with its likeliest status and date, and how likely it tells of an event.

    As it was where nothing was trained: the rules know a user's own event type better.
    """
    if not scorer.trained_on(candidate.spotted.trigger.event_type):
        return candidate
    judged = _judged(scene, candidate, scorer)
    if not scorer.knows("telling"):
        return judged
    return replace(judged, telling=scorer.probability("telling", telling_features(scene, judged)))


def _judged(scene: Scene, candidate: Candidate, scorer: Scorer) -> Candidate:
    """The candidate with the status, the place and the date that its sentence makes likeliest."""
    odds = scorer.statuses(status_features(scene, candidate))
    status = max(odds, key=lambda s: odds[s])
    told = plain(scene, candidate.spotted, candidate.sentence.start)
    if candidate.status in SELDOM and odds[status] < CERTAIN:
        told = candidate.status
    elif told not in PLAIN and status != "occurred" and odds[status] >= LIKELY:
        told = None  # of what has not occurred, the scorer tells the kinds apart better
    if told is not None:
        status = told
        odds = {s: float(s == told) for s in odds}
    near = date_near(scene, candidate.sentence, candidate.spotted, status)
    settled = candidate.strung and candidate.date.value is not None
    when = candidate.date if settled else near
    judged = replace(candidate, status=status, date=when, odds=tuple(odds.values()))
    if scorer.knows("sentence_place"):
        place, place_odds = _likely_place(scene, judged, scorer)
        judged = replace(judged, place=place, place_odds=place_odds)
    if not scorer.knows("sentence_date"):
        return judged
    likely, date_odds = _likely_date(scene, judged, scorer)
    return replace(judged, date=when if settled else likely, date_odds=date_odds)


def _likely_date(scene: Scene, candidate: Candidate, scorer: Scorer) -> tuple[EventDate, float]:
    """The likeliest date of the sentence, none where none is likely, and how likely one is."""
    account = Account((candidate,))
    best = (0.0, EventDate())
    options = dates_in(scene, account, [candidate.sentence])
    known = sentence_date_features(scene, account, options)
    for option, features in zip(options, known, strict=True):
        probability = scorer.probability("sentence_date", features)
        if probability > best[0]:
            best = (probability, option.date)
    return best[1] if scorer.takes("sentence_date", best[0]) else EventDate(), best[0]


def _likely_place(scene: Scene, candidate: Candidate, scorer: Scorer) -> tuple[Place, float]:
    """The likeliest place of the sentence, a named one before a state, and how likely one is."""
    account = Account((candidate,))
    most = 0.0
    best: dict[str, tuple[float, Mention]] = {}
    for option in places_in(scene, [candidate.sentence]):
        features = place_features(scene, account, option, [])
        probability = scorer.probability("sentence_place", features)
        most = max(most, probability)
        if scorer.takes("sentence_place", probability):
            here = (probability, option.mentions[0])
            best[option.kind] = max(best.get(option.kind, here), here, key=lambda b: b[0])
    chosen = best.get("place") or best.get("country")
    return (place_of(chosen[1], scene.world) if chosen else Place()), most
