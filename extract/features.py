"""What the scorer looks at: facts about an account and the words around its trigger, as names."""

from collections.abc import Iterator, Sequence
from datetime import date

from extract.candidates import Account, Candidate
from extract.pairs import relation
from extract.reading_facts import telling_facts
from extract.records import EventDate
from extract.scene import Scene
from extract.scorer import STATUSES
from extract.words import WORD, has_any

QUOTES = '“”"'
TELLING = ("combat", "satellite", "generic", "number_of_all", "business")  # lists of cues
NEAR = 4  # words on either side of the trigger that may speak for or against it
STEPS = 10  # in which a probability is told
WIDE = 10  # words on either side that may tell the status


def account_features(scene: Scene, account: Account, accounts: Sequence[Account]) -> frozenset[str]:
    """Names of what holds for the account, and between it and the article's others of its type."""
    lead = account.lead
    kind = account.event_type
    siblings = [a for a in accounts if a.event_type == kind and a is not account]
    rivals = len(siblings) + 1
    found = {f"type={kind}", f"{scene.language.lang}:{kind}", f"{kind}:rivals={min(rivals, 6)}"}
    found.update(f"{kind}:{fact}" for fact in _facts(scene, account))
    found.update(f"{kind}:{fact}" for fact in _sibling_facts(account, siblings))
    found.update(f"{kind}:{word}" for word in _around(scene, lead, NEAR))
    found.add(f"{kind}:trigger={lead.spotted.text.lower()}")
    return frozenset(found)


def telling_features(scene: Scene, candidate: Candidate) -> frozenset[str]:
    """Names of what tells whether a sentence tells of a particular event at all."""
    kind = candidate.spotted.trigger.event_type
    read = list(telling_facts(candidate))
    features = account_features(scene, Account((candidate,)), [])
    return features.union(read, (f"{kind}:{fact}" for fact in read))


def _facts(scene: Scene, account: Account) -> Iterator[str]:
    lead = account.lead
    members = account.candidates
    yield f"size={min(len(members), 4)}"
    yield f"status={lead.status}"
    yield f"needs={lead.spotted.trigger.needs}"
    yield f"date={_date_kind(members)}"
    yield f"place={max(_place_kind(c) for c in members)}"
    yield f"title={any(c.spotted.end < scene.document.offset for c in members)}"
    yield f"depth={_depth(min(c.sentence.index for c in members))}"
    yield from _party_facts(account)
    yield from _anchor_facts(account)
    yield from (f"set={k}:{v}" for k, v in lead.spotted.trigger.settings)
    text = scene.lower(lead.sentence.start, lead.sentence.end)
    words = set(WORD.findall(text))
    lists = scene.language.cues.lists
    yield from (f"cue={name}" for name in TELLING if has_any(text, lists[name]))
    yield f"quoted={any(mark in text for mark in QUOTES)}"
    yield f"long={len(words) // 12}"


def _sibling_facts(account: Account, siblings: Sequence[Account]) -> Iterator[str]:
    """What tells a second account of one event from an event of its own."""
    own = {c.sentence.index for c in account.candidates}
    for sibling in siblings:
        rank = "more" if len(sibling.candidates) > len(account.candidates) else "not_more"
        before = "before" if sibling.lead.spotted.start < account.lead.spotted.start else "behind"
        facts = relation(account.lead, sibling.lead)
        yield f"sibling:{facts}:{rank}"
        yield f"sibling:{facts}:{before}"
        if own & {c.sentence.index for c in sibling.candidates}:
            yield f"sibling:sentence:{before}"
            yield f"sibling:sentence:{facts}"


def _party_facts(account: Account) -> Iterator[str]:
    parties = [m for c in account.candidates for m in c.parties]
    yield f"parties={min(len({m.country or m.text for m in parties}), 4)}"
    for kind in ("person", "country", "organisation", "place"):
        yield f"{kind}={any(m.kind == kind for m in parties)}"
    states = len({m.country for m in parties if m.country})
    bodies = any(m.kind == "organisation" for m in parties)
    anchor = account.lead.anchor
    named = "none" if anchor is None else "open" if anchor.open else "named"
    yield f"states={min(states, 2)}:{bodies}:{named}"
    yield f"office={','.join(sorted({m.office for m in parties if m.office}))}"


def _anchor_facts(account: Account) -> Iterator[str]:
    lead = account.lead
    if lead.anchor is None:
        yield "anchor=none"
        return
    behind = lead.anchor.start >= lead.spotted.end
    gap = lead.anchor.start - lead.spotted.end if behind else lead.spotted.start - lead.anchor.end
    yield f"anchor={'open' if lead.anchor.open else 'named'}:{lead.anchor.subkind}"
    if lead.named_next:
        yield "anchor=next"
    yield f"anchor_at={'behind' if behind else 'before'}:{min(max(gap, 0) // 15, 5)}"
    yield f"plural={lead.anchor.text.lower().endswith('s')}"
    for word in WORD.findall(lead.anchor.text.lower()):
        yield f"anchor_word={word}"


def _date_kind(members: tuple[Candidate, ...]) -> str:
    known = [c.date.value for c in members if c.date.value]
    return str(min(len(v) for v in known)) if known else "none"


def _place_kind(candidate: Candidate) -> int:
    return (candidate.place.country is not None) + (candidate.place.name is not None)


def _depth(index: int) -> int:
    return next(i for i, last in enumerate((1, 3, 6, 12, 10**9)) if index <= last)


def _around(scene: Scene, candidate: Candidate, reach: int) -> Iterator[str]:
    """Words before and behind the trigger, within its sentence, by side."""
    spotted, sentence = candidate.spotted, candidate.sentence
    before = WORD.findall(scene.lower(max(sentence.start, spotted.start - 120), spotted.start))
    behind = WORD.findall(scene.lower(spotted.end, min(sentence.end, spotted.end + 120)))
    yield from (f"<{word}" for word in before[-reach:])
    yield from (f">{word}" for word in behind[:reach])
    yield f"<<{before[-1] if before else '^'}"
    yield f">>{behind[0] if behind else '$'}"


def status_features(scene: Scene, candidate: Candidate) -> frozenset[str]:
    """Names of what tells whether the event took place."""
    kind = candidate.spotted.trigger.event_type
    sentence = candidate.sentence
    found = {f"type={kind}", f"rule={candidate.status}", f"{kind}:rule={candidate.status}"}
    found.add(f"when={when_of(candidate.date, scene.document.article.published_on)}")
    found.add(f"trigger={candidate.spotted.text.lower()}")
    found.update(f"set={k}:{v}" for k, v in candidate.spotted.trigger.settings)
    around = list(_around(scene, candidate, WIDE))
    found.update(around)
    near = [w for w in around if w.startswith("<") and not w.startswith("<<")][-3:]
    found.update(f"near{w}" for w in near)
    found.add("pair" + "_".join(near[-2:]))
    text = scene.lower(sentence.start, sentence.end)
    words = set(WORD.findall(text))
    for status, cues in scene.language.cues.groups["status"].items():
        found.update(f"in:{cue}" for cue in cues if cue in words or (" " in cue and cue in text))
        if any(cue in words for cue in cues):
            found.add(f"has={status}")
    found.add(f"title={candidate.spotted.end < scene.document.offset}")
    found.update(_read_statuses(candidate))
    found.update(_days_ahead(scene, candidate))
    return frozenset(found)


def _days_ahead(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """How far ahead the weekdays of the sentence are: what is told of tomorrow lies ahead."""
    published = scene.document.article.published_on
    for mention in scene.dates(candidate.sentence):
        if mention.kind == "weekday" and mention.future.value and published is not None:
            ahead = (date.fromisoformat(mention.future.value) - published).days
            side = "before" if mention.start < candidate.spotted.start else "behind"
            yield f"weekday={ahead}"
            yield f"weekday={ahead}:{side}"


def _read_statuses(candidate: Candidate) -> Iterator[str]:
    """What the encoder tells of the status."""
    if candidate.reading is not None:
        told = dict(zip(STATUSES, candidate.reading.statuses, strict=True))
        yield from (f"encoder:{status}={int(p * STEPS)}" for status, p in told.items())
        yield f"encoder={max(told, key=told.__getitem__)}:rule={candidate.status}"


def when_of(when: EventDate, published: date | None) -> str:
    """Whether a date lies before, around or after publication."""
    if when.value is None:
        return "unknown"
    if published is None:
        return "undated"
    first, _, last = when.value.partition("/")
    today = published.isoformat()
    if first > today[: len(first)]:
        return "future"
    return "past" if (last or first) < today[: len(last or first)] else "now"
