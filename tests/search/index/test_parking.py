"""One record that can't be indexed is set aside; all others are found at once, whatever the fault is."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from search.core.engine import SearchUnavailable
from search.index import current, drain, outbox, parking
from search.index.rebuild import rebuild
from search.index.reconcile import reconcile
from search.models import Outbox, ParkedSubject, Suggested
from showcase.models import CaseStudyPage, Technique
from tests.factories import make_case, make_enterprise, paragraph
from tests.search.bad_records import (
    BAD,
    BESIDE_IT,
    FAULTS,
)
from tests.search.broken import Broken
from tests.search.finding import titles

pytestmark = pytest.mark.usefixtures("either_index")

ESCAPED_HALF_A_PAIR = "\\ud83d"
"""Half of an emoji, as some editors' keyboards leave it: JSON in the database takes it, nothing else does."""

# These faults come before any engine is asked: one of them on the second engine is enough.
every_fault = pytest.mark.parametrize(
    ("either_index", "fault"),
    [*(("embedded", fault) for fault in FAULTS), pytest.param("elastic", "a text", marks=pytest.mark.elastic)],
    indirect=["either_index"],
)


def mended(case: Any) -> None:
    """The editor writes the title anew."""
    page = CaseStudyPage.objects.get(pk=case.pk)
    page.title = "好的余热"
    page.save_revision().publish()


@every_fault
def test_a_record_that_fails_is_set_aside_and_the_others_are_found_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    FAULTS[fault](monkeypatch)

    bad = make_case(f"{BAD}余热")
    make_case("甲余热")
    make_case("乙余热")

    assert {"甲余热", "乙余热"} <= set(titles(client, "余热"))
    assert (f"{BAD}余热" in titles(client, "余热")) is (fault in BESIDE_IT)
    assert not Outbox.objects.exists()
    row = ParkedSubject.objects.get()
    assert (row.subject, row.error, row.attempts) == (bad.story_id, "ValueError", 1)
    assert BAD in row.detail
    assert row.place


@every_fault
def test_among_many_that_wait_only_the_bad_ones_are_set_aside(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    with monkeypatch.context() as later:
        later.setattr("search.index.outbox.drain_briefly", lambda: None)
        bad = [make_case(f"{BAD}余热{number}").story_id for number in range(2)]
        good = [make_case(f"余热{number}").story_id for number in range(5)]
    FAULTS[fault](monkeypatch)

    drain.drain_patiently()

    assert parking.subjects() == set(bad)
    assert set(good) <= {story_id for story_id, _ in current.engine().versions()}
    assert not Outbox.objects.exists()


@every_fault
def test_an_edit_brings_it_back_at_once(client: Client, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    FAULTS[fault](monkeypatch)
    case = make_case(f"{BAD}余热")

    mended(case)

    assert titles(client, "余热") == ["好的余热"]
    assert parking.subjects() == set()
    assert client.get("/healthz").json()["parts"]["search"]["state"] == "ok"


@every_fault
def test_a_rebuild_leaves_out_what_fails_and_serves_the_rest(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    case = make_case(f"{BAD}余热")
    make_case("甲余热")
    FAULTS[fault](monkeypatch)
    if fault == "a name":
        Suggested.objects.all().delete()

    held = rebuild()

    assert held == (2 if fault in BESIDE_IT else 1)
    assert "甲余热" in titles(client, "余热")
    assert parking.subjects() == {case.story_id}


@every_fault
def test_the_worker_does_not_come_back_to_it_before_its_time(
    monkeypatch: pytest.MonkeyPatch, fault: str, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    FAULTS[fault](monkeypatch)
    make_case(f"{BAD}余热")

    for _ in range(3):
        assert reconcile() == 0
        drain.drain_patiently()
    assert ParkedSubject.objects.get().attempts == 1

    waits = []
    for _ in range(8):
        due = ParkedSubject.objects.get().next_attempt
        waits.append(due - timezone.now())
        time_machine.move_to(due, tick=False)
        drain.drain_patiently()
    assert waits == sorted(waits)
    assert (waits[0], waits[1], waits[-1]) == (dt.timedelta(minutes=1), dt.timedelta(minutes=2), dt.timedelta(hours=1))
    assert ParkedSubject.objects.get().attempts == 9


@every_fault
def test_it_is_tried_again_by_itself_and_found_when_the_fault_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: str, time_machine: TimeMachineFixture
) -> None:
    with monkeypatch.context() as while_broken:
        FAULTS[fault](while_broken)
        make_case(f"{BAD}余热")

    time_machine.move_to(timezone.now() + dt.timedelta(minutes=1, seconds=1))
    drain.drain_patiently()

    assert titles(client, "余热") == [f"{BAD}余热"]
    assert parking.subjects() == set()


def test_what_comes_after_a_fault_in_a_text_the_index_cannot_hold(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No patched function: a text that an older version of the site stored, and that no engine can."""
    with monkeypatch.context() as unnoticed:
        unnoticed.setattr("search.index.outbox.note", lambda _ids: None)
        bad = make_case("坏余热", body=[paragraph("表情HALF余热", 1)])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE showcase_storypage SET body = replace(body, 'HALF', %s)", [ESCAPED_HALF_A_PAIR])
    outbox.note([bad.story_id])
    make_case("甲余热")

    assert titles(client, "余热") == ["甲余热"]
    assert parking.subjects() == {bad.story_id}
    assert rebuild() == 1


def test_a_story_that_is_gone_is_set_aside_no_longer(
    monkeypatch: pytest.MonkeyPatch, time_machine: TimeMachineFixture
) -> None:
    with monkeypatch.context() as while_broken:
        FAULTS["a fact"](while_broken)
        case = make_case(f"{BAD}余热")
        while_broken.setattr("search.index.outbox.note", lambda _ids: None)
        case.delete()

    time_machine.move_to(timezone.now() + dt.timedelta(minutes=2))
    drain.drain_patiently()

    assert parking.subjects() == set()


def test_a_bad_edit_leaves_the_story_found_as_it_was_and_unpublishing_takes_it_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case("甲余热")
    FAULTS["a fact"](monkeypatch)
    case.title = f"{BAD}余热"
    case.save_revision().publish()
    assert current.engine().records([case.story_id])[case.story_id].texts["zh-hans"].title == "甲余热"

    case.unpublish()

    assert list(current.engine().versions()) == []
    assert parking.subjects() == set()


@pytest.mark.parametrize("rubbish", ["no-id", "enterprise:x", "enterprise:", "technique:", "", "a b", "名"])
def test_a_row_that_names_nothing_goes_and_holds_nothing_up(client: Client, rubbish: str) -> None:
    Outbox.objects.create(story_id=rubbish)

    make_case("甲余热")

    assert titles(client, "余热") == ["甲余热"]
    assert not Outbox.objects.exists()


def test_a_term_or_an_enterprise_that_cannot_be_suggested_holds_nothing_up(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    FAULTS["a name"](monkeypatch)
    case = make_case("甲余热", enterprises=[make_enterprise(f"{BAD}企业")])
    number = case.enterprise_items.get().enterprise.number
    technique = Technique.objects.get(code="T02.01")
    technique.aliases_zh = [f"{BAD}名"]
    technique.save()

    assert titles(client, "余热") == ["甲余热"]
    assert parking.subjects() == {f"enterprise:{number}", "technique:T02.01"}

    technique.aliases_zh = []
    technique.save()
    assert parking.subjects() == {f"enterprise:{number}"}
    assert reconcile() == 0


def test_an_engine_out_of_reach_is_nobodys_fault(broken: Broken) -> None:
    make_case("甲余热")

    assert parking.subjects() == set()
    assert Outbox.objects.exists()


def test_where_nothing_can_be_built_the_old_index_serves_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the site and not of a record: an empty index must not take the place of a good one."""
    make_case("甲余热")
    make_case("乙余热")
    monkeypatch.setattr("search.index.source.filter_codes", lambda _page: 1 / 0)

    with pytest.raises(SearchUnavailable, match="not one of 2 records"):
        rebuild()

    assert len(titles(client, "余热")) == 2
