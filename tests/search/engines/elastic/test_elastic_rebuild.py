"""Rebuilding on a real node: nothing falls between the old index and the new one, whoever writes meanwhile."""

import threading

import pytest

from search.core.engine import Remove, SearchUnavailable, State
from tests.search.engines.elastic_samples import EVERY, indexes, put, titles

pytestmark = pytest.mark.elastic


def test_the_old_index_serves_until_the_new_one_is_whole(elastic, fill, elastic_client, elastic_address):
    fill(elastic, [put(1, title="旧")])

    with elastic.rebuild() as session:
        session.add([put(2, title="新")])
        assert titles(elastic) == {"story-0001": "旧"}
        assert elastic.status().unfinished
        session.finish()
        assert titles(elastic) == {"story-0002": "新"}

    told = elastic.status()
    assert (told.state, told.unfinished) == (State.READY, False)
    assert len(indexes(elastic_client, elastic_address)) == 1


def test_a_removal_is_remembered_against_a_request_that_arrives_late(elastic, fill):
    fill(elastic, [put(1), put(2)])
    elastic.apply([Remove("story-0001", 9)])

    elastic.apply([put(1, 8)])
    assert sorted(titles(elastic)) == ["story-0002"]

    elastic.apply([put(1, 10)])
    assert sorted(titles(elastic)) == ["story-0001", "story-0002"]


def test_a_late_batch_of_a_rebuild_creates_no_index(elastic, open_elastic, elastic_client, elastic_address):
    slow = elastic.rebuild()
    slow.add([put(1, title="慢")])

    with open_elastic().rebuild() as quick:
        quick.add([put(2, title="快")])
        for late in (lambda: slow.add([put(3, 9, title="慢")]), slow.flush, slow.finish):
            with pytest.raises(SearchUnavailable) as trouble:
                late()
            assert trouble.value.reason == "busy"
        quick.finish()

    assert titles(elastic) == {"story-0002": "快"}
    assert len(indexes(elastic_client, elastic_address)) == 1


def test_an_unfinished_rebuild_leaves_nothing(elastic, fill, elastic_client, elastic_address):
    fill(elastic, [put(1, title="旧")])

    with pytest.raises(ValueError, match="no such story"), elastic.rebuild() as session:
        session.add(unmade())

    told = elastic.status()
    assert (told.unfinished, told.records) == (False, 1)
    assert len(indexes(elastic_client, elastic_address)) == 1


def unmade():
    yield put(1)
    raise ValueError("no such story")


def test_no_search_fails_while_indexes_are_swapped(elastic, open_elastic, fill):
    fill(elastic, [put(n) for n in range(30)])
    failed, asked, ended = [], [], threading.Event()

    def search(engine):
        while not ended.is_set():
            try:
                asked.append({response.total for response in engine.search([EVERY, EVERY])})
            except SearchUnavailable as trouble:
                failed.append(trouble)

    threads = [threading.Thread(target=search, args=(open_elastic(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(4):
        fill(elastic, [put(n) for n in range(30)])
    ended.set()
    for thread in threads:
        thread.join()

    assert failed == []
    assert set().union(*asked) == {30}
