"""From merged candidates to the event mention that leaves the library."""

from collections.abc import Iterable

from extract.attributes import attributes
from extract.candidates import Account
from extract.load import Codebook
from extract.parties import distinct
from extract.records import EventDate, EventMention, Evidence, Participant, ParticipantRole, Place
from extract.scene import Scene
from extract.spot_names import Mention

MOST_EVIDENCE = 4


def compose(
    scene: Scene, account: Account, codebook: Codebook, confidence: float
) -> EventMention:
    """The event mention of an account: each field from the candidate that knows it best."""
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
        confidence=confidence,
        date=_date(account),
        place=_place(account),
        participants=tuple(_participants(scene, account)),
        attributes=attributes(scene, account, event_type.attributes),
    )


def _evidence(scene: Scene, account: Account) -> tuple[Evidence, ...]:
    sentences = list(dict.fromkeys(c.sentence for c in account.candidates))[:MOST_EVIDENCE]
    evidence = []
    for sentence in sentences:
        field, start, end = scene.document.locate(sentence.start, sentence.end)
        words = scene.document.text[sentence.start : sentence.end]
        evidence.append(Evidence(words, field, start, end))
    return tuple(evidence)


def _date(account: Account) -> EventDate:
    """The most precise date told; the lead's where several are as precise."""
    known = [c.date for c in account.candidates if c.date.value is not None]
    return min(known, key=lambda d: _vagueness(d.value or ""), default=EventDate())


def _vagueness(value: str) -> int:
    first, _, last = value.partition("/")
    return -len(first) + (6 if last else 0)


def _place(account: Account) -> Place:
    places = [c.place for c in account.candidates if c.place != Place()]
    named = [p for p in places if p.name is not None]
    return (named or places or [Place()])[0]


def _participants(scene: Scene, account: Account) -> Iterable[Participant]:
    parties = distinct([m for c in account.candidates for m in c.parties], _identity)
    summit = account.lead.anchor
    named = summit is not None and summit.kind == "summit"
    role: ParticipantRole = "attendee" if named else "party"
    if summit is not None and named:
        yield from _forum(scene, summit)
    for person in (m for m in parties if m.kind == "person" and m.subkind != "office"):
        yield Participant(_fullest(scene, person), "person", person.country, role, person.entity_id)
    for mention in (m for m in parties if m.kind == "organisation"):
        kind = "group" if mention.subkind == "group" else "org"
        yield Participant(mention.text, kind, None, role, mention.entity_id)
    for country in dict.fromkeys(m.country for m in parties if m.country):
        yield Participant(_country_name(scene, country), "country", country, role, country)
    host = _place(account).country if named else None
    if host is not None and host not in {m.country for m in parties}:
        yield Participant(_country_name(scene, host), "country", host, "host", host)


def _identity(mention: Mention) -> str:
    return mention.entity_id or f"{mention.country}:{mention.text}"


def _forum(scene: Scene, summit: Mention) -> Iterable[Participant]:
    organisation = summit.entity_id
    if organisation not in scene.world.organisations:
        return
    said = [m.text for m in scene.mentions if m.entity_id == organisation]
    name = max(said, key=len) if said else scene.world.organisations[organisation][0]
    yield Participant(name, "org", None, "party", organisation)


def _fullest(scene: Scene, person: Mention) -> str:
    forms = [m.text for m in scene.mentions if m.entity_id == person.entity_id]
    return max(forms, key=len, default=person.text)


def _country_name(scene: Scene, country: str) -> str:
    """The state as the article names it, else as the language's list does."""
    said = [m for m in scene.mentions if m.kind == "country" and m.country == country]
    proper = [m.text for m in said if m.subkind in ("name", "short", "former")]
    return (proper or [scene.world.countries.get(country, country)])[0]
