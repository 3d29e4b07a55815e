"""One record that can't be indexed is set aside and said; all others are found at once, whatever the fault is."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from search import current, drain, outbox, parking
from search.engines.base import SearchUnavailable
from search.models import Outbox, ParkedSubject, Suggested
from search.probes import search_status
from search.rebuild import rebuild
from search.reconcile import reconcile
from showcase.models import CaseStudyPage, Technique
from tests.factories import make_case, make_enterprise, make_user, paragraph
from tests.search.broken import Broken
from tests.search.contract.conftest import drop
from tests.search.finding import titles

pytestmark = pytest.mark.usefixtures("indexed")

BAD = "毒"
ESCAPED_HALF_A_PAIR = "\\ud83d"
"""Half of an emoji, as some editors' keyboards leave it: JSON in the database takes it, nothing else does."""


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elastic)])
def indexed(request: pytest.FixtureRequest, transactional_db: None, settings: Any) -> Iterator[None]:
    """An empty index on either engine."""
    if request.param == "elastic":
        url = f"{request.getfixturevalue('elastic_url')}-parking-{uuid4().hex[:6]}"
        settings.SEARCH_URL = f"{url}?timeout=30"
        request.addfinalizer(lambda: drop(url))  # noqa: PT021 - only where there is something to drop
    current.forget()
    drain._quiet_until = 0.0
    rebuild()
    yield
    current.forget()


def refusing(place: str, text_of: Callable[..., str]) -> Callable[[pytest.MonkeyPatch], None]:
    """Let a function of ours fail wherever the text it is given has the bad sign."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        module, _, name = place.rpartition(".")
        original = getattr(__import__(module, fromlist=[name]), name)

        def refuse(*args: Any, **kwargs: Any) -> Any:
            if BAD in text_of(*args):
                raise ValueError(f"nothing can be made of {text_of(*args)}")
            return original(*args, **kwargs)

        monkeypatch.setattr(place, refuse)

    return patch


IN_THE_RECORD = {
    "a fact": refusing("search.source.filter_codes", lambda page: page.title),
    "a text": refusing("search.fields.terms", str),
}
BESIDE_IT = {
    "a word": refusing("search.spelling.lexicon.words_of", lambda record, _names: record.texts["zh-hans"].title),
    "a name": refusing("search.suggest.refresh.keys_of", str),
}
FAULTS = IN_THE_RECORD | BESIDE_IT
# These faults come before any engine is asked: one of them on the second engine is enough.
every_fault = pytest.mark.parametrize(
    ("indexed", "fault"),
    [*(("embedded", fault) for fault in FAULTS), pytest.param("elastic", "a text", marks=pytest.mark.elastic)],
    indirect=["indexed"],
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
        later.setattr("search.drain.drain_briefly", lambda: None)
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
        unnoticed.setattr("search.outbox.note", lambda _ids: None)
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
        while_broken.setattr("search.outbox.note", lambda _ids: None)
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


def test_an_engine_out_of_reach_is_nobodys_fault(monkeypatch: pytest.MonkeyPatch, broken: Broken) -> None:
    make_case("甲余热")

    assert parking.subjects() == set()
    assert Outbox.objects.exists()


def test_where_nothing_can_be_built_the_old_index_serves_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the site and not of a record: an empty index must not take the place of a good one."""
    make_case("甲余热")
    make_case("乙余热")
    monkeypatch.setattr("search.source.filter_codes", lambda _page: 1 / 0)

    with pytest.raises(SearchUnavailable, match="not one of 2 records"):
        rebuild()

    assert len(titles(client, "余热")) == 2


# Said ----------------------------------------------------------------------------------------------------


@pytest.fixture
def parked(monkeypatch: pytest.MonkeyPatch) -> Any:
    FAULTS["a fact"](monkeypatch)
    return make_case(f"{BAD}余热")


def test_status_and_health_say_what_is_set_aside_and_where_it_failed(client: Client, parked: Any) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("search_status", stdout=out)
    assert parked.story_id in out.getvalue()
    assert "ValueError" in out.getvalue()
    assert "tests/search/test_parking.py" in out.getvalue(), "where it failed"

    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("search_status", as_json=True, stdout=out)
    (told,) = json.loads(out.getvalue())["parked"]
    assert (told["subject"], told["error"], told["attempts"]) == (parked.story_id, "ValueError", 1)

    part = client.get("/healthz").json()["parts"]["search"]
    assert part["state"] == "degraded"
    assert "1 set aside" in part["detail"]
    assert BAD not in part["detail"], "what a page says is nothing for the public"
    assert not search_status().healthy


def test_the_rebuild_command_says_how_many_are_left_out(parked: Any, capsys: pytest.CaptureFixture[str]) -> None:
    make_case("甲余热")

    call_command("search_rebuild")

    assert capsys.readouterr().out == "1 stories indexed, 1 set aside: see search_status\n"


@pytest.mark.parametrize(("role", "sees"), [("editor", True), ("publisher", True), ("contributor", False)])
def test_who_may_edit_the_story_is_told_on_the_first_page_of_the_admin(
    client: Client, parked: Any, role: str, sees: bool
) -> None:
    client.force_login(make_user(role))

    home = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (reverse("wagtailadmin_pages:edit", args=[parked.pk]) in home) is sees
    assert ("not-searchable" in home) is sees
    assert ("ValueError: nothing can be made of" in home) is sees


def test_the_first_page_of_the_admin_says_nothing_where_nothing_is_set_aside(client: Client) -> None:
    client.force_login(make_user("editor"))

    assert "not-searchable" not in client.get(reverse("wagtailadmin_home")).content.decode()
