"""How two candidates of one type relate, in a word that the scorer can weigh."""

from extract.candidates import Candidate
from extract.parties import leader_key
from extract.same import dates_agree


def relation(a: Candidate, b: Candidate) -> str:
    """Dates and parties of two candidates side by side: "same/within", "differ/share"."""
    return f"{_dates(a, b)}/{_parties(a, b)}"


def _dates(a: Candidate, b: Candidate) -> str:
    if a.date.value is None or b.date.value is None:
        return "one" if a.date.value or b.date.value else "none"
    if a.date.value == b.date.value:
        return "same"
    return "agree" if dates_agree(a.date, b.date) else "differ"


def _parties(a: Candidate, b: Candidate) -> str:
    first, second = {leader_key(m) for m in a.parties}, {leader_key(m) for m in b.parties}
    if not first or not second:
        return "unknown"
    if first == second:
        return f"same{min(len(first), 2)}"
    if first <= second or second <= first:
        return "within"
    return "share" if first & second else "differ"
