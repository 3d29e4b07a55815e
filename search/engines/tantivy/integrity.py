"""Checks that a folder holds the whole committed index; done once, when a process opens it.

Every file of tantivy ends in a footer: JSON with the CRC-32 of what stands before it, the footer's length, a magic
number. tantivy itself reads the footer but doesn't recompute the sum, and a flipped bit can end the process.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from search.core.engine import SearchUnavailable, State

MAGIC = 1337
CHUNK = 1 << 20
NEVER_DELETED = (".store", ".fast", ".term", ".idx", ".pos", ".fieldnorm")


def verify(folder: Path) -> None:
    """Raise SearchUnavailable(DAMAGED) where a file of the committed index is missing, short or altered."""
    try:
        for path in committed_files(folder):
            _verify_file(path)
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        raise SearchUnavailable(State.DAMAGED, f"{type(error).__name__}: {error}"[:300]) from error


def committed_files(folder: Path) -> Iterator[Path]:
    """Yield the files of the segments that `meta.json` names."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    for segment in meta["segments"]:
        name = str(segment["segment_id"]).replace("-", "")
        yield from (folder / f"{name}{suffix}" for suffix in NEVER_DELETED)
        if segment.get("deletes"):
            yield folder / f"{name}.{segment['deletes']['opstamp']}.del"


def _verify_file(path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(size - 8)
        length, magic = struct.unpack("<II", file.read(8))
        file.seek(size - 8 - length)
        expected = json.loads(file.read(length))["crc"]
        file.seek(0)
        left, checksum = size - 8 - length, 0
        while left > 0 and (part := file.read(min(CHUNK, left))):
            checksum = zlib.crc32(part, checksum)
            left -= len(part)
    if magic != MAGIC or checksum != expected:
        raise ValueError(f"{path.name} is not what was written")
