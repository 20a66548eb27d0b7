"""The clock of a run: when it began, what each step took; SOURCE_DATE_EPOCH stops it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flows.settings import SettingsError


@dataclass(slots=True)
class Clock:
    """Tells when a run began and what each step took; SOURCE_DATE_EPOCH stops it."""

    fixed: datetime | None
    started: datetime
    began: float = field(default_factory=time.monotonic)
    laps: dict[str, float] = field(default_factory=dict)

    def now(self) -> datetime:
        """This moment, in UTC to the second."""
        return self.fixed or datetime.now(UTC).replace(microsecond=0)

    def seconds(self) -> float:
        """Seconds since the run began, 0 where the clock is stopped."""
        return 0.0 if self.fixed else round(time.monotonic() - self.began, 3)

    def lap(self, step: str) -> None:
        """Notes what passed since the last lap as the time of a step."""
        passed = time.monotonic() - self.began - sum(self.laps.values())
        self.laps[step] = passed


def read_clock(environ: Mapping[str, str]) -> Clock:
    """A clock; raises SettingsError where SOURCE_DATE_EPOCH is no number of seconds."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    try:
        fixed = datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}") from error
    return Clock(fixed, fixed or datetime.now(UTC).replace(microsecond=0))
