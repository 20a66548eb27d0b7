"""Readers of the name lists: files of the codebook in, forms with their readings out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import combining, normalize

from extract.gazetteer import (
    Name,
    NameList,
    Person,
    cells,
    covers,
    person_country,
    persons_of,
)
from extract.list_cells import Known, read_list
from extract.list_schema import GAZETTEERS, LANGUAGE

PLAIN_BEGIN = re.compile(r"\\b[\w -]+(?![\w -]|[?*{])")  # of a pattern, after its boundary
BRACKETED = re.compile(r"\\.|\([^()]*\)|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map."""

    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body of states, or a group; a group has the state it belongs to."""

    name: str
    kind: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Family:
    """A numbered family of weapons."""

    pattern: re.Pattern[str]  # how its members are written
    begin: str  # letters without which no member stands anywhere; "" where none are sure
    weapon_class: str
    country: str | None


@dataclass
class World:
    """Entities that are the same in every language."""

    persons: dict[str, Person] = field(default_factory=dict)
    surnames: dict[str, list[str]] = field(default_factory=dict)  # first and last words of names
    places: dict[str, Spot] = field(default_factory=dict)
    city_states: dict[str, Spot] = field(default_factory=dict)  # ISO3 -> the city that it is
    organisations: dict[str, Organisation] = field(default_factory=dict)
    summits: dict[str, str | None] = field(default_factory=dict)  # id -> organisation
    countries: dict[str, str] = field(default_factory=dict)  # ISO3 -> English name
    agreements: dict[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    members: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)
    # of an organisation or a summit: by state, from when and until when
    weapon_families: list[Family] = field(default_factory=list)
    own_weapons: set[str] = field(default_factory=set)  # that only a user's list has

    def is_member(self, forum: str, country: str, then: str | None) -> bool | None:
        """Whether a state may belong to a forum then ("2024", "2024-06", a day; None: ever).

        None where nobody is listed.
        """
        states = self.members.get(forum)
        if states is None:
            return None
        terms = states.get(country, ())
        return any(then is None or covers(start, end, then) for start, end in terms)


def read_world(roots: Sequence[Path], names: NameList) -> World:
    """Entities and their language-independent forms from `gazetteers/` of every root.

    The first root is the built-in one, the others are a user's.
    """
    world = World()
    built_in: set[str] = set()
    for root in (r / "gazetteers" for r in roots):
        for row in _rows(root, "countries", world):
            world.countries[row["country"]] = row["name"]
        for row in _rows(root, "organisations", world):
            body = Organisation(row["name"], row["kind"], row["country"] or None)
            world.organisations[row["organisation"]] = body
            name = Name("organisation", row["organisation"], body.kind, body.country, False)
            _add(names, row, name)
        _add_persons(_rows(root, "leaders", world), names, world)
        for row in _rows(root, "places", world):
            _add_place(row, names, world)
        weapons = _rows(root, "weapons", world)
        built_in = built_in or {row["weapon"] for row in weapons}
        world.own_weapons |= {row["weapon"] for row in weapons} - built_in
        for row in weapons:
            country = row["country"] or None
            _add(names, row, Name("weapon", row["weapon"], row["weapon_class"], country, False))
        for row in _rows(root, "weapon_patterns", world):
            pattern, country = re.compile(row["pattern"]), row["country"] or None
            begin = plain_begin(row["pattern"])
            world.weapon_families.append(Family(pattern, begin, row["weapon_class"], country))
        for row in _rows(root, "agreements", world):
            parties = tuple(cells(row["parties"]))
            world.agreements[row["agreement"]] = (row["name"], row["year"], parties)
            year = row["year"] or None
            signed = Name("agreement", row["agreement"], row["form_of"], None, False, False, year)
            _add(names, row, signed)
        for row in _rows(root, "summits", world):
            world.summits[row["summit"]] = row["organisation"] or None
            _add(names, row, Name("summit", row["summit"], "", None, False))
        _add_members(_rows(root, "memberships", world), world)
    world.city_states = _city_states(world)
    return world


def _city_states(world: World) -> dict[str, Spot]:
    """The states that are called as their capital is."""
    return {
        spot.country: spot
        for spot in world.places.values()
        if spot.country and spot.kind == "capital" and spot.name == world.countries[spot.country]
    }


def plain_begin(pattern: str) -> str:
    """The letters with which whatever matches a pattern begins, as far as they are plain."""
    found = PLAIN_BEGIN.match(pattern)
    alternatives = "|" in BRACKETED.sub("", BRACKETED.sub("", pattern))
    return found[0].removeprefix("\\b") if found and not alternatives else ""


def read_language_names(root: Path, names: NameList, world: World) -> None:
    """The forms of one language from its folder."""
    known = _known(world)
    for row in read_list(root / "countries.csv", LANGUAGE["countries"], known):
        exact = row["case"] == "exact"
        names.add(row["form"], Name("country", row["country"], row["kind"], row["country"], exact))
    for row in read_list(root / "organisations.csv", LANGUAGE["organisations"], known):
        body = world.organisations[row["organisation"]]
        exact = row["case"] == "exact"
        name = Name("organisation", row["organisation"], body.kind, body.country, exact)
        names.add(row["form"], name)
    for row in read_list(root / "places.csv", LANGUAGE["places"], known):
        spot = world.places[row["place"]]
        names.add(row["form"], Name("place", row["place"], spot.kind, spot.country, False))
    for row in read_list(root / "weapons.csv", LANGUAGE["weapons"], known):
        names.add(row["form"], Name("weapon", row["form"], row["weapon_class"], None, False, True))
    for row in read_list(root / "agreements.csv", LANGUAGE["agreements"], known):
        names.add(row["form"], Name("agreement", row["form"], row["form_of"], None, False, True))
    for row in read_list(root / "summits.csv", LANGUAGE["summits"], known):
        names.add(row["form"], Name("summit", row["summit"], "", None, False))


def _rows(root: Path, name: str, world: World) -> list[dict[str, str]]:
    return read_list(root / f"{name}.csv", GAZETTEERS[name], _known(world))


def _known(world: World) -> Known:
    """What a row of a list can name, by column."""
    return {
        "country": world.countries,
        "parties": world.countries,
        "organisation": world.organisations,
        "place": world.places,
        "summit": world.summits,
        "forum": {*world.organisations, *world.summits},
    }


def _add(names: NameList, row: dict[str, str], name: Name) -> None:
    for form in [row["name"], *cells(row["forms"])]:
        names.add(form, name)


def _add_persons(rows: Sequence[dict[str, str]], names: NameList, world: World) -> None:
    persons, forms = persons_of(rows)
    for person_id, person in persons.items():
        known = world.persons.get(person_id)
        terms = (*known.terms, *person.terms) if known else person.terms
        world.persons[person_id] = Person(person_id, person.name, terms)
        for word in name_ends(person.name):
            if person_id not in world.surnames.setdefault(word, []):
                world.surnames[word].append(person_id)
    for form, person_id in forms:
        country = person_country(persons[person_id])
        names.add(form, Name("person", person_id, "", country, False))


def _add_members(rows: Sequence[dict[str, str]], world: World) -> None:
    for row in rows:
        states = world.members.setdefault(row["forum"], {})
        states.setdefault(row["country"], []).append((row["start"], row["end"]))


def name_ends(name: str) -> set[str]:
    """The words of a name of which one is the surname, with and without diacritics."""
    words = name.split()
    plain = "".join(c for c in normalize("NFD", name) if not combining(c)).split()
    return {words[0], words[-1], plain[0], plain[-1]} if len(words) > 1 else set()


def _add_place(row: dict[str, str], names: NameList, world: World) -> None:
    spot = Spot(
        name=row["name"],
        kind=row["kind"],
        country=row["country"] or None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
    )
    world.places[row["place"]] = spot
    _add(names, row, Name("place", row["place"], spot.kind, spot.country, False))
