"""How an account stands: how sure its sentences are, and whether another account tells the same."""

from collections.abc import Iterator
from statistics import fmean

from extract.candidates import Account
from extract.cast import Cast, cast_facts
from extract.features import account_features
from extract.reading_facts import step
from extract.scene import Scene
from extract.scorer import Scorer

STEPS = 8  # in which a probability is told
LEAST, MOST = -4, 4  # log-odds of two accounts being one event, as far as they are told apart


def standing_features(scene: Scene, account: Account, cast: Cast, scorer: Scorer) -> frozenset[str]:
    """What `account_features` names, how the account stands in the article, who takes part."""
    features = account_features(scene, account, cast.accounts)
    if not scorer.knows("telling") or not scorer.trained_on(account.event_type):
        return features
    facts = {*_sureness(account), *_likeness(account, cast)}
    facts.update((*_placing(account), *cast_facts(cast.told_of(account))))
    kind = account.event_type
    return features | facts | {f"{kind}:{fact}" for fact in facts}


def _sureness(account: Account) -> Iterator[str]:
    told = [c.telling for c in account.candidates]
    yield f"telling:most={int(max(told) * STEPS)}"
    yield f"telling:mean={int(fmean(told) * STEPS)}"
    yield f"telling:lead={int(told[0] * STEPS)}"
    read = [c.reading.telling for c in account.candidates if c.reading is not None]
    if read:
        yield f"encoder:most={step(max(read))}"
        yield f"encoder:mean={step(fmean(read))}"


def _placing(account: Account) -> Iterator[str]:
    """How sure its sentences are of a date, a place and a status."""
    members = account.candidates
    yield f"date:best={int(max(c.date_odds for c in members) * STEPS)}"
    yield f"place:best={int(max(c.place_odds for c in members) * STEPS)}"
    yield f"status:best={int(max((max(c.odds) for c in members if c.odds), default=0.0) * STEPS)}"
    yield f"status:lead={int(max(account.lead.odds, default=0.0) * STEPS)}:{account.lead.status}"


def _likeness(account: Account, cast: Cast) -> Iterator[str]:
    """Whether another account of the article is likely the same event, and told at more length."""
    likeliest = {"more": -float("inf"), "less": -float("inf")}
    own = next(i for i, each in enumerate(cast.accounts) if each is account)
    for index, other in enumerate(cast.accounts):
        if other is account or other.event_type != account.event_type:
            continue
        side = "more" if _length(other) > _length(account) else "less"
        odds = cast.alike[min(own, index), max(own, index)]
        likeliest[side] = max(likeliest[side], odds)
    for side, odds in likeliest.items():
        yield f"like:{side}={int(min(max(odds, LEAST - 1), MOST))}"


def _length(account: Account) -> tuple[int, int]:
    """How much tells of an account; of two of one length the earlier counts as longer."""
    return len(account.candidates), -account.lead.spotted.start
