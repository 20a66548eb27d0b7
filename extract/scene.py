"""A document with all that was spotted in it: what the rules for roles look at."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.dates import DateMention, spot_dates
from extract.event_types import EventType
from extract.load import Language
from extract.name_lists import World
from extract.quantities import Quantity, spot_quantities
from extract.read import Document, Sentence
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.words import WORD

SHORT = 2  # words of so many letters tell nothing of what a sentence is about
BEFORE = 3  # sentences in which the date stands that "two days later" counts from
DATELINE = re.compile(r"[^\n.!?]{0,70}?(?:\([^)]{2,30}\)\s*)?\s[-–—]{1,2}\s")
CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:, [^\n:.]{1,20})?")  # "PUTRAJAYA, 12 Jan"


@dataclass(frozen=True, slots=True)
class Scene:
    """Sentences and mentions of one document, ordered by position."""

    document: Document
    language: Language
    world: World
    event_types: dict[str, EventType]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    triggers: tuple[Spotted, ...]
    dateline_end: int
    ends: tuple[int, ...]  # of the sentences
    starts: tuple[int, ...]  # of the mentions
    summit_starts: tuple[int, ...]  # of the triggers that name a meeting of many
    _dates: dict[tuple[int, int], list[DateMention]] = field(default_factory=dict)  # read once
    _content: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    _named: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    _quantities: dict[tuple[int, int], tuple[Quantity, ...]] = field(default_factory=dict)

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds the position."""
        index = bisect_left(self.ends, position + 1)
        return self.sentences[min(index, len(self.sentences) - 1)]

    def within(self, start: int, end: int, kinds: Iterable[str] = ()) -> list[Mention]:
        """Mentions in the span, of the kinds asked for; what stands in the dateline is left out."""
        wanted = set(kinds)
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        offset, dateline_end = self.document.offset, self.dateline_end
        return [
            m
            for m in self.mentions[first:last]
            if (not wanted or m.kind in wanted) and not offset <= m.start < dateline_end
        ]

    def in_sentence(self, sentence: Sentence, *kinds: str) -> list[Mention]:
        """Mentions of one sentence."""
        return self.within(sentence.start, sentence.end, kinds)

    def dates(self, sentence: Sentence) -> list[DateMention]:
        """Dates of one sentence, with offsets of the document."""
        if sentence.span not in self._dates:
            text = self.document.text[sentence.start : sentence.end]
            day = self.document.article.published_on
            first = self.sentences[max(bisect_left(self.ends, sentence.end) - BEFORE, 0)].start
            before = self.document.text[first : sentence.start]
            found = spot_dates(text, self.language.calendar, day, before)
            self._dates[sentence.span] = [_shift(d, sentence.start) for d in found]
        return self._dates[sentence.span]

    def content(self, sentence: Sentence) -> frozenset[str]:
        """The words that tell what a sentence is about."""
        if sentence.span not in self._content:
            plain = self.language.cues.lists["plain_words"]
            words = WORD.findall(self.lower(sentence.start, sentence.end))
            told = frozenset(w for w in words if len(w) > SHORT and w not in plain)
            self._content[sentence.span] = told
        return self._content[sentence.span]

    def named(self, sentence: Sentence) -> frozenset[str]:
        """The keys of the persons, states and organisations that a sentence names."""
        if sentence.span not in self._named:
            found = self.in_sentence(sentence, "person", "country", "organisation")
            keys = frozenset(m.entity_id for m in found if m.entity_id)
            self._named[sentence.span] = keys
        return self._named[sentence.span]

    def quantities(self, sentence: Sentence) -> Sequence[Quantity]:
        """Quantities of one sentence, with offsets of the sentence."""
        if sentence.span not in self._quantities:
            text = self.document.text[sentence.start : sentence.end]
            self._quantities[sentence.span] = spot_quantities(text, self.language.calendar)
        return self._quantities[sentence.span]

    def lower(self, start: int, end: int) -> str:
        """Lower-case text of the span."""
        return self.document.lower[max(start, 0) : end]


def _shift(mention: DateMention, by: int) -> DateMention:
    return DateMention(mention.start + by, mention.end + by, mention.past, mention.future,
                       mention.explicit, mention.kind)  # fmt: skip


def dateline_end(document: Document, marks: tuple[str, ...]) -> int:
    """Where the dateline of the text ends ("JAKARTA, KOMPAS.com - "); its start where none is.

    `marks` end a place in capitals, too, where the language's newspapers write so: "JOHOR: ".
    """
    match = DATELINE.match(document.text, document.offset)
    if match:
        return match.end()
    place = CAPITALS.match(document.text, document.offset)
    marked = place is not None and document.text.startswith(marks, place.end())
    return place.end() + 1 if place is not None and marked else document.offset
