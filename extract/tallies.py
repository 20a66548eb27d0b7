"""Whether a trigger sums up several events: "six nuclear tests", "had met three times"."""

from collections.abc import Iterator, Sequence

from extract.quantities import Quantity
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_triggers import Spotted
from extract.words import WORD

WORDS = 2  # between a number and the noun that it counts: "six known nuclear tests"
REACH = 40  # characters in which such words stand
TIMES = 24  # characters between a verb and "three times"


def sums_up(scene: Scene, sentence: Sentence, spotted: Spotted) -> bool:
    """Whether a trigger tells of several events at once, and so of none of them alone."""
    numbers = [q for q in scene.quantities(sentence) if q.value > 1]
    at = spotted.start - sentence.start, spotted.end - sentence.start
    return _repeated(numbers, *at) or _counted(scene, sentence, spotted, numbers)


def _repeated(numbers: Sequence[Quantity], start: int, end: int) -> bool:
    """Whether it was done so many times: "tested it three times", "dua kali menguji"."""
    times = [q for q in numbers if q.kind == "times"]
    return any(0 <= start - q.end <= 2 or 0 <= q.start - end <= TIMES for q in times)


def _counted(
    scene: Scene, sentence: Sentence, spotted: Spotted, numbers: Sequence[Quantity]
) -> bool:
    """Whether a number or a word for many counts the noun of the trigger."""
    cues = scene.language.cues
    endings = tuple(cues.lists["plural_endings"])
    if endings and not spotted.text.lower().endswith(endings):
        return False
    return any(
        len(words) <= WORDS
        and not any(w in cues.phrase_stop or w in cues.lists["plain_words"] for w in words)
        for words in _between(scene, sentence, spotted, numbers)
    )


def _between(
    scene: Scene, sentence: Sentence, spotted: Spotted, numbers: Sequence[Quantity]
) -> Iterator[list[str]]:
    """The words from each number, and from each word for many, to the trigger.

    "The latest in a series of tests" is one of them.
    """
    cues = scene.language.cues
    many, one_of = cues.lists["number_of_all"], set(cues.lists["one_of"])
    words = WORD.findall(scene.lower(max(sentence.start, spotted.start - REACH), spotted.start))
    for i, word in enumerate(words):
        if word in many and not set(words[max(0, i - 2) : i]) & one_of:
            yield [w for w in words[i + 1 :] if w not in cues.groups["links"]["of"]]
    for each in numbers:
        end = sentence.start + each.end
        if each.kind == "count" and 0 <= spotted.start - end <= REACH:
            yield WORD.findall(scene.lower(end, spotted.start))
