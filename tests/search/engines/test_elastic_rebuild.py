"""Rebuilding on a real node: nothing falls between the old index and the new one, whoever writes meanwhile."""

import multiprocessing
import threading
from contextlib import suppress

import pytest

from search.engines.base import Remove, SearchUnavailable, State
from search.engines.elastic import open_url
from search.engines.elastic.layout import Layout
from tests.search.engines.elastic_samples import EVERY, indexes, put, titles

pytestmark = pytest.mark.elastic


def test_the_old_index_serves_until_the_new_one_is_whole(elastic, fill, elastic_client, elastic_address):
    fill(elastic, [put(1, title="旧")])

    with elastic.rebuild() as session:
        session.add([put(2, title="新")])
        assert titles(elastic) == {"story-0001": "旧"}
        assert elastic.status().rebuilding
        session.finish()
        assert titles(elastic) == {"story-0002": "新"}

    told = elastic.status()
    assert (told.state, told.rebuilding, told.interrupted) == (State.READY, False, False)
    assert len(indexes(elastic_client, elastic_address)) == 1


def test_changes_of_other_engines_meanwhile_are_in_both(elastic, open_elastic, fill):
    fill(elastic, [put(n, title="旧") for n in range(1, 5)])
    other = open_elastic()

    with elastic.rebuild() as session:
        session.add([put(1, 2, title="重建"), put(2, 2, title="重建")])
        other.apply([put(1, 3, title="改"), Remove("story-0002", 3), put(3, 3, title="改"), Remove("story-0004", 3)])
        assert titles(other) == {"story-0001": "改", "story-0003": "改"}
        # Read before those changes, arriving after them.
        session.add([put(3, 2, title="重建"), put(4, 2, title="重建")])
        session.finish()

    assert titles(elastic) == {"story-0001": "改", "story-0003": "改"}


def test_a_removal_outlives_the_index_it_was_made_in(elastic, fill):
    fill(elastic, [put(1), put(2)])
    elastic.apply([Remove("story-0001", 9)])

    fill(elastic, [put(2)])
    elastic.apply([put(1, 8)])
    assert sorted(titles(elastic)) == ["story-0002"]

    elastic.apply([put(1, 10)])
    assert sorted(titles(elastic)) == ["story-0001", "story-0002"]


def test_the_journal_forgets_old_removals(elastic, fill, monkeypatch, elastic_client, elastic_address):
    fill(elastic, [put(1), put(2)])
    elastic.apply([Remove("story-0001", 9)])
    monkeypatch.setattr("search.engines.elastic.removals.KEEP", -10)

    fill(elastic, [put(2)])

    journal = Layout(elastic_address.rpartition("/")[2]).removed
    elastic_client.indices.refresh(index=journal)
    assert elastic_client.count(index=journal)["count"] == 0


def test_a_lost_journal_stops_nobody(elastic, fill, elastic_client, elastic_address):
    fill(elastic, [put(1), put(2)])
    elastic_client.indices.delete(index=f"{Layout(elastic_address.rpartition('/')[2]).removed}-1")

    elastic.apply([Remove("story-0001", 2), put(2, 2, title="改")])

    assert titles(elastic) == {"story-0002": "改"}


def test_an_unfinished_rebuild_leaves_nothing(elastic, fill, elastic_client, elastic_address):
    fill(elastic, [put(1, title="旧")])

    with pytest.raises(ValueError, match="no such story"), elastic.rebuild() as session:
        session.add(unmade())

    told = elastic.status()
    assert (told.rebuilding, told.interrupted, told.records) == (False, False, 1)
    assert len(indexes(elastic_client, elastic_address)) == 1


def unmade():
    yield put(1)
    raise ValueError("no such story")


def test_an_ended_session_takes_nothing_more(elastic):
    with elastic.rebuild() as session:
        session.finish()

    with pytest.raises(RuntimeError):
        session.add([put(1)])
    with pytest.raises(RuntimeError):
        session.finish()


def test_no_search_and_no_change_fails_while_indexes_are_swapped(elastic, open_elastic, fill):
    fill(elastic, [put(n) for n in range(30)])
    failed, asked, ended = [], [], threading.Event()

    def ask(engine):
        while not ended.is_set():
            try:
                asked.append({answer.total for answer in engine.ask([EVERY, EVERY])})
            except SearchUnavailable as trouble:
                failed.append(trouble)

    def change(engine):
        version = 1000
        while not ended.is_set():
            version += 1
            try:
                engine.apply([put(0, version, title=f"改{version}")])
            except SearchUnavailable as trouble:
                failed.append(trouble)
        applied.append(f"改{version}")

    applied = []
    threads = [threading.Thread(target=work, args=(open_elastic(),)) for work in (ask, ask, change)]
    for thread in threads:
        thread.start()
    for _ in range(4):
        fill(elastic, [put(n) for n in range(30)])
    ended.set()
    for thread in threads:
        thread.join()

    assert failed == []
    assert set().union(*asked) == {30}
    assert titles(elastic)["story-0000"] == applied[0]


def apply_many(url, number, ready, go):
    engine = open_url(url)
    ready.release()
    go.wait()
    for version in range(100, 115):
        with suppress(SearchUnavailable):
            engine.apply([put(number, version, title=f"改{version}"), Remove(f"story-{number + 10:04d}", version)])


def test_no_change_of_other_processes_is_lost_in_a_rebuild(elastic, fill, elastic_address):
    fill(elastic, [put(n) for n in range(30)])
    context = multiprocessing.get_context("spawn")
    ready, go = context.Semaphore(0), context.Event()
    url = f"{elastic_address}?timeout=30"
    processes = [context.Process(target=apply_many, args=(url, number, ready, go)) for number in (1, 2)]
    for process in processes:
        process.start()
    for _ in processes:
        ready.acquire()
    with elastic.rebuild() as session:
        go.set()
        for n in range(30):
            session.add([put(n, 2)])
        session.finish()
    for process in processes:
        process.join()

    versions = dict(elastic.versions())
    assert (versions["story-0001"], versions["story-0002"]) == (114, 114)
    assert "story-0011" not in versions
    assert "story-0012" not in versions
    assert len(versions) == 28
