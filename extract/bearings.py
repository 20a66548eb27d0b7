"""Where in the article an account stands, and where what could be an argument of it."""

from collections.abc import Iterator, Sequence

from extract.candidates import Account
from extract.scene import Scene

FIRST = 4  # sentences into the text, beyond which all are alike
LEAD = 2  # those in which an option stands, likewise
BACK, AHEAD = -2, 5  # sentences from the option to the account, as far as they are told apart
RIVALS = 3  # options of a kind, likewise
ACCOUNTS = 4  # accounts of an article, likewise


def is_own(scene: Scene, account: Account, starts: Sequence[int]) -> bool:
    """Whether one of the account's own sentences names it, where `starts` tells its mentions."""
    own = {c.sentence.index for c in account.candidates}
    return any(scene.sentence_at(start).index in own for start in starts)


def rivals(scene: Scene, account: Account, options: Sequence[Sequence[int]]) -> int:
    """How many of the options, each told by its mentions, the account's own sentences name."""
    return min(sum(is_own(scene, account, starts) for starts in options), RIVALS)


def bearings(
    scene: Scene, account: Account, starts: Sequence[int], beside: object = ""
) -> Iterator[str]:
    """How far into the text both stand and how far apart, each with what is told `beside` it."""
    body = next((s.index for s in scene.sentences if s.start >= scene.document.offset), 0)
    first = min(c.sentence.index for c in account.candidates)
    homes = {scene.sentence_at(start).index for start in starts}
    lead = min(max(min(homes) - body, -1), LEAD)  # -1: in the title
    apart = min((first - home for home in homes), key=lambda by: (abs(by), by))
    yield f"stands={min(first - body, FIRST)}:{lead}:{beside}"
    own = is_own(scene, account, starts)
    yield f"apart={min(max(apart, BACK), AHEAD)}:{own}:{beside}"
