"""From merged candidates to the event mention that leaves the library."""

from collections.abc import Iterable, Iterator

from extract.attributes import attributes
from extract.candidates import Account, Candidate
from extract.choose import Facts
from extract.load import Codebook
from extract.read import Sentence
from extract.records import (
    EventMention,
    Evidence,
    Participant,
    ParticipantKind,
    ParticipantRole,
)
from extract.scene import Scene
from extract.spot_names import Mention

MOST_EVIDENCE = 4


def compose(
    scene: Scene, account: Account, facts: Facts, codebook: Codebook, probability: float
) -> EventMention:
    """The event mention of an account with its chosen arguments."""
    lead = account.lead
    event_type = codebook.event_types[account.event_type]
    field, start, end = scene.document.locate(lead.spotted.start, lead.spotted.end)
    return EventMention(
        event_type=account.event_type,
        status=account.status,
        trigger=lead.spotted.text,
        trigger_field=field,
        trigger_start=start,
        trigger_end=end,
        evidence=_evidence(scene, account),
        confidence=round(probability, 3),
        date=facts.date if facts.date.value else account.year_told(),
        place=facts.place,
        participants=tuple(_participants(scene, account, facts)),
        attributes=attributes(scene, account, facts, event_type.attributes),
    )


def _evidence(scene: Scene, account: Account) -> tuple[Evidence, ...]:
    evidence = []
    sentences = dict.fromkeys(s for c in account.candidates for s in _told_in(scene, c))
    for sentence in list(sentences)[:MOST_EVIDENCE]:
        field, start, end = scene.document.locate(sentence.start, sentence.end)
        words = scene.document.text[sentence.start : sentence.end]
        evidence.append(Evidence(words, field, start, end))
    return tuple(evidence)


def _told_in(scene: Scene, candidate: Candidate) -> Iterator[Sentence]:
    yield candidate.sentence
    if candidate.anchor is not None and candidate.named_next:
        yield scene.sentence_at(candidate.anchor.start)


def _participants(scene: Scene, account: Account, facts: Facts) -> Iterable[Participant]:
    summit = account.lead.anchor
    named = summit is not None and summit.kind == "summit"
    role: ParticipantRole = "attendee" if named else "party"
    organisations = {m.entity_id for m in facts.organisations}
    if summit is not None and named and summit.entity_id not in organisations:
        yield from _forum(scene, summit)
    for person in facts.persons:
        yield Participant(_fullest(scene, person), "person", person.country, role, person.entity_id)
    for mention in facts.organisations:
        kind: ParticipantKind = "group" if mention.subkind == "group" else "org"
        yield Participant(
            _fullest(scene, mention), kind, mention.country, "party", mention.entity_id
        )
    for country in facts.countries:
        part: ParticipantRole = "host" if country == facts.place.country and named else role
        yield Participant(_country_name(scene, country), "country", country, part, country)


def _forum(scene: Scene, summit: Mention) -> Iterable[Participant]:
    organisation = summit.entity_id
    if organisation not in scene.world.organisations:
        return
    said = [m.text for m in scene.mentions if m.entity_id == organisation]
    name = max(said, key=len) if said else scene.world.organisations[organisation].name
    yield Participant(name, "org", None, "party", organisation)


def _fullest(scene: Scene, person: Mention) -> str:
    forms = [
        m.text for m in scene.mentions if m.entity_id == person.entity_id and m.subkind != "office"
    ]
    return max(forms, key=len, default=person.text)


def _country_name(scene: Scene, country: str) -> str:
    """The state as the article names it, else as the language's list does."""
    said = [m for m in scene.mentions if m.kind == "country" and m.country == country]
    proper = [m.text for m in said if m.subkind in ("name", "short", "former")]
    return (proper or [scene.world.countries.get(country, country)])[0]
