"""Accounts made for tests of resolution: what is not said of one is unknown."""

from dataclasses import replace

from warehouse_made import Told, mention

from extract.records import Article, EventMention, Extraction, Participant
from warehouse.resolve import resolve_extractions
from warehouse.rows import identify

ATTRIBUTES = {"count": "count", "summit_name": "name", "summit_format": "format",
              "treaty_name": "name", "treaty_action": "action", "treaty_form": "form"}  # fmt: skip


def account(number: int, fields: dict) -> tuple[str, EventMention, dict]:
    """An article's id, its account and what else is said of it; what is not said is unknown."""
    said = {"type": "summit", "date": "2024-06-19", "parties": "PRK RUS", **fields}
    stated = {k: v for k, v in said.items() if k in (*ATTRIBUTES, "weapon", "weapon_class")}
    attributes = {ATTRIBUTES.get(name, name): value for name, value in stated.items()}
    told = Told(said["type"], said.get("status", "occurred"), said["date"], said["parties"],
                said.get("place"), attributes)  # fmt: skip
    return said.get("article", f"article {number}"), mention(told, number), said


def events(*told: dict) -> list[list[int]]:
    """The numbers of the accounts that make an event, sorted."""
    accounts = [account(number, fields) for number, fields in enumerate(told)]
    return partition(accounts)


def resolved(accounts) -> dict[int, str]:
    """The event of each account, by its number."""
    articles: dict[str, list] = {}
    for article_id, told, said in accounts:
        articles.setdefault(article_id, []).append((told, said))
    given = [
        (
            Article(
                name,
                several[0][1].get("text", f"They met. {name}"),
                published=several[0][1].get("published", "2024-07-01"),
                lang=several[0][1].get("lang", "en"),
            ),
            Extraction(name, "en", tuple(told for told, _ in several)),
        )
        for name, several in articles.items()
    ]
    event_of = resolve_extractions(given)
    return {
        told.trigger_start: event_of[
            identify(name, told.event_type, "text", told.trigger_start, told.trigger_end, 0)
        ]
        for name, told, _ in accounts
    }


def partition(accounts) -> list[list[int]]:
    clusters: dict[str, list[int]] = {}
    for number, event in resolved(accounts).items():
        clusters.setdefault(event, []).append(number)
    return sorted(sorted(each) for each in clusters.values())


def launch(**fields) -> dict:
    return {"type": "weapons_test", "parties": "PRK", **fields}


def treaty(**fields) -> dict:
    return {"type": "treaty", "treaty_action": "sign", **fields}


def met(*persons: str, **fields) -> tuple[str, EventMention, dict]:
    """A summit of two persons and their states."""
    name, told, said = account(fields.pop("number"), {"date": None, **fields})
    people = tuple(Participant(each[4:], "person", each[:3], "party") for each in persons)
    return name, replace(told, participants=told.participants + people), said
