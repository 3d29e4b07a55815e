"""After the set time nothing is left but a number."""

import datetime as dt
import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from time_machine import travel

from portal.accounts.pace import PaceMark
from portal.running import worker
from showcase.models import Objection, ObjectionAccess, ObjectionEvidence, ObjectionTally
from showcase.objections import erasing
from showcase.objections.storage import PrivateStorage
from showcase.pages.notice import total_of
from tests import factories
from tests.showcase.objections import senders

pytestmark = pytest.mark.django_db

AFTER = senders.UNTIL + dt.timedelta(days=180)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.OBJECTIONS_ROOT = str(tmp_path / "objections")


@pytest.fixture
def page():
    with travel(senders.OPEN, tick=False):
        found = senders.notice()
        senders.received(found, evidence=[senders.upload(), senders.upload("b.pdf")])
        senders.received(found, text="另一条异议，内容不同。")
        return found


def stored() -> list[str]:
    folder = Path(django_settings.OBJECTIONS_ROOT)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def erase(*arguments: str) -> str:
    out = StringIO()
    call_command("erase_objections", *arguments, stdout=out)
    return out.getvalue()


def test_nothing_is_erased_before_the_time(page):
    with travel(AFTER - dt.timedelta(seconds=1), tick=False):
        assert erase() == "0 objections and 0 files erased, 0 stray files\n"
    assert (Objection.objects.count(), len(stored())) == (2, 2)


def test_after_it_rows_files_and_looks_are_gone_and_the_number_stays(page, client):
    client.force_login(factories.make_user("objection handler"))
    with travel(senders.OPEN, tick=False):
        client.get(reverse("objection_detail", args=[Objection.objects.first().pk]))

    with travel(AFTER + dt.timedelta(seconds=1), tick=False):
        assert erase() == "2 objections and 2 files erased, 0 stray files\n"
        assert total_of(page) == 2

    assert (Objection.objects.count(), ObjectionEvidence.objects.count(), ObjectionAccess.objects.count()) == (0, 0, 0)
    assert stored() == []
    assert ObjectionTally.objects.get().erased == 2


def test_the_receipt_of_an_erased_objection_is_gone(page):
    address = f"{senders.address(page)}{Objection.objects.first().key}/"
    with travel(AFTER + dt.timedelta(seconds=1), tick=False):
        erase()
        assert Client().get(address).status_code == 404


def test_another_time_can_be_asked_for_but_no_open_window_is_touched(page):
    with travel(senders.OPEN, tick=False):
        assert erase("--older-than", "0").startswith("0 objections")
    with travel(senders.CLOSED, tick=False):
        assert erase("--older-than", "0").startswith("2 objections")


@pytest.mark.parametrize("days", ["-1", "36501"])
def test_a_time_that_is_none_is_refused(days):
    with pytest.raises(CommandError, match="from 0 to 36500"):
        erase(f"--older-than={days}")


def test_a_dry_run_says_what_would_go_and_changes_nothing(page):
    with travel(AFTER + dt.timedelta(days=1), tick=False):
        assert "2 objections and 0 stray files would be erased" in erase("--dry-run")
    assert (Objection.objects.count(), len(stored())) == (2, 2)


def test_a_file_that_cannot_be_deleted_is_named_and_its_row_stays(page):
    file = ObjectionEvidence.objects.first().file
    # A folder of that name cannot be unlinked, whoever runs the test.
    path = Path(file.path)
    path.unlink()
    (path / "inside").mkdir(parents=True)

    with travel(AFTER + dt.timedelta(days=1), tick=False), pytest.raises(CommandError) as failed:
        erase()

    assert file.name in str(failed.value)
    assert Objection.objects.get().number in str(failed.value)
    assert ObjectionTally.objects.get().erased == 1


def test_a_file_that_is_gone_already_stands_in_nobodys_way(page):
    Path(ObjectionEvidence.objects.first().file.path).unlink()

    with travel(AFTER + dt.timedelta(days=1), tick=False):
        assert erase().startswith("2 objections")


def test_what_lost_its_key_is_erased_all_the_same(page, settings):
    settings.SECRET_KEY = "another"

    with travel(AFTER + dt.timedelta(days=1), tick=False):
        assert erase().startswith("2 objections and 2 files")


def test_files_of_an_interrupted_sending_are_swept_after_a_day(page):
    stray = Path(PrivateStorage().path("stray.sealed"))
    stray.write_bytes(b"x")
    os.utime(stray, (senders.UNTIL.timestamp(), senders.UNTIL.timestamp()))

    with travel(senders.UNTIL + dt.timedelta(hours=23), tick=False):
        assert "0 stray files" in erase()
    with travel(senders.UNTIL + dt.timedelta(hours=25), tick=False):
        assert "1 stray files" in erase()
    assert "stray.sealed" not in stored()


def test_the_worker_erases_without_being_asked_also_the_marks_of_senders(page):
    assert "erase_objections" in worker._duties

    with travel(AFTER + dt.timedelta(days=1), tick=False):
        worker._duties["erase_objections"].work()
        worker._duties["forget_marks"].work()

    assert (Objection.objects.count(), PaceMark.objects.count()) == (0, 0)


def test_a_window_that_was_moved_is_what_counts(page):
    page.objections_until, page.change_reason = senders.UNTIL + dt.timedelta(days=10), "延长公示"
    page.save()

    with travel(AFTER + dt.timedelta(days=1), tick=False):
        assert erasing.due(180).count() == 0
    with travel(AFTER + dt.timedelta(days=11), tick=False):
        assert erasing.due(180).count() == 2
