"""Rebuilding: the old index serves until the new one is complete, and no change is lost between them."""

import threading
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Change, Put, RebuildRunning, Remove, SearchEngine, State
from tests.search import corpus
from tests.search.contract.conftest import Find, asking

NUMBERS = count(1)


def put(name: str, version: int, text: str = "节能") -> Put:
    return Put(corpus.record(name, (text, "正文"), None), version)


def stored(engine: SearchEngine) -> dict[str, int]:
    return dict(engine.versions())


@pytest.fixture
def find(engine: SearchEngine) -> Find:
    """Search this test's own index."""
    return asking(engine)


@pytest.fixture
def stories(engine: SearchEngine) -> SearchEngine:
    """The eight stories in an index of this test's own."""
    corpus.build(engine, corpus.STORIES)
    return engine


def test_an_empty_rebuild_gives_an_empty_index_that_is_ready(engine: SearchEngine, find: Find):
    corpus.build(engine, [])
    assert engine.status().state is State.READY
    assert find().total == 0


def test_the_old_index_serves_until_the_new_one_is_finished(stories: SearchEngine, find: Find):
    with stories.rebuild() as session:
        session.add([put("new", 9)])
        assert find().total == len(corpus.STORIES)
        session.finish()
        assert stored(stories) == {"new": 9}
    assert find().total == 1


def test_a_rebuild_that_is_not_finished_changes_nothing(stories: SearchEngine, find: Find):
    with stories.rebuild() as session:
        session.add([put("new", 9)])
    assert find().total == len(corpus.STORIES)
    assert (stories.status().rebuilding, stories.status().interrupted) == (False, False)


def test_a_rebuild_that_fails_changes_nothing_and_another_may_follow(stories: SearchEngine, find: Find):
    with pytest.raises(ZeroDivisionError), stories.rebuild() as session:
        session.add([put("new", 9)])
        raise ZeroDivisionError
    assert find().total == len(corpus.STORIES)
    corpus.build(stories, [])
    assert find().total == 0


def test_a_second_rebuild_is_refused_while_one_is_under_way(stories: SearchEngine):
    with stories.rebuild() as session:
        assert stories.status().rebuilding
        with pytest.raises(RebuildRunning):
            stories.rebuild()
        session.add([put("new", 9)])
        session.finish()
    assert stored(stories) == {"new": 9}
    assert not stories.status().rebuilding


def test_what_changes_meanwhile_is_in_both_indexes(stories: SearchEngine, find: Find):
    with stories.rebuild() as session:
        session.add([put("kept", 2), put("edited", 2, "旧文"), put("deleted", 2)])
        stories.apply([put("edited", 3, "新文"), Remove("deleted", 4), put("born", 5)])
        assert find("新文").total == 1
        session.finish()
    assert stored(stories) == {"kept": 2, "edited": 3, "born": 5}
    assert find("旧文").total == 0


def test_a_rebuild_that_reads_later_than_a_change_was_made_keeps_what_is_newer(stories: SearchEngine):
    with stories.rebuild() as session:
        stories.apply([put("a", 3), Remove("b", 4), put("c", 5)])
        session.add([put("a", 2), put("b", 2), put("c", 6)])
        session.finish()
    assert stored(stories) == {"a": 3, "c": 6}


def test_what_was_removed_before_a_rebuild_does_not_come_back_by_a_late_put_after_it(stories: SearchEngine):
    stories.apply([put("a", 2), Remove("a", 5)])
    corpus.build(stories, [])
    stories.apply([put("a", 4)])
    assert stored(stories) == {}


def test_a_record_added_twice_to_a_rebuild_is_there_once_in_its_newest_version(stories: SearchEngine, find: Find):
    with stories.rebuild() as session:
        session.add([put("a", 2, "旧文"), put("a", 3, "新文"), put("a", 1, "更旧")])
        session.finish()
    assert stored(stories) == {"a": 3}
    assert (find().total, find("新文").total) == (1, 1)


def test_many_records_arrive_whole(engine: SearchEngine, find: Find):
    with engine.rebuild() as session:
        for start in range(0, 700, 250):
            session.add(Put(record, 1) for record in corpus.numbered(700)[start : start + 250])
        session.finish()
    assert find("节能改造").total == 700
    assert set(stored(engine)) == {f"n{i:03d}" for i in range(700)}


def test_readers_find_something_at_every_moment_of_a_rebuild(stories: SearchEngine, find: Find):
    totals: list[int] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            totals.append(find("余热").total)

    before = find("余热").total
    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(3):
        corpus.build(stories, corpus.STORIES)
    over.set()
    reader.join()
    assert set(totals) == {before}


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "put", "remove"]), st.sampled_from("abcd"), st.integers(1, 99)),
    max_size=16,
    unique_by=lambda step: step[2],
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_during_a_rebuild_the_highest_versions_stand_after_it(
    engine: SearchEngine, steps: list[tuple[str, str, int]]
):
    if engine.status().state is State.MISSING:
        corpus.build(engine, [])
    unique = next(NUMBERS)
    last: dict[str, Change] = {}
    with engine.rebuild() as session:
        for kind, letter, version in steps:
            name = f"{letter}-{unique}"
            change = Remove(name, version) if kind == "remove" else put(name, version)
            if kind == "add":
                session.add([change])
            else:
                engine.apply([change])
            if name not in last or last[name].version < version:
                last[name] = change
        session.finish()
    assert stored(engine) == {name: change.version for name, change in last.items() if isinstance(change, Put)}
