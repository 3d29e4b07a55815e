"""What runs once after a transaction, however often and in whatever savepoint it was requested."""

from collections.abc import Callable

import pytest
from django.db import transaction

from portal.running.after_commit import once_after_commit, run_if_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ran() -> list[int]:
    return []


@pytest.fixture
def function(ran: list[int]) -> Callable[[], object]:
    return lambda: ran.append(1)


def test_it_runs_once_for_many_requests_and_only_after_the_commit(function: Callable[[], object], ran: list[int]):
    with transaction.atomic():
        for _ in range(3):
            once_after_commit(function)
        assert ran == []

    assert ran == [1]


def test_without_a_transaction_it_runs_at_once_each_time(function: Callable[[], object], ran: list[int]):
    once_after_commit(function)
    once_after_commit(function)

    assert ran == [1, 1]


def test_a_request_in_a_savepoint_that_is_rolled_back_does_not_swallow_a_later_one(
    function: Callable[[], object], ran: list[int]
):
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            once_after_commit(function)
            raise ZeroDivisionError
        once_after_commit(function)

    assert ran == [1]


def test_a_transaction_that_is_rolled_back_runs_nothing_and_the_next_runs_once(
    function: Callable[[], object], ran: list[int]
):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        once_after_commit(function)
        raise ZeroDivisionError
    assert ran == []

    with transaction.atomic():
        once_after_commit(function)

    assert ran == [1]


def test_whoever_needs_it_earlier_runs_it_and_it_does_not_run_again(function: Callable[[], object], ran: list[int]):
    def needs_it() -> None:
        run_if_due(function)
        ran.append(2)

    with transaction.atomic():
        once_after_commit(needs_it)
        once_after_commit(function)

    assert ran == [1, 2]


def test_a_failure_stops_no_other(function: Callable[[], object], ran: list[int], caplog: pytest.LogCaptureFixture):
    def fails() -> None:
        raise ZeroDivisionError

    with transaction.atomic():
        once_after_commit(fails)
        once_after_commit(function)

    assert ran == [1]
    assert "ZeroDivisionError" in caplog.text
