"""The status of an account from what all of its sentences tell of it."""

from collections.abc import Iterator
from dataclasses import replace

from extract.candidates import Account, Candidate
from extract.dates_near import date_near
from extract.features import when_of
from extract.reading_facts import status_facts
from extract.records import Status
from extract.scene import Scene
from extract.scorer import STATUSES, Scorer

PLAIN = ("cancelled", "denied")  # too seldom in the training articles to be weighed
DAY = 10  # characters of an ISO day
STEPS = 5  # in which a probability is told
LEAST = 0.15  # probability by a sentence alone of what an account can be


def pass_verdict(scene: Scene, account: Account, scorer: Scorer) -> Account:
    """The account with its likeliest status; as it was where nothing was trained."""
    if not all(scorer.knows(status) for status in STATUSES) or not account.lead.odds:
        return account
    lead = account.lead
    plainly = max(lead.odds) == 1.0  # its words leave no doubt: "might meet", "did not sign"
    if plainly and (len(account.candidates) == 1 or lead.status in PLAIN):
        return replace(account, verdict=lead.status)
    features = verdict_features(scene, account)
    ahead = _lies_ahead(scene, lead)
    odds: dict[Status | None, float]
    odds = {status: scorer.log_odds(status, features) for status in STATUSES}
    possible = [status for status in STATUSES if not (ahead and status == "occurred")]
    told = [status for status in possible if _is_told(account, status)]
    return replace(account, verdict=max(told or possible, key=odds.__getitem__))


def _is_told(account: Account, status: Status) -> bool:
    """Whether one of its sentences tells of the status at all."""
    index = STATUSES.index(status)
    return any(c.odds and c.odds[index] >= LEAST for c in account.candidates)


def _lies_ahead(scene: Scene, candidate: Candidate) -> bool:
    """Whether the day named nearest to its trigger comes after publication, however it is read."""
    published = scene.document.article.published_on
    when = date_near(scene, candidate.sentence, candidate.spotted, "occurred").value or ""
    first = when.partition("/")[0]
    return published is not None and len(first) == DAY and first > published.isoformat()


def verdict_features(scene: Scene, account: Account) -> frozenset[str]:
    """Names of what its sentences, together, tell of whether an event took place."""
    kind = account.event_type
    facts = set(_facts(scene, account))
    return frozenset({kind, *facts, *(f"{kind}:{fact}" for fact in facts)})


def _facts(scene: Scene, account: Account) -> Iterator[str]:
    scored = [c.odds for c in account.candidates if c.odds]
    for index, status in enumerate(STATUSES):
        told = [odds[index] for odds in scored]
        yield f"mean:{status}={int(sum(told) / len(told) * STEPS)}"
        yield f"most:{status}={int(max(told) * STEPS)}"
        yield f"lead:{status}={int(account.lead.odds[index] * STEPS)}"
    lead = account.lead.status
    yield f"lead={lead}"
    yield f"of={min(len(account.candidates), 4)}"
    published = scene.document.article.published_on
    for candidate in account.candidates:
        when = when_of(candidate.date, published)
        yield f"told={candidate.status}"
        yield f"when={when}"
        yield f"when={when},{candidate.status}"
        yield f"when={when},lead={lead}"
        if candidate.spotted.end < scene.document.offset:
            yield f"title={candidate.status}"
    yield from status_facts(account.candidates)
    yield from (f"set={value}:{lead}" for _, value in account.lead.spotted.trigger.settings)
