"""The outbox, the drainer and the rebuild: no edit is lost, whatever dies."""

import datetime as dt

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from portal.running import health
from search.core.engine import Put, Remove
from search.index import current, drain, outbox, versions
from search.index.lock import drain_lock
from search.index.probes import search_probe
from search.index.rebuild import rebuild
from search.index.reconcile import reconcile
from search.models import DrainFailure, Outbox, VersionCounter
from tests.factories import make_case
from tests.search.broken import A_STORY, Broken
from tests.search.finding import found, titles

pytestmark = pytest.mark.usefixtures("index")


def test_a_change_leaves_the_outbox_when_it_is_applied() -> None:
    make_case()

    assert Outbox.objects.count() == 0


def test_a_change_that_is_rolled_back_leaves_no_row() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_case("定型机废气余热回收")
        raise ZeroDivisionError

    assert Outbox.objects.count() == 0


def test_a_publish_succeeds_and_waits_while_the_engine_is_down(broken: Broken) -> None:
    case = make_case("定型机废气余热回收")

    assert case.live
    assert case.story_id in set(Outbox.objects.values_list("story_id", flat=True))
    assert "nobody answers" in DrainFailure.objects.get().reason


def test_after_a_failure_a_process_leaves_the_outbox_to_the_worker_for_a_while(broken: Broken) -> None:
    make_case()
    asked = broken.asked

    make_case()

    assert broken.asked == asked


def test_the_worker_applies_what_waited_when_the_engine_is_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as down:
        engine = Broken()
        down.setattr("search.index.drain.engine", lambda: engine)
        make_case("定型机废气余热回收")
        drain.drain_patiently()
        assert Outbox.objects.exists()

    drain.drain_patiently()

    assert titles(client, "余热") == ["定型机废气余热回收"]
    assert not Outbox.objects.exists()


def test_whoever_loses_the_lock_leaves_the_rows_to_the_winner() -> None:
    with drain_lock() as held:
        assert held
        # flock belongs to the open file: a second opening in the same process is another holder.
        outbox.note([A_STORY])
        assert drain.drain(seconds=1).stopped == "another drainer is at work"
        assert Outbox.objects.count() == 1

    assert drain.drain(seconds=1).rows == 1


def test_a_drain_has_its_time_and_no_more() -> None:
    Outbox.objects.create(story_id=A_STORY)

    assert drain.drain(seconds=0).stopped == "out of time"
    assert Outbox.objects.count() == 1


def test_the_drainer_applies_the_state_of_now_not_of_the_row() -> None:
    case = make_case("第一个题目")
    with transaction.atomic():
        outbox.note([case.story_id])
        case.title = "第二个题目"
        case.save()

    stored = current.engine().records([case.story_id])[case.story_id]
    assert stored.texts["zh-hans"].title == "第二个题目"


def test_a_story_that_is_gone_becomes_a_removal() -> None:
    changes, _ = drain.changes_of({A_STORY}, 0)

    assert [type(change) for change in changes] == [Remove]


def test_every_batch_has_a_higher_version_than_the_one_before() -> None:
    first = versions.advance(0)
    case = make_case()

    (change,), _ = drain.changes_of({case.story_id}, 0)

    assert isinstance(change, Put)
    assert change.version > first


def test_a_rebuild_finds_what_was_published_without_the_signals(client: Client) -> None:
    make_case("定型机废气余热回收")
    current.forget()

    assert rebuild() == 1
    assert titles(client, "余热") == ["定型机废气余热回收"]


def test_an_edit_in_the_middle_of_a_rebuild_is_in_the_new_index(client: Client, monkeypatch) -> None:
    case = make_case("第一个题目")
    original = drain.source.records

    def and_then_edit(story_ids):
        found_records = original(story_ids)
        monkeypatch.setattr("search.index.source.records", original)
        case.title = "第二个题目"
        case.save()
        return found_records

    monkeypatch.setattr("search.index.source.records", and_then_edit)
    rebuild()

    assert titles(client, "题目") == ["第二个题目"]


def test_reconciling_notes_what_index_and_site_differ_on(client: Client) -> None:
    case = make_case("定型机废气余热回收")
    current.engine().apply([Remove(case.story_id, versions.advance(0))])

    assert reconcile() == 1
    drain.drain_patiently()

    assert titles(client, "余热") == ["定型机废气余热回收"]
    assert reconcile() == 0


def test_reconciling_builds_an_index_that_is_missing(client: Client) -> None:
    make_case("定型机废气余热回收")
    current.forget()

    reconcile()

    assert titles(client, "余热") == ["定型机废气余热回收"]


def test_the_search_page_browses_from_the_database_while_the_engine_is_down(client: Client, broken: Broken) -> None:
    make_case("定型机废气余热回收")

    response = client.get("/search/?q=氢能")

    assert response.status_code == 503
    assert "定型机废气余热回收" in response.content.decode()
    assert response["Retry-After"] == "30"
    assert client.get("/").status_code == 200


def test_json_says_503_while_the_engine_is_down(client: Client, broken: Broken) -> None:
    response = client.get("/search/?format=json")

    assert response.status_code == 503
    assert response.json()["error"] == "search unavailable"


def test_health_is_degraded_not_down_without_the_engine(client: Client, broken: Broken) -> None:
    assert search_probe().state == "degraded"
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["parts"]["search"]["state"] == "degraded"
    assert health.examine()[0] == "degraded"


def test_a_page_beyond_the_last_is_not_found(client: Client) -> None:
    make_case()

    assert client.get("/search/?page=2").status_code == 404
    assert found(client, page="1")["total"] == 1


def test_a_version_is_a_time_so_that_a_restored_database_is_ahead_of_what_was_removed_after_its_backup(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(timezone.now())
    backup = versions.advance(0)
    time_machine.shift(dt.timedelta(hours=1))
    removal = versions.advance(0)

    VersionCounter.objects.update(value=backup)
    time_machine.shift(dt.timedelta(minutes=1))

    assert versions.advance(0) > removal


def test_versions_rise_though_the_clock_goes_back(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(timezone.now())
    first = versions.advance(0)
    time_machine.shift(dt.timedelta(days=-1))

    assert versions.advance(0) == first + 1


def test_many_notes_of_one_commit_are_drained_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drains: list[int] = []
    monkeypatch.setattr("search.index.outbox.drain_briefly", lambda: drains.append(Outbox.objects.count()))

    with transaction.atomic():
        for _ in range(3):
            outbox.note([A_STORY])

    assert drains == [3]


def test_a_note_after_a_savepoint_that_was_rolled_back_is_drained() -> None:
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            outbox.note([A_STORY])
            raise ZeroDivisionError
        outbox.note([A_STORY])

    assert not Outbox.objects.exists()
