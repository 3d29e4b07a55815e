"""What the status says, and what the commands of the search say and do."""

import datetime as dt
import json
import os
import subprocess
import sys
from contextlib import nullcontext
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search.core.engine import Remove
from search.index import current, versions
from search.index.lock import rebuild_lock
from search.index.probes import search_status
from search.index.reconcile import reconcile
from search.models import Outbox
from tests.factories import make_case
from tests.search.broken import A_STORY, Broken

pytestmark = pytest.mark.usefixtures("index")


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
    monkeypatch.setattr(Broken, "rebuild", lambda self: self.search(()), raising=False)
    monkeypatch.setattr("search.management.commands.search_rebuild.engine", lambda: broken)

    with pytest.raises(CommandError, match="not available"):
        call_command("search_rebuild")


def test_a_second_rebuild_says_so_and_stops() -> None:
    make_case()
    with rebuild_lock() as held, pytest.raises(CommandError, match="another rebuild is running") as stopped:
        assert held
        call_command("search_rebuild")

    assert stopped.value.returncode == 1


def test_the_worker_leaves_an_index_alone_that_is_being_rebuilt() -> None:
    case = make_case()
    current.engine().apply([Remove(case.story_id, versions.advance(0))])

    with rebuild_lock():
        assert search_status().is_rebuilding
        assert reconcile() == 0

    assert not search_status().is_rebuilding
    assert reconcile() == 1


@pytest.mark.parametrize("running", [True, False])
def test_the_status_command_tells_a_rebuild_that_runs_from_one_that_was_interrupted(running: bool) -> None:
    out = StringIO()
    with rebuild_lock() if running else nullcontext(), current.engine().rebuild():
        call_command("search_status", stdout=out)

    lines = dict(line.split(maxsplit=1) for line in out.getvalue().splitlines())
    assert lines["rebuilding"] == ("yes" if running else "interrupted")


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
        "from search.index import current; assert current._engines == {}, current._engines"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "SECRET_KEY": "only for tests"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
