"""Leaders told together: "the leaders of France, Germany and Britain", "eight Pacific leaders"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extract.cues import Cues
from extract.numbers import alternatives
from extract.read import Document
from extract.spot_names import Mention

LIST = 12  # states in one list at most
BETWEEN = re.compile(r"(?:[a-z\d-]+ ){0,2}")  # "the leaders of the 27 EU states"
PAIR = 2  # "the leaders of the two countries" are told before
NEAR = 40  # characters between "the leaders of the" and whose they are


class LeadersOf:
    """The words of one language for several leaders, and what strings their states together."""

    def __init__(self, cues: Cues, numbers: Mapping[str, int]) -> None:
        the = alternatives([w for w in cues.lists["definite"] if w.isalpha()])
        self._words = re.compile(
            rf"(?<!\w)(?:{alternatives(list(cues.lists['leaders_of']))})(?!\w)"
        )
        self._link = re.compile(
            rf"\s+(?:(?:{alternatives(list(cues.lists['leaders_from']))})\s+)?(?:(?:{the})\s+)?"
        )
        words = alternatives(list(cues.groups["links"]["and"]))
        self._comma = re.compile(rf"\s*,\s*(?:(?:{the})\s+)?")
        self._and = re.compile(rf"\s*,?\s+(?:{words})\s+(?:(?:{the})\s+)?")
        self._many = _many(cues, numbers, the)

    def find(self, document: Document, names: Sequence[Mention]) -> list[Mention]:
        """An office of each state beside such words: two and more, the last behind "and"."""
        states = [m for m in names if m.kind == "country" and m.country]
        starts, ends = {m.start: m for m in states}, {m.end: m for m in states}
        found: list[Mention] = []
        for words in self._words.finditer(document.lower):
            link = self._link.match(document.lower, words.end())
            strung = list(self._strung(document, link.end(), starts)) if link else []
            strung = strung or list(self._before(document, words.start(), ends))
            if len({state.country for state in strung}) > 1:
                found += [
                    Mention("person", s.start, s.end, s.text, None, "office", s.country,
                            office="head")
                    for s in strung
                ]  # fmt: skip
        return found

    def many(self, document: Document) -> Iterator[Mention]:
        """Leaders of a region or of several states, unnamed: one party to whom they meet."""
        for found in self._many.finditer(document.lower):
            start, end = found.span()
            yield Mention("person", start, end, document.text[start:end], None, "office", None,
                          office="head")  # fmt: skip

    def forum(self, document: Document, bodies: Sequence[Mention]) -> Mention | None:
        """The first of these bodies whose leaders are told of: "the leaders of the Quad"."""
        for body in bodies:
            words = self._words.match(document.lower, body.end + 1)
            if words is not None and document.lower[body.end] == " ":
                return body
            for found in self._words.finditer(
                document.lower, max(0, body.start - NEAR), body.start
            ):
                link = self._link.match(document.lower, found.end())
                if link and BETWEEN.fullmatch(document.text, link.end(), body.start):
                    return body
        return None

    def _before(self, document: Document, at: int, ends: dict[int, Mention]) -> list[Mention]:
        """The states before the words: "the Turkish, Russian and Iranian presidents"."""
        text = document.lower
        found = [ends[at - 1]] if text[at - 1 : at] == " " and at - 1 in ends else []
        for between in (self._and, *[self._comma] * LIST):
            if not found:
                break
            gaps = [
                end for end in range(found[0].start - 8, found[0].start)
                if end in ends and between.fullmatch(text, end, found[0].start)
            ]  # fmt: skip
            if not gaps:
                break
            found.insert(0, ends[gaps[0]])
        return found

    def _strung(self, document: Document, at: int, starts: dict[int, Mention]) -> Iterator[Mention]:
        states: list[Mention] = []
        while at in starts and len(states) < LIST:
            states.append(starts[at])
            last = self._and.match(document.lower, states[-1].end)
            if last is not None and last.end() in starts:
                yield from (*states, starts[last.end()])
                return
            comma = self._comma.match(document.lower, states[-1].end)
            at = comma.end() if comma else -1


def _many(cues: Cues, numbers: Mapping[str, int], the: str) -> re.Pattern[str]:
    """ "European leaders", "pemimpin Eropa", "the leaders of (the) eight Pacific nations"."""
    leaders = alternatives(list(cues.lists["leaders_of"]))
    regions = alternatives(list(cues.lists["regions"]))
    states = alternatives(list(cues.lists["states_of_many"]))
    of = alternatives(list(cues.lists["leaders_from"]))
    several = [*cues.lists["number_of_all"], *(w for w, n in numbers.items() if n > PAIR)]
    number = rf"(?:\d{{1,3}}|{alternatives(several)})"
    other = alternatives(list(cues.lists["generic"]))
    counted = rf"{number}\s+(?:{other}\s+)?(?:{regions}\s+)?{states}"
    told = rf"(?:{counted}|(?:{states}\s+)?{regions}(?:\s+{states})?)"
    return re.compile(
        rf"(?<![\w-])(?:{regions}\s+{leaders}|{leaders}\s+(?:{of}\s+)?(?:(?:{the})\s+)?{told})(?!\w)"
    )
