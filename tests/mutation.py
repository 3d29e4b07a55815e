"""A pytest plugin for `make mutants`: the same verdict each time, by tests that need no database."""

import gc
import json
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROOMS = ("search.", "showcase.")
DATABASE = {"db", "transactional_db", "live_server"}

# A collection touches every object, and so copies all the memory that a mutant shares with the process it comes from.
gc.disable()

# Fewer examples than in CI, always the same ones: a mutant that only the hundredth kills is a matter of luck.
hypothesis.settings.register_profile("mutants", max_examples=40, deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("mutants")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests with a database, and ask the quickest first: the first that fails ends the run.

    Making a database takes longer for each mutant than all other tests together.
    """
    left_out = [item for item in items if _needs_database(item)]
    seconds = _seconds()
    items[:] = sorted(set(items) - set(left_out), key=lambda item: (seconds.get(item.nodeid, 0), item.nodeid))
    config.hook.pytest_deselected(items=left_out)


def _seconds() -> dict[str, float]:
    """Return test → how long it took, where mutmut has measured it."""
    measured = Path("mutmut-stats.json")
    return dict(json.loads(measured.read_text())["duration_by_test"]) if measured.exists() else {}


def _needs_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked & DATABASE)


def pytest_sessionfinish() -> None:
    """Keep collections, where some code asks for one, away from what was imported until here."""
    gc.freeze()


def pytest_runtest_setup() -> None:
    """Forget what functions remember, so that every test is seen to call what it rests on."""
    for remembering in _remembering():
        remembering.cache_clear()


def _remembering() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.startswith(ROOMS):
            yield from (value for value in vars(module).values() if isinstance(value, _lru_cache_wrapper))
