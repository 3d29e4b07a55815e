"""What `/healthz` and `/readyz` check besides the database; other apps add their own (`health.register`)."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from functools import cache as kept
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from portal.running.health import Finding

LEAST_FREE = 500_000_000  # bytes; a list file, its preview and a copy of the index may need that much at once


def cached() -> Finding:
    """Report `degraded` where the cache loses what is written: pages are built for every reader."""
    key = f"health:{secrets.token_hex(8)}"
    cache.set(key, "read", 10)
    return Finding("ok") if cache.get(key) == "read" else Finding("degraded", "keeps nothing")


def static_files() -> Finding:
    """Report `degraded` where the manifest or our own files in it are missing: pages have no style then."""
    # A test may have replaced the lazy object's storage.
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return Finding("ok")
    manifest, _hash = staticfiles_storage.load_manifest()
    ours = {name for name in manifest.values() if name.startswith(("css/", "js/"))}
    missing = sorted(name for name in ours if not staticfiles_storage.exists(name))
    if not ours:
        return Finding("degraded", "no manifest: run collectstatic")
    return Finding("degraded", f"missing: {', '.join(missing[:3])}") if missing else Finding("ok")


@kept
def _leaves() -> frozenset[tuple[str, str]]:
    """Return the last migration of each app in the code of this process."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def migrations() -> Finding:
    """Report `degraded` where the database is older than the code: some pages fail then."""
    waiting = sorted(_leaves() - MigrationRecorder(connection).applied_migrations().keys())
    named = ", ".join(f"{app}.{name}" for app, name in waiting[:3])
    return Finding("degraded", f"not applied: {named}") if waiting else Finding("ok")


def disk() -> Finding:
    """Report `degraded` where a folder that is written to has less than LEAST_FREE bytes left."""
    full = sorted({str(folder) for folder in _written() if shutil.disk_usage(folder).free < LEAST_FREE})
    return Finding("degraded", f"{len(full)} folders nearly full") if full else Finding("ok")


def _written() -> Iterator[Path]:
    folders = [Path(settings.MEDIA_ROOT), Path(settings.OBJECTIONS_ROOT), Path(settings.VAR_DIR)]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    for folder in folders:
        yield next(place for place in (folder, *folder.absolute().parents) if place.is_dir())
