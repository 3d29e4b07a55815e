"""The folder of an embedded index: which index serves, which is being built, and who may write.

    current            name of the serving folder
    <identity>-<n>/    one index of tantivy, and removed.json: versions of what was removed
    building           name of the folder a rebuild fills, while there is one
    journal            changes applied since that rebuild began, one JSON object a line
    write.lock         held while changes are applied and while a rebuild begins or ends
    rebuild.lock       held for as long as a rebuild lives: free with `building` there means it was interrupted

Locks are held by open files, so a killed process lets go of them.
"""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson

from search.engines.base import Change, Put, RebuildRunning, Remove, SearchUnavailable
from search.record import Record

PAUSE = 0.01
_NAME = re.compile(r"[0-9a-f]{12}-[0-9]{6,20}")
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Home:
    """One embedded index on disk. Making the object touches nothing."""

    root: Path

    def serving(self) -> str | None:
        """Name of the folder that serves, None where nothing was ever built."""
        return _read(self.root / "current")

    def building(self) -> str | None:
        """Name of the folder a rebuild fills or, interrupted, had begun to fill."""
        name = _read(self.root / "building")
        return name if name and name != self.serving() else None

    def folder(self, name: str) -> Path:
        """Where the index of that name lies."""
        return self.root / name

    def stamp(self, name: str) -> tuple[Stamp | None, Stamp | None]:
        """Changes when another index serves or the index of that name has a new commit."""
        return _stamp(self.root / "current"), _stamp(self.root / name / "meta.json")

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        """Be the only one to write, in all processes. Raises SearchUnavailable("busy") after `wait` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "write.lock").open("a") as file:
            if not _lock(file, wait):
                raise SearchUnavailable("busy", "another process is writing")
            yield

    def is_rebuilding(self) -> bool:
        """Whether a live process holds a rebuild open."""
        try:
            with (self.root / "rebuild.lock").open() as file:
                return not _lock(file, 0.0, fcntl.LOCK_SH)
        except FileNotFoundError:
            return False

    def begin(self, identity: str) -> tuple[str, IO[str]]:
        """Start a rebuild: a fresh name, and the held lock. Call it while writing. Raises RebuildRunning."""
        lock = (self.root / "rebuild.lock").open("a")
        if not _lock(lock, 0.2):
            lock.close()
            raise RebuildRunning("another rebuild is under way")
        self.sweep()
        numbers = [int(name.rpartition("-")[2]) for name in self._folders()]
        name = f"{identity}-{max(numbers, default=0) + 1:06d}"
        self.folder(name).mkdir()
        (self.root / "journal").write_bytes(b"")
        _write(self.root / "building", name)
        return name, lock

    def serve(self, name: str) -> None:
        """Let the folder of that name serve from now on. Call it while writing."""
        _write(self.root / "current", name)
        self.sweep()

    def sweep(self) -> None:
        """Remove what an ended or interrupted rebuild left; readers keep what they have open."""
        serving = self.serving()
        for rest in ("building", "journal"):
            (self.root / rest).unlink(missing_ok=True)
        for name in self._folders():
            if name != serving:
                shutil.rmtree(self.folder(name), ignore_errors=True)

    def note(self, changes: Sequence[Change]) -> None:
        """Keep changes for the rebuild under way, if any. Call it while writing."""
        if self.building() and self.is_rebuilding():
            with (self.root / "journal").open("ab") as file:
                file.writelines(orjson.dumps(_to_json(change)) + b"\n" for change in changes)

    def noted(self) -> list[Change]:
        """Changes since the rebuild began."""
        return [_from_json(line) for line in (self.root / "journal").read_bytes().splitlines()]

    def size(self, name: str) -> int:
        """Bytes of an index on disk."""
        return sum(path.stat().st_size for path in self.folder(name).iterdir() if path.is_file())

    def _folders(self) -> list[str]:
        names = (path.name for path in self.root.iterdir() if path.is_dir())
        return sorted(name for name in names if name.rpartition("-")[2].isdigit())


def _lock(file: IO[str], wait: float, kind: int = fcntl.LOCK_EX) -> bool:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)
        else:
            return True


def _read(path: Path) -> str | None:
    """The name of a folder in a file; rubbish names none, as if it had never been written."""
    try:
        found = _NAME.fullmatch(path.read_text(encoding="ascii", errors="replace").strip())
    except FileNotFoundError:
        return None
    return found[0] if found else None


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and on the disk before it counts."""
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


def _to_json(change: Change) -> dict[str, object]:
    if isinstance(change, Put):
        return {"put": change.record.to_dict(), "version": change.version}
    return {"remove": change.id, "version": change.version}


def _from_json(line: bytes) -> Change:
    data = orjson.loads(line)
    if "put" in data:
        return Put(Record.from_dict(data["put"]), data["version"])
    return Remove(data["remove"], data["version"])
