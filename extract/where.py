"""Possible places of an account, with what speaks for each, as names."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extract.arguments import EDGES, near_sentences
from extract.bearings import ACCOUNTS, bearings, is_own, rivals
from extract.candidates import Account
from extract.places import is_bound_for, kind_of_place
from extract.read import Sentence
from extract.reading_facts import span_facts
from extract.scene import Scene
from extract.spot_names import Mention
from extract.words import WORD

SHARES = 6  # steps in which a share is told


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """A place or state that the event could be at."""

    kind: str  # place or country
    key: str
    mentions: tuple[Mention, ...]


def place_options(scene: Scene, account: Account, siblings: Sequence[Account]) -> list[PlaceOption]:
    """Places and states named near the account; seas and peoples are none."""
    return places_in(scene, near_sentences(scene, account, siblings))


def places_in(scene: Scene, sentences: Sequence[Sentence]) -> list[PlaceOption]:
    """Places and states named in some sentences."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for sentence in sentences:
        for mention in scene.within(sentence.start, sentence.end, ("place", "country")):
            kind = kind_of_place(mention, scene.world)
            if kind is not None and not is_bound_for(scene, mention):
                found.setdefault((kind, mention.entity_id or mention.text), []).append(mention)
    return [PlaceOption(kind, key, tuple(ms)) for (kind, key), ms in sorted(found.items())]


def place_features(
    scene: Scene, account: Account, option: PlaceOption, siblings: Sequence[Account]
) -> frozenset[str]:
    """Names of what holds between an account and a place."""
    prefix = f"{account.event_type}:{option.kind}"
    spans = [(m.start, m.end) for m in option.mentions]
    facts = set(closest_facts(scene, account, spans))
    facts.update(span_facts(account.candidates, spans, f"at_{option.kind}"))
    country = option.mentions[0].country
    text = option.mentions[0].text
    facts.add(f"subkinds={','.join(sorted({m.subkind for m in option.mentions}))}")
    facts.add(f"many={min(len(option.mentions), 4)}")
    facts.add(f"rule={any(c.place.name == text for c in account.candidates)}")
    facts.add(f"rule_country={any(c.place.country == country for c in account.candidates)}")
    facts.add(f"lead_rule={account.lead.place.country == country}")
    facts.add(f"party={any(m.country == country for c in account.candidates for m in c.parties)}")
    facts.add(f"sibling={any(c.place.country == country for a in siblings for c in a.candidates)}")
    facts.add(f"trigger={account.lead.spotted.trigger.needs}")
    facts.add(f"anchor={_in_anchor(account, option.mentions)}")
    return frozenset({prefix} | {f"{prefix}:{f}" for f in facts} | {f"*:{f}" for f in facts})


def account_place_features(
    scene: Scene, account: Account, options: Sequence[PlaceOption], siblings: Sequence[Account]
) -> list[frozenset[str]]:
    """For every option what `place_features` names, and how it stands in the article."""
    spots = {option: [m.start for m in option.mentions] for option in options}
    beside = {
        kind: rivals(scene, account, [spots[o] for o in options if o.kind == kind])
        for kind in ("place", "country")
    }
    towns = {o.mentions[0].country for o in options if o.kind == "place"}
    named = Counter(m.country for m in scene.mentions if m.kind in ("place", "country"))
    begin, end = scene.document.offset, scene.dateline_end
    line = {m.country for m in scene.mentions if m.country and begin <= m.start < end}
    out = []
    for option, starts in spots.items():
        own, told = is_own(scene, account, starts), beside[option.kind]
        facts = {
            *bearings(scene, account, starts, told),
            *_article_facts(option, named, line, own),
            *_town_facts(account, option, option.mentions[0].country in towns, own),
            f"accounts={min(len(siblings) + 1, ACCOUNTS)}:{own}:{told}",
        }
        scopes = (f"{account.event_type}:{option.kind}", "*")
        out.append(place_features(scene, account, option, siblings)
                   | {f"{scope}:{fact}" for scope in scopes for fact in facts})  # fmt: skip
    return out


def _town_facts(account: Account, option: PlaceOption, town: bool, own: bool) -> Iterator[str]:
    """Whether a town of the state is an option, too."""
    country = option.mentions[0].country
    yield f"town={town}:{own}"
    yield f"town={town}:{any(c.place.country == country for c in account.candidates)}:rule"


def _article_facts(
    option: PlaceOption, named: Counter[str | None], line: Collection[str], own: bool
) -> Iterator[str]:
    """How often the article names the state or its places, and whether the dateline does."""
    country = option.mentions[0].country
    states = named.total() - named[None]
    yield f"share={int(SHARES * (named[country] / max(states, 1)))}"
    yield f"of_dateline={country in line}:{bool(line)}:{own}"


def _in_anchor(account: Account, mentions: Sequence[Mention]) -> bool:
    anchors = [c.anchor for c in account.candidates if c.anchor is not None]
    return any(a.start <= m.start < a.end for a in anchors for m in mentions)


def closest_facts(
    scene: Scene, account: Account, spans: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """How near the closest span stands to the trigger of an account's candidates, and how."""
    start, end, candidate = min(
        ((s, e, c) for s, e in spans for c in account.candidates),
        key=lambda t: (t[2].sentence != scene.sentence_at(t[0]),
                       max(t[0] - t[2].spotted.end, t[2].spotted.start - t[1], 0)),
    )  # fmt: skip
    spotted, home = candidate.spotted, scene.sentence_at(start)
    yield f"home={_relation(home, account)}"
    yield f"lead={account.lead.sentence == home}"
    side = "before" if start < spotted.start else "behind"
    gap = max(start - spotted.end, spotted.start - end, 0)
    same = home == candidate.sentence
    yield f"{side}:{same}={sum(gap > edge for edge in EDGES)}"
    before = WORD.findall(scene.lower(max(home.start, start - 25), start))
    behind = WORD.findall(scene.lower(end, min(home.end, end + 25)))
    yield f"<{before[-1] if before else '^'}"
    yield f"{side}<{before[-1] if before else '^'}"
    yield f">{behind[0] if behind else '$'}"
    yield f"dateline={scene.document.offset <= start < scene.dateline_end}"


def _relation(sentence: Sentence, account: Account) -> str:
    own = {c.sentence.index for c in account.candidates}
    if sentence.index in own:
        return "own"
    if sentence.index == 0:
        return "title"
    return "next" if sentence.index - 1 in own else "before"
