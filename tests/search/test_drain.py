"""The outbox, the drainer and the rebuild: no edit is lost, whatever dies."""

import datetime as dt
import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from portal import health
from search import current, drain, outbox, versions
from search.engines.base import Change, EngineStatus, Put, Remove, SearchUnavailable, State
from search.lock import drain_lock
from search.models import DrainFailure, Outbox
from search.probes import search_probe, search_status
from search.rebuild import rebuild
from search.reconcile import reconcile
from tests.factories import make_case
from tests.search.finding import found, titles

# Well formed, and no story's.
A_STORY = "11111111-1111-4111-8111-111111111111"

pytestmark = pytest.mark.usefixtures("index")


class Broken:
    """An engine out of reach."""

    name = "broken"

    def __init__(self) -> None:
        self.asked = 0

    def apply(self, changes: list[Change], seconds: float) -> None:
        self.asked += 1
        raise SearchUnavailable("unreachable", "nobody answers")

    def ask(self, asks: object) -> object:
        raise SearchUnavailable("unreachable", "nobody answers")

    def status(self) -> EngineStatus:
        return EngineStatus("broken", State.UNREACHABLE, "x")

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Broken:
    engine = Broken()
    for module in ("search.drain", "search.rebuild", "search.probes", "search.views"):
        monkeypatch.setattr(f"{module}.engine", lambda: engine)
    return engine


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
        down.setattr("search.drain.engine", lambda: engine)
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
    changes = drain.changes_of({A_STORY})

    assert [type(change) for change in changes] == [Remove]


def test_every_batch_has_a_higher_version_than_the_one_before() -> None:
    first = versions.advance()
    case = make_case()

    (change,) = drain.changes_of({case.story_id})

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
        monkeypatch.setattr("search.source.records", original)
        case.title = "第二个题目"
        case.save()
        return found_records

    monkeypatch.setattr("search.source.records", and_then_edit)
    rebuild()

    assert titles(client, "题目") == ["第二个题目"]


def test_reconciling_notes_what_index_and_site_differ_on(client: Client) -> None:
    case = make_case("定型机废气余热回收")
    current.engine().apply([Remove(case.story_id, versions.advance())])

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


def test_the_status_tells_what_waits_and_for_how_long(broken: Broken) -> None:
    make_case()
    Outbox.objects.update(written_at=timezone.now() - dt.timedelta(minutes=5))

    status = search_status()

    assert status.waiting == Outbox.objects.count() > 0
    assert status.oldest_wait >= 300
    assert not status.healthy


def test_the_status_command_prints_json_and_fails_when_unhealthy(broken: Broken) -> None:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("search_status", as_json=True, stdout=out)

    assert ended.value.code == 1
    assert json.loads(out.getvalue())["engine"]["state"] == "unreachable"


def test_the_status_command_prints_a_line_a_fact() -> None:
    make_case()
    out = StringIO()

    call_command("search_status", stdout=out)

    lines = dict(line.split(maxsplit=1) for line in out.getvalue().splitlines())
    assert (lines["engine"], lines["state"], lines["records"], lines["waiting"]) == ("tantivy", "ready", "1", "0")


def test_the_rebuild_command_does_nothing_where_nothing_is_needed() -> None:
    out = StringIO()
    call_command("search_rebuild", if_needed=True, stdout=out)

    assert "ready" in out.getvalue()


def test_the_rebuild_command_says_in_one_line_that_the_engine_is_gone(broken: Broken, monkeypatch) -> None:
    monkeypatch.setattr(Broken, "rebuild", lambda self: self.ask(()), raising=False)
    monkeypatch.setattr("search.management.commands.search_rebuild.engine", lambda: broken)

    with pytest.raises(CommandError, match="not available"):
        call_command("search_rebuild")


def test_a_second_rebuild_says_so_and_stops() -> None:
    make_case()
    with current.engine().rebuild(), pytest.raises(CommandError, match="another rebuild is running") as stopped:
        call_command("search_rebuild")

    assert stopped.value.returncode == 1


def test_the_worker_leaves_an_index_alone_that_is_being_rebuilt() -> None:
    case = make_case()
    current.engine().apply([Remove(case.story_id, versions.advance())])

    with current.engine().rebuild():
        assert reconcile() == 0

    assert reconcile() == 1


def test_the_drain_command_says_that_nothing_is_lost(broken: Broken) -> None:
    Outbox.objects.create(story_id=A_STORY)

    with pytest.raises(CommandError, match="nothing is lost"):
        call_command("search_drain")


def test_the_drain_command_reports_what_it_applied() -> None:
    Outbox.objects.create(story_id=A_STORY)
    out = StringIO()

    call_command("search_drain", stdout=out)

    assert "1 changes applied" in out.getvalue()


def test_importing_the_site_opens_no_index() -> None:
    """gunicorn loads the site and then forks: what is open before is shared by accident."""
    code = (
        "import django; django.setup(); import portal.urls; "
        "from search import current; assert current._engines == {}, current._engines"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "SECRET_KEY": "only for tests"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_a_page_beyond_the_last_is_not_found(client: Client) -> None:
    make_case()

    assert client.get("/search/?page=2").status_code == 404
    assert found(client, page="1")["total"] == 1
