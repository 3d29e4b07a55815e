"""Each part of the site that can fail shows in /healthz, and /readyz tells whether to send readers."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from time_machine import travel

from portal.running import probes, worker
from tests.redis_server import RedisServer

FINDER = "django.contrib.staticfiles.finders.FileSystemFinder"


def part(client: Client, name: str) -> dict[str, str]:
    """What /healthz says of a part; pages are served all the while."""
    answer = client.get("/healthz")
    assert answer.status_code == 200
    found = answer.json()["parts"][name]
    assert answer.json()["state"] == "degraded" or found["state"] == "ok"
    return dict(found)


@pytest.mark.django_db
def test_a_cache_that_keeps_nothing_is_noticed(client: Client, settings: Any) -> None:
    assert part(client, "cache")["state"] == "ok"

    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert part(client, "cache")["state"] == "degraded"


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [RedisServer.kill, RedisServer.halt])
def test_a_redis_that_is_dead_or_hangs_is_noticed(client: Client, settings: Any, redis: RedisServer, trouble) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "portal.caching.redis.RedisCache", "LOCATION": redis.url.replace("cache", "")}
    }
    assert part(client, "cache")["state"] == "ok"

    trouble(redis)

    assert part(client, "cache")["state"] == "degraded"


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_dead_is_noticed(client: Client) -> None:
    assert part(client, "worker") == {"state": "degraded", "detail": "never seen"}
    now = timezone.now()
    with travel(now, tick=False):
        worker._duties["heartbeat"].work()
    with travel(now + dt.timedelta(seconds=89), tick=False):
        assert part(client, "worker")["state"] == "ok"
    with travel(now + dt.timedelta(seconds=150), tick=False):
        assert part(client, "worker") == {"state": "degraded", "detail": "last seen 150 s ago"}


@pytest.mark.django_db
def test_a_database_older_than_the_code_is_noticed(client: Client) -> None:
    assert part(client, "migrations")["state"] == "ok"

    MigrationRecorder(connection).record_unapplied("wagtailcore", newest("wagtailcore"))

    assert newest("wagtailcore") in part(client, "migrations")["detail"]
    assert client.get("/readyz").status_code == 503


def newest(app: str) -> str:
    return next(name for label, name in probes._leaves() if label == app)


@pytest.mark.django_db
def test_a_disk_nearly_full_is_noticed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert part(client, "disk")["state"] == "ok"

    monkeypatch.setattr(probes.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=probes.LEAST_FREE - 1))

    assert part(client, "disk")["state"] == "degraded"


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    """Static files as in production: collected, under the names of the manifest."""
    source = tmp_path / "source"
    (source / "css").mkdir(parents=True)
    (source / "css" / "base.css").write_text("body { color: black }")
    settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS = [str(source)], [FINDER]
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = str(tmp_path / "static"), False
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "portal.files.static_files.StaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return Path(settings.STATIC_ROOT)


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["staticfiles.json", "css/base.*.css"])
def test_static_files_that_are_missing_are_noticed(client: Client, collected: Path, gone: str) -> None:
    assert part(client, "static")["state"] == "ok"

    for file in collected.glob(gone):
        file.unlink()

    assert part(client, "static")["state"] == "degraded"
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db(transaction=True)
def test_pages_are_served_without_style_where_static_files_are_missing(client: Client, settings: Any, tmp_path) -> None:
    settings.STATIC_ROOT = str(tmp_path / "never collected")
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "portal.files.static_files.StaticFiles"}}

    assert client.get("/").status_code == 200


# Ready ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_site_is_ready_though_its_worker_is_not(client: Client) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert set(answer.json()["parts"]) == {"database", "migrations", "static"}
    assert answer["Cache-Control"] == "no-store"


def test_a_site_without_its_database_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)

    assert client.get("/readyz").status_code == 503
