"""Writes that a crash cannot tear: aside first, then to the disk, then renamed into place."""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Force a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def install(staged: Path, target: Path) -> None:
    """Put a finished file in its place, whole or not at all; both on one file system."""
    flush(staged)
    target.parent.mkdir(parents=True, exist_ok=True)
    staged.replace(target)
    flush(target.parent)


def write_whole(target: Path, content: bytes, staging: Path) -> None:
    """Write a small file so that a reader sees the old one or the new one."""
    staged = staging / f"{target.name}.{os.getpid()}"
    staged.write_bytes(content)
    install(staged, target)
