"""What filling the roles of one trigger gives: who and what, or the reason why not."""

from collections.abc import Callable
from dataclasses import dataclass

from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a trigger is no event: a word of a fixed list, and a line for people."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The roles of one trigger: what it is about and who takes part."""

    anchor: Mention | None
    parties: tuple[Mention, ...] = ()
    doubt: Reason | None = None  # why it may be no event; a scorer weighs that


Outcome = list[Filled] | Reason
Filler = Callable[[Scene, Sentence, Spotted], Outcome]
