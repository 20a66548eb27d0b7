"""Extractions as lines of JSON: the contract of `summitry extract`."""

from extract.records import EventMention, Extraction, Refusal


def extraction_to_json(extraction: Extraction) -> dict[str, object]:
    """One line of the output: id, lang, events and refusals, keys in a fixed order."""
    return {
        "id": extraction.article_id,
        "lang": extraction.lang,
        "events": [_event(event) for event in extraction.events],
        "refusals": [_refusal(refusal) for refusal in extraction.refusals],
    }


def _event(event: EventMention) -> dict[str, object]:
    return {
        "type": event.event_type,
        "status": event.status,
        "trigger": event.trigger,
        "evidence": [
            {"text": e.text, "field": e.field, "start": e.start, "end": e.end}
            for e in event.evidence
        ],
        "date": event.date.value,
        "place": {"name": event.place.name, "country": event.place.country},
        "participants": [
            {"name": p.name, "kind": p.kind, "country": p.country, "role": p.role}
            for p in event.participants
        ],
        "attributes": dict(event.attributes),
        "confidence": event.confidence,
    }


def _refusal(refusal: Refusal) -> dict[str, object]:
    return {
        "step": refusal.step,
        "reason": refusal.reason,
        "detail": refusal.detail,
        "type": refusal.event_type,
        "field": refusal.field,
        "start": refusal.start,
        "end": refusal.end,
    }
