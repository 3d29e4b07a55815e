"""What the seed may touch: only what it made itself and nobody changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import models
from wagtail.models import RevisionMixin

from showcase.demo.models import SeededItem
from showcase.stories.models import StoryPage


@dataclass
class Report:
    """What a seed did, by key."""

    made: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)


def digest(*parts: Path | str) -> str:
    """SHA-256 of files (a folder: all its files in order) and texts."""
    found = hashlib.sha256()
    for part in parts:
        for file in _files(part) if isinstance(part, Path) else ():
            found.update(file.name.encode() + b"\0" + file.read_bytes())
        if isinstance(part, str):
            found.update(part.encode())
    return found.hexdigest()


def _files(path: Path) -> Iterable[Path]:
    return sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def revisions_of(*objects: RevisionMixin | None) -> str:
    """The latest revisions of a thing and its translation: `12,15`."""
    return ",".join(str(found.latest_revision_id or 0) for found in objects if found is not None)


def find(kind: str, key: str) -> SeededItem | None:
    """What the seed remembers of this thing, None where it never made it."""
    return SeededItem.objects.filter(kind=kind, key=key).first()


def remember(kind: str, key: str, made: models.Model, file_digest: str, revision: str) -> None:
    """Note what was just written, so that the next seed can tell whether an editor was there."""
    SeededItem.objects.update_or_create(
        kind=kind, key=key, defaults={"object_id": made.pk, "file_digest": file_digest, "revision": revision}
    )


def is_settled(known: SeededItem | None, current: str, state: str, key: str, report: Report) -> bool:
    """Whether nothing is to be written, which the report then says.

    So it is where an editor changed the thing since (`current`, its revisions now, is not what the seed left) or
    deleted it (`current` is empty), and where its files are as they were (`state`, their digest).
    """
    if known is None:
        return False
    if current != known.revision:
        report.left_alone.append(key)
        return True
    if known.file_digest == state:
        report.unchanged.append(key)
        return True
    return False


def page_of(slug: str) -> int | None:
    """The page id of a story of the files, None where it is gone."""
    known = find("story", slug)
    return known.object_id if known and StoryPage.objects.filter(pk=known.object_id).exists() else None
