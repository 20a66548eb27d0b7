"""The columns of every name list, and what their cells can be."""

from dataclasses import dataclass, field

CLASSES = ("nuclear", "icbm", "irbm", "mrbm", "srbm", "slbm", "hypersonic", "cruise", "anti_ship",
           "asat", "air_defence", "rocket_artillery", "torpedo", "drone", "ballistic", "missile",
           "other")  # fmt: skip
FORMS = ("treaty", "agreement", "mou", "declaration", "ceasefire", "protocol", "convention",
         "other")  # fmt: skip
LEADING = ("head_of_state", "head_of_government", "monarch", "crown_prince", "vice_president",
           "organisation_head")  # fmt: skip
OFFICES = (*LEADING, "foreign_minister")
CASES = ("any", "exact")


@dataclass(frozen=True, slots=True)
class Schema:
    """One list: its columns, the values some can have, and what makes a row."""

    columns: tuple[str, ...]
    filled: tuple[str, ...]  # never empty
    key: tuple[str, ...]  # no two rows of one file have the same
    refers: tuple[str, ...] = ()  # columns that name what another list has
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    either: tuple[str, ...] = ()  # one of them at least is filled
    order: tuple[str, str] | None = None  # the first is not later than the second
    same: tuple[str, str] | None = None  # rows that share the first share the second


GAZETTEERS = {
    "countries": Schema(
        columns=("country", "name", "capital", "latitude", "longitude"),
        filled=("country", "name"),
        key=("country",),
    ),
    "organisations": Schema(
        columns=("organisation", "name", "kind", "country", "forms"),
        filled=("organisation", "name"),
        key=("organisation",),
        refers=("country",),
        choices={"kind": ("igo", "bloc", "forum", "group", "agency")},
    ),
    "leaders": Schema(
        columns=("person", "name", "country", "organisation", "office", "start", "end", "forms",
                 "source"),
        filled=("person", "name", "start"),
        key=("person", "country", "organisation", "office", "start"),
        refers=("country", "organisation"),
        choices={"office": OFFICES},
        either=("country", "organisation"),
        order=("start", "end"),
        same=("person", "name"),
    ),
    "places": Schema(
        columns=("place", "name", "country", "kind", "latitude", "longitude", "forms"),
        filled=("place", "name"),
        key=("place",),
        refers=("country",),
        choices={"kind": ("city", "capital", "site", "venue", "sea", "region", "area")},
    ),
    "weapons": Schema(
        columns=("weapon", "name", "weapon_class", "country", "forms"),
        filled=("weapon", "name"),
        key=("weapon",),
        refers=("country",),
        choices={"weapon_class": CLASSES},
    ),
    "weapon_patterns": Schema(
        columns=("pattern", "weapon_class", "country"),
        filled=("pattern",),
        key=("pattern",),
        refers=("country",),
        choices={"weapon_class": CLASSES},
    ),
    "agreements": Schema(
        columns=("agreement", "name", "form_of", "year", "parties", "forms"),
        filled=("agreement", "name"),
        key=("agreement",),
        refers=("parties",),
        choices={"form_of": FORMS},
    ),
    "summits": Schema(
        columns=("summit", "name", "organisation", "forms"),
        filled=("summit", "name"),
        key=("summit",),
        refers=("organisation",),
    ),
    "memberships": Schema(
        columns=("forum", "country", "start", "end"),
        filled=("forum", "country"),
        key=("forum", "country", "start"),
        refers=("forum", "country"),
        order=("start", "end"),
    ),
}  # fmt: skip
LANGUAGE = {
    "countries": Schema(
        columns=("country", "form", "kind", "case"),
        filled=("country", "form"),
        key=("country", "form"),
        refers=("country",),
        choices={
            "kind": ("name", "short", "demonym", "former", "metonym", "later"),
            "case": CASES,
        },
    ),
    "organisations": Schema(
        columns=("organisation", "form", "case"),
        filled=("organisation", "form"),
        key=("organisation", "form"),
        refers=("organisation",),
        choices={"case": CASES},
    ),
    "places": Schema(
        columns=("place", "form"),
        filled=("place", "form"),
        key=("place", "form"),
        refers=("place",),
    ),
    "weapons": Schema(
        columns=("weapon_class", "form"),
        filled=("form",),
        key=("form",),
        choices={"weapon_class": CLASSES},
    ),
    "agreements": Schema(
        columns=("form_of", "form"),
        filled=("form",),
        key=("form",),
        choices={"form_of": FORMS},
    ),
    "summits": Schema(
        columns=("summit", "form"),
        filled=("summit", "form"),
        key=("summit", "form"),
        refers=("summit",),
    ),
}
