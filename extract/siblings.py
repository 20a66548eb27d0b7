"""How two accounts of one article stand to each other, as names."""

from extract.candidates import Account

NEAR = 2  # sentences between two accounts that stand near each other


def beside(account: Account, other: Account) -> str:
    """Whether they share a sentence, stand near each other, or far apart."""
    own = {c.sentence.index for c in account.candidates}
    theirs = {c.sentence.index for c in other.candidates}
    if own & theirs:
        return "sentence"
    return "near" if min(abs(a - b) for a in own for b in theirs) <= NEAR else "far"


def relations(account: Account, other: Account) -> tuple[str, str]:
    """Whether they are of one type and how near; the same with what each is about."""
    same = "same" if other.event_type == account.event_type else "other"
    how = f"{same}:{beside(account, other)}"
    return how, f"{_about(account)}:{_about(other)}:{how}"


def _about(account: Account) -> str:
    anchor = account.lead.anchor
    return "none" if anchor is None else "open" if anchor.open else anchor.subkind or "named"
