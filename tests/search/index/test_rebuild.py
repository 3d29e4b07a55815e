"""A rebuild: one at a time, and what changes while it runs is in the new index."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from search.engines.tantivy.session import TantivyRebuild
from search.index import current, source
from search.index.lock import is_rebuilding, rebuild_lock
from search.index.rebuild import RebuildRunning, rebuild
from search.models import ChangeDuringRebuild
from tests import database
from tests.factories import make_case
from tests.search.broken import A_STORY
from tests.search.finding import titles

pytestmark = pytest.mark.usefixtures("index")

HOLDING = """
import sys, time
import django
django.setup()
from search.index.lock import rebuild_lock
with rebuild_lock() as held:
    print("held" if held else "refused", flush=True)
    time.sleep(120)
"""


def noted() -> set[str]:
    return set(ChangeDuringRebuild.objects.values_list("story_id", flat=True))


@pytest.fixture
def while_flushing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen when every story was read and the swap is still to come."""

    def arrange(act: Callable[[], object]) -> None:
        flush = TantivyRebuild.flush

        def act_then_flush(session: TantivyRebuild) -> None:
            monkeypatch.setattr(TantivyRebuild, "flush", flush)
            act()
            flush(session)

        monkeypatch.setattr(TantivyRebuild, "flush", act_then_flush)

    return arrange


def test_what_happens_after_every_story_was_read_is_in_the_new_index(
    client: Client, while_flushing: Callable[[Callable[[], object]], None]
) -> None:
    edited, unpublished = make_case("旧题余热"), make_case("撤下余热")

    def act() -> None:
        edited.title = "新题余热"
        edited.save_revision().publish()
        unpublished.unpublish()
        make_case("后来余热")

    while_flushing(act)
    rebuild()

    assert sorted(titles(client, "余热")) == ["后来余热", "新题余热"]
    assert {story_id for story_id, _ in current.engine().versions()} == source.public_ids()
    assert noted() == set()


def test_a_change_is_noted_only_while_a_rebuild_runs() -> None:
    before = make_case("此前")
    with rebuild_lock():
        during = make_case("其间")
        assert noted() == {during.story_id}
    after = make_case("此后")

    assert {before.story_id, after.story_id}.isdisjoint(noted())


def test_what_an_interrupted_rebuild_left_is_cleared_by_the_next() -> None:
    ChangeDuringRebuild.objects.create(story_id=A_STORY)

    rebuild()

    assert noted() == set()


def test_a_rebuild_that_fails_lets_the_next_one_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    make_case("余热")
    with monkeypatch.context() as failing, pytest.raises(ZeroDivisionError):
        failing.setattr(TantivyRebuild, "finish", lambda _session: 1 / 0)
        rebuild()

    assert not is_rebuilding()
    assert rebuild() == 1


@pytest.fixture
def another_process(settings: Any, tmp_path: Path) -> Callable[[], subprocess.Popen[str]]:
    """Start a process that holds the lock of this site's rebuilds, and wait until it does."""
    settings.SEARCH_URL = f"embedded://{tmp_path / 'search'}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": "only for tests",
        "SEARCH_URL": settings.SEARCH_URL,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}",
    }

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDING]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        return process

    return start


def test_while_another_connection_rebuilds_a_second_rebuild_is_refused() -> None:
    began, may_end = threading.Event(), threading.Event()

    def hold() -> bool:
        with rebuild_lock() as held:
            began.set()
            may_end.wait(60)
        connection.close()
        return held

    with ThreadPoolExecutor(1) as other:
        holding = other.submit(hold)
        try:
            assert began.wait(60)
            assert is_rebuilding()
            with pytest.raises(RebuildRunning):
                rebuild()
        finally:
            may_end.set()
        assert holding.result()

    assert not is_rebuilding()


@pytest.mark.skipif(not database.is_sqlite(), reason="elsewhere the lock is the database's own, and ends with it")
def test_a_second_rebuild_is_refused_until_the_process_of_the_first_ends_even_by_a_kill(
    another_process: Callable[[], subprocess.Popen[str]],
) -> None:
    process = another_process()
    try:
        assert is_rebuilding()
        with pytest.raises(RebuildRunning):
            rebuild()
    finally:
        process.kill()
        process.wait()

    assert not is_rebuilding()
    assert rebuild() == 0
    current.forget()
