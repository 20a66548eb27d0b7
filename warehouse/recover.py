"""What a dead run left behind is put right before the next one starts."""

from datetime import datetime
from pathlib import Path

from warehouse.layout import Home


def recover(home: Home) -> None:
    """Clear staging; hold the lock. `publish` afterwards finishes what was committed."""
    raise NotImplementedError


def find_garbage(home: Home, before: datetime) -> list[Path]:
    """Batches that no kept manifest names, and old manifests, last changed before a moment."""
    raise NotImplementedError


def collect_garbage(home: Home, before: datetime) -> list[Path]:
    """Delete what `find_garbage` finds and return it; hold the lock."""
    raise NotImplementedError
