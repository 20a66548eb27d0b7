"""The codebook: all rules and names as data, read once and checked strictly."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from extract.calendar import Calendar, load_calendar
from extract.cues import Cues, read_cues
from extract.encoder import Encoder, find_encoder
from extract.event_types import EventType, Trigger, extends, read_event_types
from extract.gazetteer import Gazetteer, NameList
from extract.list_schema import GAZETTEERS, LANGUAGE
from extract.name_lists import World, read_language_names, read_world
from extract.scorer import UNTRAINED, Scorer, read_scorer
from extract.spot_persons import Titles
from extract.strict_yaml import CodebookError, read_yaml

BUILT_IN = Path(str(files("extract"))) / "codebook"


class TriggerTable:
    """The words of one language that announce an event, as one automaton: the gate."""

    def __init__(self, triggers: Sequence[tuple[str, Trigger]]) -> None:
        self.forms = sorted({form for form, _ in triggers})
        by_form: dict[str, list[Trigger]] = {form: [] for form in self.forms}
        for form, trigger in triggers:
            by_form[form].append(trigger)
        self.triggers = [tuple(by_form[form]) for form in self.forms]
        self.automaton = AhoCorasick(self.forms)


@dataclass(frozen=True, slots=True)
class Language:
    """What the codebook knows of one language."""

    lang: str
    cues: Cues
    calendar: Calendar
    gazetteer: Gazetteer
    titles: Titles
    triggers: TriggerTable


@dataclass(frozen=True, slots=True)
class Codebook:
    """Event types, languages and entities; `fingerprint` is the hash of all its files."""

    event_types: dict[str, EventType]
    languages: dict[str, Language]
    world: World
    scorer: Scorer
    encoder: Encoder | None  # None: sentences are not read by one
    fingerprint: str


def load_codebook(extra: Sequence[Path] = (), event_types: Sequence[str] = ()) -> Codebook:
    """The built-in codebook, extended by folders of the same layout.

    `event_types` switches on types that are off by default. Raises CodebookError, one line with
    file and line, for whatever cannot be understood.
    """
    roots = [BUILT_IN, *extra]
    for root in extra:
        if not root.is_dir():
            raise CodebookError(f"{root}: no such folder; give a folder laid out like the codebook")
        _check_layout(root)
    folders = sorted({p.name for r in roots for p in (r / "languages").glob("*") if p.is_dir()})
    types = _event_types(roots, event_types, folders)
    names = NameList()
    world = read_world(roots, names)
    languages = {lang: _language(lang, roots, types, names.copy(), world) for lang in folders}
    encoder = find_encoder(BUILT_IN / "encoder")
    return Codebook(types, languages, world, _scorer(roots), encoder, _fingerprint(roots, types))


def _check_layout(root: Path) -> None:
    """A file of a user's folder that nothing would read is an error, not a silence."""
    for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.name.startswith(".")):
        parts = path.relative_to(root).parts
        known = LAYOUT.get(parts[0], frozenset()) if len(parts) > 1 else TOP
        event_type = parts[0] == "event_types" and path.suffix == ".yml"
        if parts[-1] not in known and not event_type and path.suffix != ".md":
            raise CodebookError(
                f"{path}: nothing reads this file; see docs/codebook.md for the names of files"
            )


TOP = frozenset({"scorer.json"})
LAYOUT = {
    "event_types": frozenset[str](),
    "gazetteers": frozenset(f"{n}.csv" for n in GAZETTEERS),
    "languages": frozenset({"cues.yml", "calendar.yml", *(f"{n}.csv" for n in LANGUAGE)}),
}


def _event_types(
    roots: Sequence[Path], switched_on: Sequence[str], languages: Sequence[str]
) -> dict[str, EventType]:
    types: dict[str, EventType] = {}
    for root in roots:
        _check_defined_once(root)
    for path in (p for root in roots for p in sorted((root / "event_types").glob("*.yml"))):
        types.update({t.name: t for t in read_event_types(path, types, languages)})
    for name in switched_on:
        if name not in types:
            raise CodebookError(
                f"unknown event type {name!r}; known are {', '.join(sorted(types))}"
            )
    return {name: t for name, t in types.items() if t.enabled or name in switched_on}


def _check_defined_once(root: Path) -> None:
    """Of two files of one folder that define one event type, the second would be the only one."""
    seen: dict[str, Path] = {}
    for path in sorted((root / "event_types").glob("*.yml")):
        for name, node in read_yaml(path).mapping().items():
            if name in seen and not extends(node):
                raise node.fail(f"event type {name!r} stands in {seen[name].name} already")
            seen.setdefault(name, path)


def _language(
    lang: str, roots: Sequence[Path], types: dict[str, EventType], names: NameList, world: World
) -> Language:
    """What the codebook knows of one language; `names` are those of every language, to add to."""
    folders = [f for f in (root / "languages" / lang for root in roots) if f.is_dir()]
    for folder in folders:
        read_language_names(folder, names, world)
    cues = read_cues(_last(folders, "cues.yml"))
    calendar = load_calendar(_last(folders, "calendar.yml"))
    return Language(
        lang=lang,
        cues=cues,
        calendar=calendar,
        gazetteer=Gazetteer(names),
        titles=Titles(cues, calendar.numbers),
        triggers=TriggerTable(_forms(lang, types, names)),
    )


def _last(folders: Sequence[Path], file: str) -> Path:
    """The file of the last folder that has it: a user's own overrules the built-in one."""
    for folder in reversed(folders):
        if (folder / file).exists():
            return folder / file
    raise CodebookError(f"{folders[-1] / file}: the file is missing; a language needs it")


def _scorer(roots: Sequence[Path]) -> Scorer:
    found = [root / "scorer.json" for root in roots if (root / "scorer.json").exists()]
    return read_scorer(found[-1]) if found else UNTRAINED


def _forms(lang: str, types: dict[str, EventType], names: NameList) -> list[tuple[str, Trigger]]:
    forms: list[tuple[str, Trigger]] = []
    for event_type in types.values():
        for trigger in event_type.triggers.get(lang, ()):
            forms += [(form, trigger) for form in trigger.forms]
            if trigger.names is not None:
                kinds = {
                    f for f, ns in names.forms.items() if any(n.kind == trigger.names for n in ns)
                }
                forms += [(form, trigger) for form in sorted(kinds)]
    return forms


HASHED = (".yml", ".csv", ".json", ".onnx", ".model")


def _fingerprint(roots: Sequence[Path], types: dict[str, EventType]) -> str:
    digest = hashlib.sha256(",".join(sorted(types)).encode())
    for root in roots:
        for path in sorted(p for p in root.rglob("*") if p.suffix in HASHED):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
