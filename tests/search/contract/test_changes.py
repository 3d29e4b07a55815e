"""Changes and their versions: late, repeated and reordered ones do no harm."""

from collections.abc import Iterator
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.core.clauses import Everything
from search.core.engine import (
    Change,
    EngineRequest,
    Put,
    RecordsRefused,
    Remove,
    SearchEngine,
    SearchUnavailable,
    State,
)
from search.core.query import SearchQuery
from search.engines import open_engine
from tests.search import corpus
from tests.search.contract.conftest import Find, asking

NUMBERS = count(1)


def put(name: str, version: int, text: str = "") -> Put:
    return Put(corpus.record(name, (text or f"v{version}", "正文"), None), version)


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


@pytest.fixture
def empty(engine: SearchEngine) -> SearchEngine:
    corpus.build(engine, [])
    return engine


@pytest.fixture
def other(url: str) -> Iterator[SearchEngine]:
    """The same index as another process opens it."""
    opened = open_engine(url)
    yield opened
    opened.close()


def test_a_change_is_visible_at_once_everywhere(empty: SearchEngine, other: SearchEngine, find: Find):
    other.search([EngineRequest(Everything())])
    empty.apply([put("a", 1, "余热")])
    assert [hit.id for hit in find("余热").hits] == ["a"]
    (response,) = other.search([EngineRequest(Everything(), limit=5)])
    assert [found.record.id for found in response.hits] == ["a"]
    other.apply([Remove("a", 2)])
    assert find("余热").total == 0


def test_put_twice_gives_one_and_remove_gives_none(empty: SearchEngine, find: Find):
    empty.apply([put("a", 1)])
    empty.apply([put("a", 1)])
    empty.apply([put("a", 2, "余热")])
    assert (find().total, find("余热").total, stored(empty)) == (1, 1, {"a": 2})
    empty.apply([Remove("a", 3)])
    assert (find().total, stored(empty)) == (0, {})


def test_an_older_version_never_overwrites_a_newer_one(empty: SearchEngine, find: Find):
    empty.apply([put("a", 5, "新文")])
    empty.apply([put("a", 4, "旧文")])
    empty.apply([Remove("a", 3)])
    assert (find("新文").total, find("旧文").total, stored(empty)) == (1, 0, {"a": 5})


def test_what_was_removed_may_be_stored_again_by_a_later_change(empty: SearchEngine, find: Find):
    empty.apply([put("a", 1), Remove("a", 7)])
    assert find().total == 0
    empty.apply([put("a", 8)])
    assert stored(empty) == {"a": 8}


def test_in_one_batch_the_highest_version_of_an_id_wins_in_any_order(empty: SearchEngine, find: Find):
    empty.apply([put("a", 3, "新文"), put("a", 2, "旧文"), put("b", 2), Remove("b", 4), put("b", 3), put("c", 1)])
    assert stored(empty) == {"a": 3, "c": 1}
    assert find("新文").total == 1


def test_no_changes_are_no_trouble(empty: SearchEngine):
    empty.apply([])
    assert stored(empty) == {}


def test_records_are_given_by_id_and_unknown_ids_left_out(stories: SearchEngine):
    found = stories.records(["pv-roof", "nowhere", "whr-guide"])
    assert set(found) == {"pv-roof", "whr-guide"}
    assert found["pv-roof"] == next(record for record in corpus.STORIES if record.id == "pv-roof")
    assert stories.records([]) == {}


def test_an_index_that_was_never_built_is_said_to_be_missing_and_is_not_made_by_a_change(engine: SearchEngine):
    assert engine.status().state is State.MISSING
    for call in (
        lambda: engine.search([EngineRequest(Everything())]),
        lambda: engine.apply([put("a", 1)]),
        lambda: engine.records(["a"]),
        lambda: list(engine.versions()),
    ):
        with pytest.raises(SearchUnavailable) as trouble:
            call()
        assert trouble.value.reason == State.MISSING
    assert engine.status().state is State.MISSING


def test_search_says_unavailable_and_nothing_else_where_there_is_no_index(engine: SearchEngine, find: Find):
    with pytest.raises(SearchUnavailable):
        find("余热")
    assert SearchQuery(text="余热")


def test_the_status_of_a_built_index_counts_its_records(stories: SearchEngine):
    status = stories.status()
    assert (status.state, status.records, status.unfinished) == (State.READY, 8, False)
    assert status.built == status.identity != ""


def test_after_close_the_engine_opens_again_by_itself(stories: SearchEngine, find: Find):
    stories.close()
    assert find().total == len(corpus.STORIES)


CHANGES = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 30), st.booleans()), max_size=14, unique_by=lambda c: c[1]
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=CHANGES, cuts=st.sets(st.integers(1, 13)), data=st.data())
def test_any_history_in_any_batches_ends_with_the_highest_versions(
    empty: SearchEngine, history: list[tuple[str, int, bool]], cuts: set[int], data: st.DataObject
):
    # Fresh names each time: what one example left is none of the next one's.
    mark = f"-{next(NUMBERS)}"
    changes: list[Change] = [
        put(name + mark, version) if kept else Remove(name + mark, version)
        for name, version, kept in sorted(history, key=lambda change: change[1])
    ]
    bounds = [0, *sorted(cut for cut in cuts if cut < len(changes)), len(changes)]
    for start, end in pairwise(bounds):
        batch = data.draw(st.permutations(changes[start:end]))
        for _ in range(data.draw(st.integers(1, 2))):
            empty.apply(batch)
    last = {change.id: change for change in changes}
    found = {name: version for name, version in stored(empty).items() if name.endswith(mark)}
    assert found == {name: change.version for name, change in last.items() if isinstance(change, Put)}


def test_the_highest_version_is_that_of_any_record(empty: SearchEngine, other: SearchEngine):
    assert empty.highest_version() == 0
    empty.apply([put("a", 5), put("b", 3)])
    assert (empty.highest_version(), other.highest_version()) == (5, 5)


def test_a_version_may_be_a_time_in_microseconds(empty: SearchEngine):
    this_century, a_century_on = 1_790_000_000_000_001, 4_900_000_000_000_003
    empty.apply([put("a", this_century), put("b", a_century_on)])
    assert stored(empty) == {"a": this_century, "b": a_century_on}
    assert empty.highest_version() == a_century_on


def test_digests_tell_what_is_stored(empty: SearchEngine):
    empty.apply([put("a", 1, "旧文"), put("b", 2), Remove("c", 3)])
    before = empty.digests(["a", "b", "c"])
    empty.apply([put("a", 4, "新文"), put("b", 5, "v2")])

    assert before == {"a": put("a", 1, "旧文").record.digest, "b": put("b", 2).record.digest}
    after = empty.digests(["a", "b", "c", "nowhere"])
    assert after["a"] == put("a", 9, "新文").record.digest != before["a"]
    assert after["b"] == before["b"], "the same text in another version"
    assert empty.digests([]) == {}


HALF_A_PAIR = "\ud83d"
"""Half of an emoji: a str that no UTF-8 holds."""


def test_a_record_that_cannot_be_stored_is_refused_and_the_rest_of_its_batch_is_stored(empty: SearchEngine):
    empty.apply([put("bad", 1), put("gone", 1)])

    with pytest.raises(RecordsRefused) as refused:
        empty.apply([put("a", 2), put("bad", 2, f"余热{HALF_A_PAIR}"), Remove("gone", 2), put("b", 2)])

    assert set(refused.value.failures) == {"bad"}
    assert stored(empty) == {"a": 2, "b": 2, "bad": 1}, "what was held of it is held"
    empty.apply([put("bad", 3, "余热")])
    assert stored(empty)["bad"] == 3


def test_a_rebuild_refuses_such_a_record_and_takes_the_others(empty: SearchEngine):
    with empty.rebuild() as session:
        with pytest.raises(RecordsRefused) as refused:
            session.add([put("a", 2), put("bad", 2, f"余热{HALF_A_PAIR}"), put("b", 2)])
        session.finish()

    assert set(refused.value.failures) == {"bad"}
    assert stored(empty) == {"a": 2, "b": 2}
