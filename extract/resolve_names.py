"""Agreements and weapons under their full names: "the deal" is the one named before it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.cues import Cues
from extract.list_schema import CLASSES
from extract.read import Document
from extract.spot_names import Mention

ANY_FORM = "agreement"  # the form by which the text speaks of a treaty or a memorandum, too
MOST_WORDS = 4  # by which a noun phrase grows: "comprehensive economic partnership agreement"


def resolve_names(
    document: Document, mentions: Sequence[Mention], cues: Cues
) -> tuple[Mention, ...]:
    """The mentions, agreements with the words that narrow them, adjoining weapon words joined."""
    return tuple(_weapons(document, _agreements(document, mentions, cues)))


def _agreements(document: Document, mentions: Sequence[Mention], cues: Cues) -> list[Mention]:
    resolved = []
    last: Mention | None = None
    named: dict[str, Mention] = {}  # the last of each form: "the treaty" is no memorandum
    for mention in mentions:
        if mention.kind != "agreement":
            resolved.append(mention)
            continue
        if mention.open:
            start, end = noun_phrase(document.text, mention.start, mention.end, cues)
            words = document.text[start:end]
            told = _told_year(document, start, end, cues)
            bare = words == mention.text and told is None
            plain = " " not in mention.text  # "the deal", not "the peace deal"
            meant = last
            other = last is not None and ANY_FORM not in (last.subkind, mention.subkind)
            if last is not None and plain and other and mention.subkind != last.subkind:
                meant = named.get(mention.subkind, last)
            known = meant is not None and (plain or not meant.open)
            if bare and meant is not None and known and _definite(document, mention, cues):
                mention = replace(mention, entity_id=meant.entity_id, text=meant.text,
                                  told=meant.told, subkind=meant.subkind, year=meant.year,
                                  open=meant.open)  # fmt: skip
            else:
                mention = replace(mention, text=words, entity_id=words.lower(), told=told)
                last = last if bare and plain else mention
        else:
            told = _told_year(document, mention.start, mention.end, cues)
            last = mention = replace(mention, told=told)
        named[mention.subkind] = mention
        resolved.append(mention)
    return resolved


YEAR = re.compile(r"(?<![\w./-])(1[89]\d\d|20\d\d)(?![\d%.,]\d|\w)")
WORDS_TO_YEAR = 6  # "the agreement that has been in place since 1961"


def _told_year(document: Document, start: int, end: int, cues: Cues) -> str | None:
    """The year by which the text tells an agreement: "the 1961 treaty", "the pact of 1951"."""
    inside = YEAR.search(document.text, max(0, start - 5), end)  # "the 1961 treaty"
    if inside:
        return inside[0]
    links = cues.lists["dated_by"]
    for word in document.lower[end : end + 60].split()[:WORDS_TO_YEAR]:
        year = YEAR.match(word)
        if year:
            return year[0]
        if word not in links:
            return None
    return None


def _definite(document: Document, mention: Mention, cues: Cues) -> bool:
    before = document.lower[max(0, mention.start - 12) : mention.start].split()[-1:]
    behind = [w.strip(".,") for w in document.lower[mention.end : mention.end + 20].split()[:2]]
    definite = {*before, *behind[:1], " ".join(behind)}
    return bool(definite & set(cues.lists["definite"]))


def noun_phrase(text: str, start: int, end: int, cues: Cues) -> tuple[int, int]:
    """The span of a noun with the words that narrow it: "bilateral trade agreement"."""
    stop = cues.phrase_stop
    if "left" in cues.lists["phrase_side"]:
        return _grow_left(text, start, stop), end
    return start, _grow_right(text, end, stop)


def _grow_left(text: str, start: int, stop: Collection[str]) -> int:
    for _ in range(MOST_WORDS):
        if start == 0 or text[start - 1] != " ":
            break
        low = max(0, start - 30)
        low = max(low, text.rfind("\n", low, start) + 1)
        end = start
        while end > low and text[end - 1].isspace():
            end -= 1
        word = text[max(low, text.rfind(" ", low, end) + 1) : end].lstrip("\"“‘'")
        if not word or not word[-1].isalnum() or word.lower() in stop:
            break
        start = end - len(word)
    return start


def _grow_right(text: str, end: int, stop: Collection[str]) -> int:
    for _ in range(MOST_WORDS):
        rest = text[end : end + 30].split("\n", 1)[0]
        if not rest.startswith(" "):
            break
        word = rest[1:].split(" ", 1)[0]
        core = word.rstrip('.,;:)"”')
        if not core or not core[0].isalnum() or core.lower() in stop:
            break
        end += 1 + len(core)
        if core != word:
            break
    return end


def _weapons(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """ "Hwasong-12" and "intermediate-range ballistic missile" side by side are one weapon."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last is None or not _side_by_side(document, last, mention):
            joined.append(mention)
            continue
        named = min((last, mention), key=lambda m: m.open)
        kind = min((last.subkind, mention.subkind), key=CLASSES.index)
        text = document.text[last.start : mention.end]
        if text.count("(") > text.count(")"):
            text = document.text[last.start : mention.end + 1]
        joined[-1] = replace(named, start=last.start, end=mention.end, text=text, subkind=kind)
    return joined


def _side_by_side(document: Document, a: Mention, b: Mention) -> bool:
    if a.kind != "weapon" or b.kind != "weapon":
        return False
    return document.text[a.end : b.start].strip(" -(,\"“'") == ""
