"""The folder of an embedded index: which index serves, and who may write.

current            name of the serving folder
<identity>-<n>/    one index of tantivy; one that does not serve is being filled, or its rebuild was interrupted
write.lock         held while changes are applied and while a rebuild begins or ends

The lock is held by an open file, so a killed process releases it.
"""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from search.core.engine import SearchUnavailable

PAUSE = 0.01
_NAME = re.compile(r"[0-9a-f]{12}-[0-9]{6,20}")
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Home:
    """One embedded index on disk. Creating the object reads and writes nothing."""

    root: Path

    def serving(self) -> str | None:
        """Return the name of the folder that serves, None where nothing was ever built."""
        return _read(self.root / "current")

    def has_unfinished(self) -> bool:
        """Say whether there is an index that does not serve."""
        serving = self.serving()
        return any(name != serving for name in self._folders())

    def folder(self, name: str) -> Path:
        """Return the path of the index with that name."""
        return self.root / name

    def stamp(self, name: str) -> tuple[Stamp | None, Stamp | None]:
        """Return a value that changes when another index serves or this index has a new commit."""
        return _stamp(self.root / "current"), _stamp(self.root / name / "meta.json")

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        """Be the only writer among all processes. Raises SearchUnavailable("busy") after `wait` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "write.lock").open("a") as file:
            if not _lock(file, wait):
                raise SearchUnavailable("busy", "another process is writing")
            yield

    def begin(self, identity: str) -> str:
        """Make the folder of a new index, remove all that don't serve, return its name. Call it while `writing`."""
        numbers = [int(name.rpartition("-")[2]) for name in self._folders()]
        self._remove_all_but(self.serving())
        name = f"{identity}-{max(numbers, default=0) + 1:06d}"
        self.folder(name).mkdir()
        return name

    def serve(self, name: str) -> None:
        """Let the folder of that name serve from now on and remove all others. Call it while `writing`.

        Raises SearchUnavailable("busy") where it is gone, because another rebuild began.
        """
        if not self.folder(name).is_dir():
            raise SearchUnavailable("busy", "another rebuild took the place of this one")
        _write(self.root / "current", name)
        self._remove_all_but(name)

    def discard(self, name: str) -> None:
        """Remove a folder, unless it serves."""
        if name != self.serving():
            shutil.rmtree(self.folder(name), ignore_errors=True)

    def size(self, name: str) -> int:
        """Return the size of an index on disk in bytes."""
        return sum(path.stat().st_size for path in self.folder(name).iterdir() if path.is_file())

    def _remove_all_but(self, serving: str | None) -> None:
        """Remove the folders that don't serve; readers keep what they have open."""
        for name in self._folders():
            if name != serving:
                shutil.rmtree(self.folder(name), ignore_errors=True)

    def _folders(self) -> list[str]:
        try:
            names = [path.name for path in self.root.iterdir() if path.is_dir()]
        except FileNotFoundError:
            return []
        return sorted(name for name in names if name.rpartition("-")[2].isdigit())


def _lock(file: IO[str], wait: float) -> bool:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)
        else:
            return True


def _read(path: Path) -> str | None:
    """Return the folder name in a file; None where there is none or the content is not a name."""
    try:
        found = _NAME.fullmatch(path.read_text(encoding="ascii", errors="replace").strip())
    except FileNotFoundError:
        return None
    return found[0] if found else None


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all, and flush it to disk before it counts."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
