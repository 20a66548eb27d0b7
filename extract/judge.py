"""The status of an event from the words around its trigger and from its date."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from extract.records import EventDate, Status
from extract.scene import Scene
from extract.spot_triggers import Spotted
from extract.words import has_any

BEFORE = 70  # characters in which a cue before the trigger counts
BEHIND = 45
CALLED_OFF = 120  # behind a noun: "the summit between A and B in C, which has been cancelled"
RIGHT_BEFORE = 30
DENIAL = 160  # characters that "denied that ..." governs
BETWEEN: dict[Status, int] = {"cancelled": 1, "denied": 1, "hypothetical": 0, "planned": 0}
ORDER: tuple[Status, ...] = ("cancelled", "denied", "hypothetical", "planned")


def judge(scene: Scene, spotted: Spotted, start: int, end: int) -> Status:
    """The status as the sentence tells it; what no cue speaks against has occurred."""
    cut = _cut(scene.language.cues.lists["clauses"])
    if _called_off(scene, spotted, end, cut):
        return "cancelled"
    before = _clause(scene.lower(max(start, spotted.start - BEFORE), spotted.end), cut)
    behind = scene.lower(spotted.end, min(end, spotted.end + BEHIND))
    stop = cut.search(behind)
    behind = behind[: stop.start() if stop else None]
    cues = scene.language.cues.groups["status"]
    for status in ORDER:
        if _pattern(cues[status]).search(before):
            return status
    for status in ("cancelled", "planned"):
        if _pattern(cues[status]).search(behind):
            return status
    return "occurred"


def _called_off(scene: Scene, spotted: Spotted, end: int, cut: re.Pattern[str]) -> bool:
    """Whether the words behind, of the same clause, say what became of it: "was postponed"."""
    lists = scene.language.cues.lists
    behind = scene.lower(spotted.end, min(end, spotted.end + CALLED_OFF))
    stop = cut.search(behind)
    found = _pattern(lists["called_off"]).search(behind, 0, stop.start() if stop else len(behind))
    return found is not None and not has_any(behind[: found.start()], lists["breaks"])


def calls_off(scene: Scene, start: int, end: int) -> bool:
    """Whether the words begin with calling something off: "cancelled the", not "was cancelled"."""
    cues = scene.language.cues
    words = scene.lower(start, end).lstrip(" ,)")
    found = _pattern(cues.groups["status"]["cancelled"]).match(words)
    return found is not None and _pattern(cues.lists["called_off"]).match(words) is None


def plain(scene: Scene, spotted: Spotted, start: int) -> Status | None:
    """The status that words before the trigger leave no doubt of: "did not sign", "may test"."""
    if _denied(scene, spotted, start):
        return "denied"
    before = scene.lower(max(start, spotted.start - RIGHT_BEFORE), spotted.start)
    lists, cues = scene.language.cues.lists, scene.language.cues.groups["status"]
    for status, most in BETWEEN.items():
        found = list(_pattern(cues[status]).finditer(before))
        between = before[found[-1].end() :].split() if found else []
        if found and len(between) <= most and not set(between) & set(lists["only"]):
            return status
    return None


def _denied(scene: Scene, spotted: Spotted, start: int) -> bool:
    """Whether a verb of denial governs the trigger: "denied that it had conducted a test"."""
    lists = scene.language.cues.lists
    before = _clause(
        scene.lower(max(start, spotted.start - DENIAL), spotted.start), _cut(lists["clauses"])
    )
    found = list(_pattern(lists["denying"]).finditer(before))
    return bool(found) and not has_any(before[found[-1].end() :], lists["breaks"])


def _clause(before: str, cut: re.Pattern[str]) -> str:
    """The text behind the last cut."""
    ends = [match.end() for match in cut.finditer(before)]
    return before[ends[-1] if ends else 0 :]


@lru_cache(maxsize=8)
def _cut(words: tuple[str, ...]) -> re.Pattern[str]:
    """What ends the reach of a cue: a semicolon, a colon, a line, "..., and ..."."""
    return re.compile(r"[;:\n]|, (?:" + "|".join(re.escape(w) for w in words) + ") ")


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
