"""Telling the one that fails from the many it came with."""

from collections.abc import Sequence

import pytest
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from search.core.apart import each_apart, store_apart
from search.core.engine import FAILED, Change, RecordsRefused, Remove, SearchUnavailable, State

NAMES = st.sets(st.text("abcdefgh", min_size=1, max_size=3), max_size=40)


@given(ids=NAMES, bad=NAMES)
def test_exactly_those_fail_that_fail_alone_and_all_others_are_done(ids: set[str], bad: set[str]) -> None:
    done: set[str] = set()

    def work(some: list[str]) -> None:
        if faults := bad & set(some):
            raise ValueError(min(faults))
        done.update(some)

    failures = each_apart(ids, work)

    assert failures.keys() == ids & bad
    assert done == ids - bad
    assert all(str(error) == name for name, error in failures.items())


def test_one_of_many_is_found_with_few_attempts() -> None:
    asked: list[int] = []

    def work(some: list[str]) -> None:
        asked.append(len(some))
        if "077" in some:
            raise ValueError

    each_apart([f"{number:03d}" for number in range(200)], work)

    assert len(asked) <= 17
    assert sum(asked) <= 3 * 200


@pytest.mark.parametrize("trouble", [SearchUnavailable(State.UNREACHABLE), OperationalError("database is locked")])
def test_trouble_that_is_nobodys_fault_is_raised_and_nothing_is_tried_twice(trouble: Exception) -> None:
    asked: list[list[str]] = []

    def work(some: list[str]) -> None:
        asked.append(some)
        raise trouble

    with pytest.raises(type(trouble)):
        each_apart(["a", "b"], work)
    assert len(asked) == 1


def removals(count: int) -> list[Change]:
    return [Remove(f"r{number}", 1) for number in range(count)]


@given(bad=st.sets(st.integers(0, 19), max_size=19))
def test_of_a_batch_an_engine_chokes_on_all_but_the_bad_ones_are_stored(bad: set[int]) -> None:
    wrong, stored = {f"r{number}" for number in bad}, set[str]()

    def store(some: Sequence[Change]) -> None:
        if wrong & {change.id for change in some}:
            raise SearchUnavailable(FAILED, "together too large")
        stored.update(change.id for change in some)

    assert store_apart(removals(20), store).keys() == wrong
    assert stored == {f"r{number}" for number in range(20)} - wrong


@pytest.mark.parametrize("reason", [FAILED, State.UNREACHABLE, State.MISSING, "busy"])
@pytest.mark.parametrize("count", [1, 5])
def test_an_engine_that_stores_nothing_is_in_trouble_and_no_record_is_at_fault(reason: str, count: int) -> None:
    def store(_some: Sequence[Change]) -> None:
        raise SearchUnavailable(reason)

    with pytest.raises(SearchUnavailable):
        store_apart(removals(count), store)


def test_what_an_engine_refuses_by_name_is_not_sent_again() -> None:
    sent: list[int] = []

    def store(some: Sequence[Change]) -> None:
        sent.append(len(some))
        raise RecordsRefused({"r1": ValueError("too long")})

    assert store_apart(removals(3), store).keys() == {"r1"}
    assert store_apart(removals(2)[1:], store).keys() == {"r1"}, "also where it is all there is"
    assert sent == [3, 1]
