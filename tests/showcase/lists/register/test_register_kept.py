"""Each process keeps a register of its own, whatever was loaded before the fork and whatever the cache does."""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import Settings

from portal.caching import content_version
from showcase.lists.register import current as register_kept


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often this process made the register from nothing; the register itself stands at version 1."""
    times: list[int] = []

    def make() -> object:
        times.append(1)
        return SimpleNamespace(units={})

    monkeypatch.setattr(register_kept, "made_index", make)
    monkeypatch.setattr(content_version, "current_register", lambda: 1)
    monkeypatch.setattr(content_version, "now", lambda: (1, 0))
    return times


def answer_questions(ours: Connection, made: list[int]) -> None:
    """A server process: asks for the register whenever it hears anything, and says how often it has made one."""
    while ours.recv():
        register_kept.current_index()
        ours.send(len(made))


def fork(made: list[int]) -> tuple[Any, Connection]:
    theirs, ours = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=answer_questions, args=(ours, made))
    process.start()
    return process, theirs


def test_processes_forked_from_one_that_loaded_the_site_do_not_evict_each_others_register(
    made: list[int], settings: Settings, tmp_path: Path
) -> None:
    # Given two server processes with a cache in common
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    }
    servers = [fork(made), fork(made)]
    try:
        # When they answer in turns
        counts = []
        for _turn in range(3):
            for _process, pipe in servers:
                pipe.send(True)
                counts.append(pipe.recv())
    finally:
        for process, pipe in servers:
            pipe.send(False)
            process.join(10)

    # Then each has made the register once
    assert counts == [1] * 6


def test_a_cache_that_keeps_nothing_does_not_have_the_register_made_again(made: list[int], settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    register_kept.current_index()
    register_kept.current_index()
    cache.clear()
    register_kept.current_index()

    assert len(made) == 1


def test_a_database_put_back_to_an_earlier_day_has_the_register_made_again(
    made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a process that keeps the register of version 9
    monkeypatch.setattr(content_version, "current_register", lambda: 9)
    register_kept.current_index()

    # When a backup of version 7 takes the place of the database
    monkeypatch.setattr(content_version, "current_register", lambda: 7)
    monkeypatch.setattr(content_version, "stored_register", lambda: 7)
    register_kept.current_index()

    # Then nothing of what was kept is answered
    assert len(made) == 2
