"""The status of an event from the words around its trigger and from its date."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from extract.records import EventDate, Status
from extract.scene import Scene
from extract.spot_triggers import Spotted

BEFORE = 70  # characters in which a cue before the trigger counts
BEHIND = 45
RIGHT_BEFORE = 30
CUT = re.compile(r"[;:\n]|, (?:and|but|dan|tetapi|namun|while|sementara) ")
PLAIN: tuple[Status, ...] = ("cancelled", "denied")
ORDER: tuple[Status, ...] = ("cancelled", "denied", "hypothetical", "planned")


def judge(scene: Scene, spotted: Spotted, start: int, end: int) -> Status:
    """The status as the sentence tells it; what no cue speaks against has occurred."""
    before = scene.lower(max(start, spotted.start - BEFORE), spotted.end)
    cut = [m.end() for m in CUT.finditer(before)]
    before = before[cut[-1] if cut else 0 :]
    behind = scene.lower(spotted.end, min(end, spotted.end + BEHIND))
    stop = CUT.search(behind)
    behind = behind[: stop.start() if stop else None]
    cues = scene.language.cues.groups["status"]
    for status in ORDER:
        if _pattern(cues[status]).search(before):
            return status
    for status in ("cancelled", "planned"):
        if _pattern(cues[status]).search(behind):
            return status
    return "occurred"


def plain(scene: Scene, spotted: Spotted, start: int) -> Status | None:
    """The status that a cue right before the trigger leaves no doubt of: "did not sign"."""
    before = scene.lower(max(start, spotted.start - RIGHT_BEFORE), spotted.start)
    cues = scene.language.cues.groups["status"]
    for status in PLAIN:
        found = list(_pattern(cues[status]).finditer(before))
        if found and len(before[found[-1].end() :].split()) <= 1:
            return status
    return None


def is_future(status: Status) -> bool:
    """Whether the event lies ahead, so that "on Tuesday" is the next one."""
    return status in ("planned", "hypothetical")


def agree_with_date(status: Status, when: EventDate, published: date | None) -> Status:
    """The status, mended where the date contradicts it: what lies ahead has not occurred."""
    if published is None or when.value is None:
        return status
    first, _, last = when.value.partition("/")
    today = published.isoformat()
    if status == "occurred" and first > today[: len(first)]:
        return "planned"
    last = last or first
    if status == "planned" and last < today[: len(last)]:
        return "occurred"
    return status


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_either(words))


def _either(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return r"(?<!\w)(?:" + "|".join(re.escape(w) for w in ordered) + r")(?!\w)"
