"""What the names of meetings, agreements and organisations come to, across languages."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

NAMES_FILE = Path(__file__).with_name("names.yml")
WORD = re.compile(r"[^\W_]+")
CONFERENCE = re.compile(
    r"\bcop *(?:ke *)?(\d+)\b"
)  # "COP-28", "COP 28": the conference and its number
ORDINAL = re.compile(r"\b(\d+)(?:th|st|nd|rd|mm)?\b")  # "ke-47", "34th", "Hwasong-15"
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One way in which an agreement is named: words that must be there, a party as well."""

    name: str
    words: frozenset[str]
    only: bool
    party: str | None
    party_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameLists:
    """The content of names.yml."""

    notions: Mapping[str, str]  # form -> the word it comes to
    forms: re.Pattern[str]
    notion_words: frozenset[str]
    empty: frozenset[str]
    describing: frozenset[str]
    whole: tuple[str, ...]
    seats: Mapping[str, tuple[str, ...]]
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as resolution compares it; the words of no known notion carry their language."""

    words: tuple[str, ...]  # "nuclear", "id:gurun"
    numbers: tuple[str, ...]  # "47" of "ke-47", "28" of "COP28"; no years
    year: int | None  # the year that is part of the name
    proper: tuple[str, ...]  # the words but those that only describe
    subject: tuple[str, ...]  # what a meeting or organisation is the same by
    forum: bool  # the subject holds a notion of names.yml, not only words of the text
    seats: tuple[str, ...]  # places where such a meeting is held again and again
    agreement: str | None  # of names.yml
    agreement_party: str | None  # ISO 3166-1 alpha-3, needed beside the name; None where it is not
    party_words: tuple[str, ...]  # what names that party in a sentence


def read_name(text: str, lang: str | None, names: NameLists) -> Name:
    """What a name in the words of the text comes to."""
    plain = " ".join(WORD.findall(fold(text)))
    plain = CONFERENCE.sub(r" climate \1 ", plain)
    plain = names.forms.sub(lambda found: names.notions[found.group()], plain)
    years = YEAR.findall(plain)
    numbers = [n for n in ORDINAL.findall(plain) if not YEAR.fullmatch(n)]
    kept = [w for w in plain.split() if w not in names.empty and not ORDINAL.fullmatch(w)]
    kept = [word for word in kept if len(word) > 1]
    words = {word: _comparable(word, lang, names) for word in kept}
    agreement = _agreement(frozenset(kept), names)
    return Name(
        words=tuple(sorted(set(words.values()))),
        numbers=tuple(sorted(set(numbers))),
        year=int(years[0]) if len(set(years)) == 1 else None,
        proper=tuple(sorted({words[word] for word in words if word not in names.describing})),
        subject=_subject(kept, names),
        forum=any(word in names.notion_words for word in kept),
        seats=tuple(place for word in sorted(set(kept)) for place in names.seats.get(word, ())),
        agreement=agreement.name if agreement else None,
        agreement_party=agreement.party if agreement else None,
        party_words=agreement.party_words if agreement else (),
    )


def fold(text: str) -> str:
    """Lower case without accents, so that "Pyongyang" is one word however it is typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


@cache
def load_names() -> NameLists:
    """The name lists that come with the package."""
    content = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    notions = {form: word for word, forms in content["words"].items() for form in forms}
    longest_first = sorted(notions, key=lambda form: (-len(form), form))
    notion_words = {part for word in notions.values() for part in word.split()}
    return NameLists(
        notions=notions,
        forms=re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"),
        notion_words=frozenset(notion_words),
        empty=frozenset(word for line in content["empty"] for word in line.split()),
        describing=frozenset(word for line in content["describing"] for word in line.split()),
        whole=tuple(content["whole"]),
        seats={word: tuple(places) for word, places in content["seats"].items()},
        agreements=tuple(_agreements(content["agreements"])),
    )


def _agreements(content: Mapping[str, Sequence[str]]) -> list[Agreement]:
    found = []
    for name, lines in content.items():
        for line in lines:
            words, _, party = line.partition("@")
            only = words.startswith("=")
            needed = frozenset(words.strip("= ").split())
            code, *told = party.split() or [""]
            found.append(Agreement(name, needed, only, code or None, tuple(told)))
    return found


def _agreement(words: frozenset[str], names: NameLists) -> Agreement | None:
    for each in names.agreements:
        if words == each.words or (not each.only and each.words <= words):
            return each
    return None


def _comparable(word: str, lang: str | None, names: NameLists) -> str:
    return word if word in names.notion_words else f"{lang or '?'}:{word}"


def _subject(words: Sequence[str], names: NameLists) -> tuple[str, ...]:
    whole = [word for word in names.whole if word in words]
    return tuple(sorted(set(whole or words)))
