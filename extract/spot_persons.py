"""Persons by their titles: known leaders get their office, unknown names become mentions."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ahocorasick_rs import AhoCorasick

from extract.cues import Cues
from extract.gazetteer import Person, Term
from extract.list_schema import LEADING
from extract.name_lists import World
from extract.numbers import alternatives
from extract.read import Document
from extract.short_names import short_names
from extract.spot_leaders import LeadersOf
from extract.spot_names import Mention, stands_alone

NAME = re.compile(
    r"[A-ZÀ-Þ][\w’'.-]*(?:\s(?:(?:bin|binti|al|el|de|da|dos|von|van|der|den|ibn|ben)\s)?"
    r"[A-ZÀ-Þ][\w’'.-]*){0,3}"
)
BEFORE_NAME = re.compile(r"(?:\s*\([\w.]+\))?\s*,?\s+")
CAPITALISED = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]")
PART_OF_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*[ -]$")  # "Istana Presiden"
POSSESSIVE = re.compile(r"(?:['’]s?)?[\s-]*$")
OFFICES_OF = {  # what a title can mean in the list of leaders
    "head": ("head_of_state", "head_of_government", "monarch", "crown_prince"),
    "organisation_head": ("organisation_head",),
    "deputy": ("vice_president",),
    "minister": ("foreign_minister",),
}
BEFORE_OFFICE = timedelta(days=90)  # a president-elect is not yet in office


@dataclass(frozen=True, slots=True)
class Title:
    """An office named in the text, with what stands around it."""

    start: int
    end: int
    office: str
    country: str | None
    name_at: int  # where a name would stand


class Titles:
    """The office words of one language."""

    def __init__(self, cues: Cues, numbers: Mapping[str, int]) -> None:
        self._offices = dict(reversed(cues.offices))
        self._forms = list(self._offices)
        self._automaton = AhoCorasick(self._forms)
        self._former = frozenset(cues.lists["former"])
        self._prefixes = tuple(word for word in self._former if word.endswith("-"))  # "ex-"
        self._definite = frozenset(cues.lists["definite"])
        self.to_state = _to_state(cues)
        self.leaders_of = LeadersOf(cues, numbers)

    def means_one(self, document: Document, start: int, end: int) -> bool:
        """Whether the words mean somebody told before: "the president", "kata Presiden"."""
        if CAPITALISED.match(document.text, start) and not PART_OF_NAME.search(
            document.text, max(0, start - 30), start
        ):
            return True
        before = document.lower[max(0, start - 12) : start].split()[-1:]
        behind = document.lower[end : end + 12].split()[:1]
        return any(word.strip(".,") in self._definite for word in (*before, *behind))

    def find(self, document: Document) -> list[tuple[int, int, str]]:
        """(start, end, office) of the titles in the text, the longest of overlapping ones."""
        found = []
        for form, start, end in self._automaton.find_matches_as_indexes(
            document.lower, overlapping=True
        ):
            if stands_alone(document.text, start, end):
                found.append((start, end, self._offices[self._forms[form]]))
        found.sort(key=lambda f: (f[0], -f[1]))
        kept: list[tuple[int, int, str]] = []
        for span in found:
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return [self._former_or(document, span) for span in kept]

    def _former_or(self, document: Document, span: tuple[int, int, str]) -> tuple[int, int, str]:
        before = document.lower[max(0, span[0] - 30) : span[0]].split()[-2:]
        former = any(w in self._former or w.startswith(self._prefixes) for w in before)
        return (span[0], span[1], "former") if former else span


def _to_state(cues: Cues) -> re.Pattern[str]:
    """What may stand between an office and its state: "president (BJP) of the" Philippines."""
    of = [w for w in cues.groups["links"]["of"] if w.isalpha()]
    the = [w for w in cues.lists["definite"] if w.isalpha()]
    link = rf"(?:{alternatives(of)}\s+(?:{alternatives(the)}\s+)?)?"
    return re.compile(rf"\s*(?:\([\w.]+\)\s*)?{link}")


def spot_persons(
    document: Document, names: Sequence[Mention], titles: Titles, world: World
) -> list[Mention]:
    """All mentions, the persons among them with their offices, open names and offices added."""
    starts = {m.start: m for m in names}
    ends = {m.end: m for m in names}
    offices: dict[int, Mention] = {}
    added: list[Mention] = []
    bare: list[Mention] = []  # offices without a name beside them
    borne: dict[str, set[str]] = {}  # words of an office -> who bears it in the article
    for start, end, office in titles.find(document):
        title = _title(document, (start, end, office), starts, ends, titles.to_state)
        form = document.lower[start:end]
        known = starts.get(title.name_at)
        if known is not None and known.kind == "person":
            offices[known.start] = replace(
                known, office=office, country=known.country or title.country
            )
            borne.setdefault(form, set()).add(known.entity_id or known.text)
            continue
        name = _open_name(document, title, names)
        if name is not None:
            holder = _holder_of_the_title(name, names, world, document.article.published_on)
            added.append(holder)
            borne.setdefault(form, set()).add(holder.entity_id or holder.text)
        elif title.country is not None or titles.means_one(document, start, end):
            words = document.text[title.start : title.end]
            bare.append(Mention("person", title.start, title.end, words, None, "office",
                                title.country, office=office))  # fmt: skip
    bare += titles.leaders_of.find(document, names)
    day = document.article.published_on
    persons = [offices.get(m.start) or _in_office(m, world, day) for m in names]
    persons = _outside(persons, added)
    persons += [*added, *short_names(document, persons, added, world)]
    persons += [*_bearers(document, persons, bare, borne), *titles.leaders_of.many(document)]
    return sorted(persons, key=lambda m: m.start)


def _bearers(
    document: Document,
    persons: Sequence[Mention],
    bare: Sequence[Mention],
    borne: Mapping[str, set[str]],
) -> Iterator[Mention]:
    """Offices as mentions of whom the article names most of those who bear them.

    "The US president" is the American head it names, "the president" one that it calls president;
    an office with a state and without a bearer stays an office.
    """
    named = [m for m in persons if m.kind == "person" and m.entity_id]
    counts = Counter(m.entity_id for m in named)
    for mention in bare:
        form = document.lower[mention.start : mention.end]
        bearers = [
            m
            for m in named
            if m.office == mention.office
            and (
                m.country == mention.country
                if mention.country
                else m.entity_id in borne.get(form, ())
            )
        ]
        if bearers:
            bearer = max(bearers, key=lambda m: (counts[m.entity_id], -m.start))
            yield replace(mention, entity_id=bearer.entity_id, country=bearer.country)
        elif mention.country is not None and mention.office in ("head", "deputy", "minister"):
            yield mention


def _title(
    document: Document,
    span: tuple[int, int, str],
    starts: dict[int, Mention],
    ends: dict[int, Mention],
    to_state: re.Pattern[str],
) -> Title:
    start, end, office = span
    country = None
    gap = POSSESSIVE.search(document.text, max(0, start - 4), start)
    before = ends.get(gap.start()) if gap else None
    if before is not None and before.kind in ("country", "place") and before.country:
        country = before.country
    skip = to_state.match(document.text, end)
    after = starts.get(skip.end()) if skip else None
    stop = end
    if after is not None and after.kind in ("country", "place") and after.country:
        country, stop = after.country, after.end
    name = BEFORE_NAME.match(document.text, stop)
    return Title(start, stop, office, country, name.end() if name else stop)


def _open_name(document: Document, title: Title, names: Sequence[Mention]) -> Mention | None:
    """A capitalised name right behind a title, up to the next known name."""
    match = NAME.match(document.text, title.name_at)
    if match is None or title.name_at == title.end:
        return None
    if document.text[title.end : title.name_at].strip() and title.country is None:
        return None  # "the president, Moscow said": a comma needs "of <state>" before it
    inside = [m for m in names if m.start < match.end() and m.end > match.start()]
    person = next((m for m in inside if m.kind == "person"), None)
    end = match.end() if not inside else (person.end if person else inside[0].start)
    words = document.text[match.start() : end].rstrip(" ,.")
    if len(words) < 3 or (words.isupper() and len(words) < 4):
        return None
    country = title.country or (person.country if person else None)
    entity = person.entity_id if person else f"name:{words.split()[-1].lower()}"
    return Mention("person", match.start(), match.start() + len(words), words, entity, "",
                   country, office=title.office)  # fmt: skip


def _holder_of_the_title(
    name: Mention, names: Sequence[Mention], world: World, day: date | None
) -> Mention:
    """The one who holds the office on the day, where a title and a surname tell: "President Moon".

    His state or organisation must be the title's, or be named in the document.
    """
    if day is None or name.office not in OFFICES_OF or not name.entity_id:
        return name
    named = {m.country for m in names} | {m.entity_id for m in names if m.kind == "organisation"}
    holders = {
        (person_id, term.country)
        for person_id in world.surnames.get(name.text, ())
        for term in world.persons[person_id].terms
        if term.office in OFFICES_OF[name.office]
        and term.covers(day)
        and (term.country == name.country if name.country else _either(term, named))
    }
    if len({person_id for person_id, _ in holders}) != 1:
        return name
    person_id, country = min(holders, key=str)
    return replace(name, entity_id=person_id, country=country)


def _either(term: Term, named: Collection[str | None]) -> bool:
    return any(side is not None and side in named for side in (term.country, term.organisation))


def _in_office(mention: Mention, world: World, day: date | None) -> Mention:
    if mention.kind != "person" or mention.entity_id is None:
        return mention
    return replace(mention, office=office_on(world.persons[mention.entity_id], day))


def office_on(person: Person, day: date | None) -> str:
    """The class of office a known person holds or held; "other" where it is still to come."""
    text = (day + BEFORE_OFFICE).isoformat() if day else "9999"
    begun = [t for t in person.terms if t.start <= text]
    if any(t.office == "organisation_head" for t in begun[-1:]):
        return "organisation_head"
    leading = [t for t in begun if t.office in LEADING]
    if not leading:
        return "minister" if begun else "other"
    if day is not None and all(t.office == "vice_president" for t in leading):
        return "deputy"
    return "head"


def _outside(names: Sequence[Mention], added: Sequence[Mention]) -> list[Mention]:
    """The names that no added person covers."""
    covered = {i for m in added if m.subkind != "office" for i in range(m.start, m.end)}
    return [m for m in names if m.start not in covered]
