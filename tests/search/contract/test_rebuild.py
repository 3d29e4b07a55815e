"""Rebuilding: the old index serves until the new one is complete, and no change is lost between them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.core.engine import Change, Put, Remove, SearchEngine, SearchUnavailable, State
from tests.search import corpus
from tests.search.contract.conftest import Find, asking


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
    assert not stories.status().unfinished


def test_a_rebuild_that_fails_changes_nothing_and_another_may_follow(stories: SearchEngine, find: Find):
    with pytest.raises(ZeroDivisionError), stories.rebuild() as session:
        session.add([put("new", 9)])
        raise ZeroDivisionError
    assert find().total == len(corpus.STORIES)
    corpus.build(stories, [])
    assert find().total == 0


def test_an_index_that_is_being_filled_is_unfinished(stories: SearchEngine):
    with stories.rebuild() as session:
        assert stories.status().unfinished
        session.add([put("new", 9)])
        session.finish()
    assert not stories.status().unfinished


def test_a_rebuild_removes_what_another_left(stories: SearchEngine):
    left = stories.rebuild()
    left.add([put("left", 9)])

    corpus.build(stories, corpus.STORIES)

    assert not stories.status().unfinished
    assert "left" not in stored(stories)


def test_a_session_whose_place_another_took_can_write_and_serve_no_more(stories: SearchEngine):
    slow = stories.rebuild()
    slow.add([put("slow", 9)])
    with stories.rebuild() as quick:
        quick.add([put("quick", 9)])
        quick.finish()

    with pytest.raises(SearchUnavailable):
        slow.finish()
    slow.__exit__(None, None, None)
    assert stored(stories) == {"quick": 9}


def test_a_session_that_ended_takes_nothing_more(engine: SearchEngine):
    with engine.rebuild() as session:
        session.finish()

    for call in (lambda: session.add([put("a", 1)]), session.flush, session.finish):
        with pytest.raises(RuntimeError):
            call()


def test_what_changed_since_it_was_added_is_added_again_also_after_the_flush(stories: SearchEngine, find: Find):
    with stories.rebuild() as session:
        session.add([put("kept", 2), put("edited", 2, "旧文"), put("deleted", 2)])
        session.flush()
        session.add([put("edited", 3, "新文"), Remove("deleted", 4), put("born", 5), Remove("nowhere", 5)])
        assert find().total == len(corpus.STORIES)
        session.finish()
    assert stored(stories) == {"kept": 2, "edited": 3, "born": 5}
    assert (find("旧文").total, find("新文").total) == (0, 1)


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
    over = threading.Event()

    def read() -> set[int]:
        totals = {find("余热").total}
        while not over.is_set():
            totals.add(find("余热").total)
        return totals

    before = find("余热").total
    assert before > 0
    with ThreadPoolExecutor(1) as readers:
        reading = readers.submit(read)
        try:
            for _ in range(3):
                corpus.build(stories, corpus.STORIES)
        finally:
            over.set()
        assert reading.result() == {before}


STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "remove", "flush"]), st.sampled_from("abcd"), st.integers(1, 99)),
    max_size=16,
    unique_by=lambda step: step[2],
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_added_in_whatever_order_the_highest_versions_stand_after_it(
    engine: SearchEngine, steps: list[tuple[str, str, int]]
):
    last: dict[str, Change] = {}
    with engine.rebuild() as session:
        for kind, name, version in steps:
            if kind == "flush":
                session.flush()
                continue
            change = Remove(name, version) if kind == "remove" else put(name, version)
            session.add([change])
            if name not in last or last[name].version < version:
                last[name] = change
        session.finish()
    assert stored(engine) == {name: change.version for name, change in last.items() if isinstance(change, Put)}
