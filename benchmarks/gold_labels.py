"""What the annotators say of what was found: the labels that the scorer learns from."""

from collections.abc import Sequence
from typing import Any

from extract.arguments import Entity
from extract.candidates import Account, Candidate
from extract.cast import cast_of
from extract.choose import choose
from extract.compose import compose
from extract.jsonl import extraction_to_json
from extract.load import Codebook
from extract.records import EventMention, Extraction
from extract.scene import Scene
from extract.scorer import UNTRAINED
from extract.where import PlaceOption
from flows.align import align, fold, similarity, token_f1

Row = dict[str, Any]  # an annotated article, or an event of it


def told_event(row: Row, scene: Scene, account: Account, codebook: Codebook) -> Row | None:
    """The gold event that an account of a single candidate is most like."""
    facts = choose(scene, account, cast_of(scene, [account], UNTRAINED), UNTRAINED)
    event = compose(scene, account, facts, codebook, 0.5)
    out = lines_of(row, [event])[0]
    kin = [(i, g) for i, g in enumerate(row["events"]) if g["type"] == out["type"]]
    scored = [(similarity(g, out), i) for i, g in kin]
    best = max(scored, default=(0.0, 0))
    return row["events"][best[1]] if best[0] > 0 else None


def lines_of(row: Row, events: Sequence[EventMention]) -> list[Row]:
    """The events as `summitry extract` writes them."""
    line: Row = extraction_to_json(Extraction(row["id"], row["lang"], tuple(events)))
    out: list[Row] = line["events"]
    return out


def aligned(
    row: Row, scene: Scene, accounts: Sequence[Account], codebook: Codebook
) -> dict[int, Row]:
    """Account index -> gold event."""
    cast = cast_of(scene, accounts, codebook.scorer)
    events = [
        compose(scene, a, choose(scene, a, cast, codebook.scorer), codebook, 0.5) for a in accounts
    ]
    out = lines_of(row, events)
    return {j: row["events"][i] for i, j in align(row["events"], out)}


def evidenced(row: Row, scene: Scene, candidate: Candidate, codebook: Codebook) -> Row | None:
    """The gold event of which the candidate's sentence is evidence; of several the likest."""
    words = " ".join(fold(scene.document.text[candidate.sentence.start : candidate.sentence.end]))
    found = []
    for event in row["events"]:
        shown = [" ".join(fold(text)) for text in event["evidence"]]
        if event["type"] == candidate.spotted.trigger.event_type and any(
            text and (text in words or words in text) for text in shown
        ):
            found.append(event)
    if len(found) > 1:
        likest = told_event(row, scene, Account((candidate,)), codebook)
        found = [event for event in found if event is likest] or found
    return found[0] if found else None


def is_place(option: PlaceOption, event: Row) -> bool:
    country, name = event["place"]["country"], event["place"]["name"]
    right = bool(option.mentions[0].country == country)
    if option.kind == "place":
        right = right and any(token_f1(m.text, name or "") >= 0.5 for m in option.mentions)
    return right


def is_party(entity: Entity, event: Row) -> bool:
    """Whether the gold event has the entity among its participants."""
    names = {m.text for m in entity.mentions}
    if entity.kind == "country":
        return entity.key in {p["country"] for p in event["participants"]}
    if entity.kind == "person":
        persons = [p["name"] for p in event["participants"] if p["kind"] == "person"]
        return any(fold(n)[-1:] == fold(p)[-1:] for n in names for p in persons)
    others = [p["name"] for p in event["participants"] if p["kind"] in ("org", "group")]
    return any(token_f1(n, o) >= 0.5 for n in names for o in others)
