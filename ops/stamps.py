"""Stamps: small files under var/ that say for which inputs a step was completed.

A step runs when its stamp differs from the fingerprint of its inputs. The stamp is written last and in one piece, so a
step that was interrupted anywhere, by `kill -9` too, has none and runs again.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from ops.places import ROOT, VAR

FOLDER = VAR / "stamps"


def fingerprint(files: Iterable[Path], *extra: str) -> str:
    """Return a hash over names and contents of the files (folders are walked) and any further strings."""
    digest = hashlib.sha256()
    for file in sorted(_all(files)):
        digest.update(f"{os.path.relpath(file, ROOT)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    for part in extra:
        digest.update(f"{part}\0".encode())
    return digest.hexdigest()


def _all(files: Iterable[Path]) -> Iterable[Path]:
    for file in files:
        if file.is_dir():
            yield from (inner for inner in file.rglob("*") if inner.is_file() and "__pycache__" not in inner.parts)
        elif file.is_file():
            yield file


def holds(stamp: Path, value: str) -> bool:
    """Say whether the step of this stamp was completed for exactly this value."""
    try:
        return stamp.read_text() == value
    except (FileNotFoundError, UnicodeDecodeError):
        return False


def put(stamp: Path, value: str) -> None:
    """Record that the step is complete; readers see the old stamp or the new one, never a part."""
    write_whole(stamp, value, mode=0o644)


def drop(stamp: Path) -> None:
    """Forget a step, so that it runs again."""
    stamp.unlink(missing_ok=True)


def write_whole(path: Path, text: str, *, mode: int) -> None:
    """Write a file so that it exists complete, on disk and with its permissions, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
