"""Readers of the name lists: files of the codebook in, forms with their readings out."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from unicodedata import combining, normalize

from extract.gazetteer import (
    Name,
    NameList,
    Person,
    cells,
    person_country,
    read_forms,
    read_persons,
)
from extract.strict_yaml import CodebookError


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


# a numbered family of weapons: how its members are written, their class and state
Family = tuple[re.Pattern[str], str, str | None]


@dataclass
class World:
    """Entities that are the same in every language."""

    persons: dict[str, Person] = field(default_factory=dict)
    surnames: dict[str, list[str]] = field(default_factory=dict)  # first and last words of names
    places: dict[str, Spot] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    summits: dict[str, str | None] = field(default_factory=dict)  # id -> organisation
    countries: dict[str, str] = field(default_factory=dict)  # ISO3 -> English name
    agreements: dict[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    weapon_families: list[Family] = field(default_factory=list)


def read_world(roots: Sequence[Path], names: NameList) -> World:
    """Entities and their language-independent forms from `gazetteers/` of every root."""
    world = World()
    for root in (r / "gazetteers" for r in roots):
        for row in read_forms(root / "countries.csv", COUNTRIES, GAZETTEER.get("countries", {})):
            world.countries[row["country"]] = row["name"]
        if (root / "leaders.csv").exists():
            _add_persons(root / "leaders.csv", names, world)
        for file in ("leaders", "organisations", "places", "weapons", "weapon_patterns"):
            _check_countries(root / f"{file}.csv", world)
        for row in read_forms(
            root / "organisations.csv", ORGANISATIONS, GAZETTEER.get("organisations", {})
        ):
            body = Organisation(row["name"], row["kind"], row["country"] or None)
            world.organisations[row["organisation"]] = body
            name = Name("organisation", row["organisation"], body.kind, body.country, False)
            _add(names, row, name)
        for row in read_forms(root / "places.csv", PLACES, GAZETTEER.get("places", {})):
            _add_place(row, names, world)
        for row in read_forms(root / "weapons.csv", WEAPONS, GAZETTEER.get("weapons", {})):
            country = row["country"] or None
            _add(names, row, Name("weapon", row["weapon"], row["weapon_class"], country, False))
        for row in read_forms(
            root / "weapon_patterns.csv", PATTERNS, GAZETTEER.get("weapon_patterns", {})
        ):
            country = row["country"] or None
            pattern = _compiled(row["pattern"], root / "weapon_patterns.csv")
            world.weapon_families.append((pattern, row["weapon_class"], country))
        for row in read_forms(root / "agreements.csv", AGREEMENTS, GAZETTEER.get("agreements", {})):
            parties = tuple(cells(row["parties"]))
            world.agreements[row["agreement"]] = (row["name"], row["year"], parties)
            year = row["year"] or None
            signed = Name("agreement", row["agreement"], row["form_of"], None, False, False, year)
            _add(names, row, signed)
        for row in read_forms(root / "summits.csv", SUMMITS, GAZETTEER.get("summits", {})):
            world.summits[row["summit"]] = row["organisation"] or None
            _add(names, row, Name("summit", row["summit"], "", None, False))
    return world


def read_language_names(root: Path, names: NameList, world: World) -> None:
    """The forms of one language from its folder."""
    for row in read_forms(
        root / "countries.csv", ("country", "form", "kind", "case"), LANGUAGE.get("countries", {})
    ):
        exact = row["case"] == "exact"
        names.add(row["form"], Name("country", row["country"], row["kind"], row["country"], exact))
    for row in read_forms(
        root / "organisations.csv",
        ("organisation", "form", "case"),
        LANGUAGE.get("organisations", {}),
    ):
        body = _known(world.organisations, row["organisation"], root / "organisations.csv")
        exact = row["case"] == "exact"
        name = Name("organisation", row["organisation"], body.kind, body.country, exact)
        names.add(row["form"], name)
    for row in read_forms(root / "places.csv", ("place", "form"), LANGUAGE.get("places", {})):
        spot = _known(world.places, row["place"], root / "places.csv")
        names.add(row["form"], Name("place", row["place"], spot.kind, spot.country, False))
    for row in read_forms(
        root / "weapons.csv", ("weapon_class", "form"), LANGUAGE.get("weapons", {})
    ):
        names.add(row["form"], Name("weapon", row["form"], row["weapon_class"], None, False, True))
    for row in read_forms(
        root / "agreements.csv", ("form_of", "form"), LANGUAGE.get("agreements", {})
    ):
        names.add(row["form"], Name("agreement", row["form"], row["form_of"], None, False, True))
    for row in read_forms(root / "summits.csv", ("summit", "form"), LANGUAGE.get("summits", {})):
        _known(world.summits, row["summit"], root / "summits.csv")
        names.add(row["form"], Name("summit", row["summit"], "", None, False))


CLASSES = ("nuclear", "icbm", "irbm", "mrbm", "srbm", "slbm", "hypersonic", "cruise", "anti_ship",
           "asat", "air_defence", "rocket_artillery", "torpedo", "drone", "ballistic", "missile",
           "other")  # fmt: skip
FORMS = (
    "treaty",
    "agreement",
    "mou",
    "declaration",
    "ceasefire",
    "protocol",
    "convention",
    "other",
)
Choices = dict[str, dict[str, tuple[str, ...]]]
GAZETTEER: Choices = {
    "organisations": {"kind": ("igo", "bloc", "forum", "group", "agency")},
    "places": {"kind": ("city", "capital", "site", "venue", "sea", "region", "area")},
    "weapons": {"weapon_class": CLASSES},
    "weapon_patterns": {"weapon_class": CLASSES},
    "agreements": {"form_of": FORMS},
}
LANGUAGE: Choices = {
    "countries": {
        "kind": ("name", "short", "demonym", "former", "metonym", "later"),
        "case": ("any", "exact"),
    },
    "organisations": {"case": ("any", "exact")},
    "weapons": {"weapon_class": CLASSES},
    "agreements": {"form_of": FORMS},
}
COUNTRIES = ("country", "name", "capital", "latitude", "longitude")
ORGANISATIONS = ("organisation", "name", "kind", "country", "forms")
PLACES = ("place", "name", "country", "kind", "latitude", "longitude", "forms")
WEAPONS = ("weapon", "name", "weapon_class", "country", "forms")
PATTERNS = ("pattern", "weapon_class", "country")
AGREEMENTS = ("agreement", "name", "form_of", "year", "parties", "forms")
SUMMITS = ("summit", "name", "organisation", "forms")


def _check_countries(path: Path, world: World) -> None:
    """Every state that a list names is one of `gazetteers/countries.csv`."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as stream:
        for line, row in enumerate(csv.DictReader(stream), 2):
            if row["country"] and row["country"] not in world.countries:
                raise CodebookError(
                    f"{path.name}: line {line}: country: {row['country']!r} is no ISO 3166-1 "
                    "alpha-3 code of gazetteers/countries.csv"
                )


Entity = TypeVar("Entity")


def _known(entities: dict[str, Entity], entity_id: str, path: Path) -> Entity:
    if entity_id not in entities:
        raise CodebookError(f"{path}: {entity_id!r} is in no gazetteer; add it there first")
    return entities[entity_id]


def _add(names: NameList, row: dict[str, str], name: Name) -> None:
    for form in [row["name"], *cells(row["forms"])]:
        names.add(form, name)


def _add_persons(path: Path, names: NameList, world: World) -> None:
    persons, forms = read_persons(path)
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
        latitude=_degrees(row["latitude"], row["place"]),
        longitude=_degrees(row["longitude"], row["place"]),
    )
    world.places[row["place"]] = spot
    _add(names, row, Name("place", row["place"], spot.kind, spot.country, False))


def _degrees(text: str, place: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        raise CodebookError(f"places.csv: {place}: {text!r} is no number of degrees") from None


def _compiled(pattern: str, path: Path) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise CodebookError(f"{path.name}: {pattern!r} is no pattern: {error}") from None
