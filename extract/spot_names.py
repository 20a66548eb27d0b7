"""Names of the codebook in a document: states, leaders, organisations, places, weapons, pacts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.gazetteer import Gazetteer, Name, Person
from extract.name_lists import World
from extract.read import Document
from extract.words import WORD

LATER, METONYM = "later", "metonym"  # kinds of country form
PROPER = ("person", "country", "place", "organisation", "summit")  # begin with a capital


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the document that names something."""

    kind: str
    start: int
    end: int
    text: str
    entity_id: str | None
    subkind: str
    country: str | None
    open: bool = False  # a common noun rather than a proper name
    year: str | None = None  # of an agreement: when it was signed, as the list says
    told: str | None = None  # the year by which the text tells it from others: "the 1961 treaty"
    office: str | None = (
        None  # of a person: head, organisation_head, deputy, minister, other, former
    )


def spot_names(
    document: Document,
    gazetteer: Gazetteer,
    world: World,
    before: Sequence[str] = (),
    behind: Sequence[str] = (),
) -> list[Mention]:
    """Mentions in the order of the text, none overlapping; the longest reading of a span wins.

    "The White House" is the house where a word of `before` stands before it ("at", "pertemuan") or
    one of `behind` behind it ("a White House dinner"), else the American state.
    """
    found: list[tuple[int, int, tuple[Name, ...]]] = []
    for form, start, end in gazetteer.find(document.lower):
        if not stands_alone(document.text, start, end):
            continue
        caseless = start < document.caseless_end
        readings = _readings(document.text[start:end], gazetteer, form, caseless)
        if readings:
            found.append((start, end, readings))
    found = _whole_weapons([*found, *_numbered_weapons(document.text, world)])
    found.sort(key=lambda f: (f[0] - f[1], f[0]))
    kept = _without_overlap(found)
    for i, (start, end, readings) in enumerate(kept):
        if readings[0].subkind == METONYM:
            last, first = _words_beside(document, start, end)
            if last in before or first in behind:
                kept[i] = (start, end, _as_place(readings))
    mentions = _disambiguate(document, kept, world)
    return _named_before(mentions)


def _words_beside(document: Document, start: int, end: int) -> tuple[str, str]:
    """The word before a span, over any "the", and the word behind it; "" where none stands."""
    before = document.lower[max(0, start - 24) : start].replace("the ", "").split()[-1:]
    behind = WORD.match(document.lower, end + 1)
    return "".join(before), behind[0] if behind else ""


def _as_place(readings: tuple[Name, ...]) -> tuple[Name, ...]:
    """The reading as a place alone, where there is one."""
    return tuple(name for name in readings if name.kind == "place")[:1] or readings


def _named_before(mentions: list[Mention]) -> list[Mention]:
    """Without what means a state only once it was named: "the North" after "North Korea"."""
    named: dict[str | None, int] = {}
    for mention in mentions:
        if mention.subkind != LATER:
            named.setdefault(mention.country, mention.start)
    return [m for m in mentions if m.subkind != LATER or named.get(m.country, m.end) < m.start]


def _numbered_weapons(text: str, world: World) -> list[tuple[int, int, tuple[Name, ...]]]:
    """Weapons of numbered families that no list has: "Hwasong-21", "KN-31"."""
    found: list[tuple[int, int, tuple[Name, ...]]] = []
    for family in (f for f in world.weapon_families if f.begin in text):
        for match in family.pattern.finditer(text):
            if stands_alone(text, match.start(), match.end()):
                weapon = match[0].lower()
                name = Name("weapon", weapon, family.weapon_class, family.country, False)
                found.append((match.start(), match.end(), (name,)))
    return found


def _whole_weapons(
    found: list[tuple[int, int, tuple[Name, ...]]],
) -> list[tuple[int, int, tuple[Name, ...]]]:
    """Without weapons whose name goes on: "rudal Agni" where the text has "rudal Agni-5"."""
    reach: dict[int, int] = {}  # from where a weapon begins, the furthest that one goes
    for start, end, readings in found:
        if readings[0].kind == "weapon":
            reach[start] = max(end, reach.get(start, end))
    return [
        (start, end, readings)
        for start, end, readings in found
        if readings[0].kind != "weapon"
        or all(reach.get(within, end) <= end for within in range(start + 1, end))
    ]


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the span; a lost space ("PresidenDonald") is forgiven."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() and not (before.islower() and text[start].isupper()):
        return False
    return not after.isalnum() or (text[end - 1].islower() and after.isupper())


def _readings(words: str, gazetteer: Gazetteer, form: int, caseless: bool) -> tuple[Name, ...]:
    written = gazetteer.written[form]
    capital = caseless or words[0].isupper() or words[0].isdigit()
    return tuple(
        name
        for name in gazetteer.readings[form]
        if (words in written[name] if name.exact else capital or name.kind not in PROPER)
        and (name.exact or not _shortened(words, written[name]))
    )


def _shortened(words: str, written: Iterable[str]) -> bool:
    """Whether the list has only an acronym and the text an ordinary word ("TAC" and "tac")."""
    return words.islower() and all(form.isupper() and len(form) < 6 for form in written)


def _without_overlap(
    found: list[tuple[int, int, tuple[Name, ...]]],
) -> list[tuple[int, int, tuple[Name, ...]]]:
    """The longest of overlapping spans; "G20" in "G20 summit" is kept beside the summit."""
    taken: set[int] = set()
    summits: set[int] = set()
    kept = []
    for start, end, readings in found:
        span = range(start, end)
        kind = readings[0].kind
        if taken.isdisjoint(span) or (kind == "organisation" and summits.issuperset(span)):
            (summits if kind == "summit" else taken).update(span)
            taken.update(span)
            kept.append((start, end, readings))
    return sorted(kept, key=lambda k: k[:2])


def _disambiguate(
    document: Document, found: list[tuple[int, int, tuple[Name, ...]]], world: World
) -> list[Mention]:
    named = _named_in_full(found)
    mentions = []
    for start, end, readings in found:
        name = readings[0]
        if name.kind == "person":
            people = [world.persons[n.entity_id] for n in readings if n.kind == "person"]
            person = _likeliest(people, named, document.article.published_on)
            name = replace(name, entity_id=person.person_id, country=_state(person, document))
        mentions.append(_mention(document, start, end, name))
    return mentions


def _mention(document: Document, start: int, end: int, name: Name) -> Mention:
    return Mention(name.kind, start, end, document.text[start:end], name.entity_id, name.subkind,
                   name.country, name.open, name.year)  # fmt: skip


def _named_in_full(found: list[tuple[int, int, tuple[Name, ...]]]) -> dict[str, int]:
    """How often each person stands in the text under a form that is nobody else's."""
    counts: dict[str, int] = {}
    for start, end, readings in found:
        people = {n.entity_id for n in readings if n.kind == "person"}
        if len(people) == 1:
            person = people.pop()
            counts[person] = counts.get(person, 0) + end - start
    return counts


def _likeliest(people: list[Person], named: dict[str, int], day: date | None) -> Person:
    """Of several people of one name: who is named in full nearby, else who is in office."""

    def rank(person: Person) -> tuple[int, bool, str, str]:
        latest = max(t.start for t in person.terms)
        in_office = day is not None and person.leads_on(day)
        started = latest if day is None or latest <= day.isoformat() else ""
        return named.get(person.person_id, 0), in_office, started, person.person_id

    return max(people, key=rank)


def _state(person: Person, document: Document) -> str | None:
    """The state or, for the head of an organisation, none, as of the article's day."""
    day = document.article.published_on
    if day is not None:
        for term in person.terms:
            if term.covers(day):
                return term.country
    return person.terms[-1].country
