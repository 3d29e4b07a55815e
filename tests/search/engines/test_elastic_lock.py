"""One rebuild at a time, over all processes and machines; one that died stands in nobody's way."""

import subprocess
import sys
import threading
import time

import pytest

from search.engines.base import RebuildRunning, SearchUnavailable, State
from search.engines.elastic.layout import Layout
from search.engines.elastic.lock import _held
from search.engines.elastic.owner import SILENCE
from tests.search.engines.elastic_samples import indexes, put, titles

pytestmark = pytest.mark.elastic

HANGING_REBUILD = """
import sys, time
from search.engines.elastic import open_url
from tests.search.engines.elastic_samples import put
session = open_url(sys.argv[1]).rebuild()
session.add([put(1), put(2)])
print("filling", flush=True)
time.sleep(120)
"""


@pytest.fixture
def start_rebuild(elastic_address):
    """Another process begins a rebuild and stays in the middle of it."""
    processes = []

    def start():
        command = [sys.executable, "-c", HANGING_REBUILD, f"{elastic_address}?timeout=30"]
        processes.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        assert processes[-1].stdout.readline() == "filling\n"
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_second_rebuild_is_refused_while_one_is_under_way(elastic, open_elastic):
    with elastic.rebuild() as session:
        with pytest.raises(RebuildRunning):
            open_elastic().rebuild()
        session.add([put(1)])
        session.finish()

    assert elastic.status().records == 1
    with open_elastic().rebuild():
        pass


def test_of_many_that_begin_at_once_one_rebuilds(open_elastic):
    engines, began, refused = [open_elastic() for _ in range(4)], [], []
    together = threading.Barrier(4)

    def begin(engine):
        together.wait()
        try:
            began.append(engine.rebuild())
        except RebuildRunning:
            refused.append(engine)

    threads = [threading.Thread(target=begin, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(began), len(refused)) == (1, 3)


def test_a_rebuild_of_a_killed_process_is_noticed_and_cleared_by_the_next(
    elastic, fill, start_rebuild, elastic_client, elastic_address
):
    process = start_rebuild()
    told = elastic.status()
    assert (told.rebuilding, told.interrupted) == (True, False)
    with pytest.raises(RebuildRunning):
        elastic.rebuild()

    process.kill()
    process.wait()
    told = elastic.status()
    assert (told.state, told.rebuilding, told.interrupted) == (State.MISSING, False, True)

    fill(elastic, [put(3)])
    told = elastic.status()
    assert (told.state, told.rebuilding, told.interrupted, told.records) == (State.READY, False, False, 1)
    assert len(indexes(elastic_client, elastic_address)) == 1


def test_what_a_killed_process_left_does_not_hinder_changes(elastic, fill, start_rebuild):
    fill(elastic, [put(1)])
    process = start_rebuild()
    process.kill()
    process.wait()

    elastic.apply([put(1, 2, title="改")])

    assert titles(elastic) == {"story-0001": "改"}


def test_a_dropped_session_counts_as_interrupted(elastic, fill):
    session = elastic.rebuild()
    assert elastic.status().rebuilding
    del session

    told = elastic.status()
    assert (told.rebuilding, told.interrupted) == (False, True)
    fill(elastic, [put(1)])
    assert not elastic.status().interrupted


def test_whoever_was_taken_for_dead_can_write_and_finish_no_more(elastic, open_elastic, monkeypatch):
    monkeypatch.setattr("search.engines.elastic.lock._BEAT_EVERY", 0.0)
    slow = elastic.rebuild()
    slow.add([put(1, title="慢")])
    lock = _held.pop(slow._name)  # as another machine sees it after a silence of `SILENCE` seconds

    with open_elastic().rebuild() as quick:
        quick.add([put(2, title="快")])
        for late in (lambda: slow.add([put(3, 9, title="慢")]), slow.finish):
            with pytest.raises(SearchUnavailable) as trouble:
                late()
            assert trouble.value.reason == "busy"
        slow.__exit__(None, None, None)
        quick.finish()

    assert lock is slow._lock
    assert titles(elastic) == {"story-0002": "快"}


def test_even_between_two_beats_a_late_writer_reaches_no_index_but_its_own(elastic, open_elastic):
    slow = elastic.rebuild()
    slow.add([put(1, title="慢")])
    _held.pop(slow._name)

    with open_elastic().rebuild() as quick:
        quick.add([put(2, title="快")])
        for late in (lambda: slow.add([put(3, 9, title="慢")]), slow.finish):
            with pytest.raises(SearchUnavailable) as trouble:
                late()
            assert trouble.value.reason in ("busy", "missing")
        quick.finish()

    assert titles(elastic) == {"story-0002": "快"}


def test_a_lock_of_another_machine_holds_until_it_falls_silent(elastic, fill, elastic_client, elastic_address):
    fill(elastic, [put(1)])
    lock = Layout(elastic_address.rpartition("/")[2]).lock
    owner = {"machine": "elsewhere", "pid": 1, "started": "1"}
    held = {"owner": owner, "session": "theirs", "heartbeat": time.time()}
    elastic_client.index(index=lock, id="rebuild", document=held)

    assert elastic.status().rebuilding
    with pytest.raises(RebuildRunning):
        elastic.rebuild()

    elastic_client.index(index=lock, id="rebuild", document=held | {"heartbeat": time.time() - SILENCE - 1})
    assert not elastic.status().rebuilding
    fill(elastic, [put(2)])
    assert titles(elastic) == {"story-0002": put(2).record.texts["zh-hans"].title}
