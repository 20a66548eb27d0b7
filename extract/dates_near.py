"""The dates of a sentence that belong to a trigger: the nearest one, or a list of them."""

from collections.abc import Sequence

from extract.civil_days import as_day
from extract.dates import DateMention
from extract.judge import calls_off, is_future
from extract.read import Sentence
from extract.records import EventDate, Status
from extract.scene import Scene
from extract.spot_triggers import Spotted
from extract.words import has_word

BESIDE = 30  # characters behind a day, in which "cancelled the" begins
STRUNG = 30  # characters between two dates of a list


def dates_of(scene: Scene, sentence: Sentence, status: Status) -> list[DateMention]:
    """The dates of a sentence, without the day on which somebody called the event off."""
    dates = scene.dates(sentence)
    if status != "cancelled":
        return dates
    return [d for d in dates if not calls_off(scene, d.end, min(sentence.end, d.end + BESIDE))]


def date_near(scene: Scene, sentence: Sentence, spotted: Spotted, status: Status) -> EventDate:
    """The date that stands nearest to the trigger in its sentence; none where none stands."""
    dates = dates_of(scene, sentence, status)
    if not dates:
        return EventDate()

    def distance(mention: DateMention) -> int:
        return max(mention.start - spotted.end, spotted.start - mention.end, 0)

    known = [d for d in dates if read_as(scene, d, status).value is not None]
    return read_as(scene, min(known or dates, key=distance), status)


def read_as(
    scene: Scene, mention: DateMention, status: Status, other_tense: bool = False
) -> EventDate:
    """What a date means by the status of its event; what was called off was not far."""
    read = mention.future if is_future(status) != other_tense else mention.past
    published = scene.document.article.published_on
    past, future = mention.past.value, mention.future.value
    if status != "cancelled" or published is None or past is None or future is None:
        return read
    behind, ahead = (abs(as_day(v.partition("/")[0]) - published) for v in (past, future))
    return mention.past if behind <= ahead else mention.future


def strung_dates(scene: Scene, dates: Sequence[DateMention]) -> list[DateMention]:
    """The first dates that follow each other by commas and, before the last, "and"."""
    words = scene.language.cues.groups["links"]["and"]
    strung = list(dates[:1])
    for mention in dates[1:]:
        between = scene.lower(strung[-1].end, mention.start)
        if len(between) < STRUNG and any(has_word(between, word) for word in words):
            return [*strung, mention]
        strung = [*strung, mention] if between.strip() == "," else [mention]
    return []
