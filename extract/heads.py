"""The small layers above the encoder: from the pieces at triggers and at names to log-odds.

Sizes: H numbers a word piece, K a likeness, n names of a sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

Floats = NDArray[np.float32]
Span = tuple[int, int, str]  # start and end in the sentence, and one of SPAN_KINDS
Mark = tuple[int, int, str, int]  # start and end in the sentence (0 and 0: all of it), one of
# MARKS or OWN_WEAPON, and which of the states of the sentence it is of: 1 the first named, 0 none
MARKS = ("", "trigger", "person", "head", "organisation_head", "deputy", "minister", "other",
         "former", "country", "place", "organisation", "agreement", "weapon", "summit",
         "date", "date_past", "date_recent", "date_now", "date_future", "date_either",
         "title", "lead")  # fmt: skip
OWN_WEAPON = "own_weapon"  # a weapon that only a user's list has
STATES = 6  # none, the first five of a sentence; further ones count as the fifth
SPAN_KINDS = ("person", "country", "organisation", "at_place", "at_country", "date")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the encoder tells of one trigger in its sentence."""

    telling: float  # log-odds that the sentence tells of a particular event
    statuses: tuple[float, ...]  # the probability of each of STATUSES
    spans: Mapping[Span, float]  # log-odds that a name takes part, that it is the place, the date
    likeness: Floats  # (K,)
    event_type: str
    heads: "Heads"
    _same: dict["Reading", float] = field(default_factory=dict)  # what was asked once

    def same(self, behind: "Reading") -> float:
        """Log-odds that a trigger further behind, of the same type, tells of the same event."""
        if behind not in self._same:
            self._same[behind] = self.heads.same(self, behind)
        return self._same[behind]


@dataclass(frozen=True)
class Heads:
    """The layers in a folder; loaded when they are first asked."""

    folder: Path

    @cached_property
    def types(self) -> dict[str, int]:
        """The event types that they learned, with their numbers."""
        told = self._triggers.get_modelmeta().custom_metadata_map["event_types"]
        return {name: number for number, name in enumerate(told.split(","))}

    def read(
        self, at: Floats, whole: Floats, event_type: str, names: Floats, spans: Sequence[Span]
    ) -> Reading:
        """What a trigger (H,) in its sentence (H,) tells, and of the names beside it (n, H).

        Raises KeyError for an event type that was not learned.
        """
        here = {"at": at[None], "types": np.array([self.types[event_type]])}
        telling, statuses, likeness = self._triggers.run(None, {**here, "whole": whole})
        odds = np.zeros((1, 0))
        if spans:
            kinds = np.array([SPAN_KINDS.index(kind) for _, _, kind in spans])
            odds = self._spans.run(None, {**here, "names": names, "kinds": kinds})[0]
        return Reading(
            telling=float(telling[0]),
            statuses=tuple(statuses[0].tolist()),
            spans=dict(zip(spans, odds[0].tolist(), strict=True)),
            likeness=likeness[0],
            event_type=event_type,
            heads=self,
        )

    def same(self, first: Reading, second: Reading) -> float:
        """Log-odds that two triggers, the earlier first, tell of one event."""
        given = {"first": first.likeness[None], "second": second.likeness[None],
                 "types": np.array([self.types[first.event_type]])}  # fmt: skip
        return float(self._same.run(None, given)[0][0])

    @cached_property
    def _triggers(self) -> InferenceSession:
        return session(self.folder / "triggers.onnx")

    @cached_property
    def _spans(self) -> InferenceSession:
        return session(self.folder / "spans.onnx")

    @cached_property
    def _same(self) -> InferenceSession:
        return session(self.folder / "same.onnx")


def session(path: Path) -> InferenceSession:
    """A network from its file, run by one thread: one job, one core, one order of adding up."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(path.read_bytes(), options, ["CPUExecutionProvider"])
