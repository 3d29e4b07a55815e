"""What readers wrote is sealed in the database, in no revision, index or log, and erased in time."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from portal.running import worker
from showcase.inbox.erasing import erase_due
from showcase.models import Submission
from showcase.objections.sealed import LostKeyError
from tests.factories import make_case, make_user
from tests.showcase.inbox.senders import EMAIL, RIGHT, WRONG, received, sent

pytestmark = pytest.mark.django_db

REMARK = "已按报告改正，谢谢提醒。"


def everything_in_the_database() -> str:
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of ours
            rows.append(repr(cursor.fetchall()))
    return "".join(rows)


def closed(client, page) -> Submission:
    found = received(page)
    client.force_login(make_user("editor"))
    answer = client.post(reverse("inbox_act", args=[found.pk, "decide"]), {"decision": "accepted", "remark": REMARK})
    assert answer.status_code == 302
    return found


def test_the_database_holds_no_word_of_what_was_sent_or_remarked(client):
    page = make_case()
    found = closed(client, page)
    page.save_revision()

    kept = everything_in_the_database()
    for word in (WRONG, RIGHT, EMAIL, REMARK):
        assert word not in kept
    assert sent(found)["wrong"] == WRONG
    assert found.steps.last().text == REMARK


def test_a_lost_key_shows_no_ciphertext_and_hinders_neither_list_nor_closing(client, settings):
    found = received(make_case())
    editor = make_user("editor")
    settings.SECRET_KEY = "another"
    client.force_login(editor)

    with pytest.raises(LostKeyError):
        Submission.objects.get(pk=found.pk)
    listed = client.get(reverse("inbox")).content.decode()
    shown = client.get(reverse("inbox_detail", args=[found.pk])).content.decode()
    client.post(reverse("inbox_act", args=[found.pk, "decide"]), {"decision": "declined", "remark": "无法阅读。"})

    assert found.number in listed
    assert "SECRET_KEY_FALLBACKS" in shown
    assert "gAAAA" not in shown
    assert Submission.objects.defer(*Submission.SEALED).get().state == "declined"


def test_a_handled_one_is_erased_180_days_later(client):
    closed(client, make_case())

    with travel(timezone.now() + dt.timedelta(days=179, hours=23), tick=False):
        erase_due()
        assert Submission.objects.count() == 1
    with travel(timezone.now() + dt.timedelta(days=180, minutes=1), tick=False):
        erase_due()
        assert Submission.objects.count() == 0


def test_one_that_nobody_handles_is_erased_after_two_years(settings):
    received(make_case())
    settings.SECRET_KEY = "another"  # also where nobody can read it

    with travel(timezone.now() + dt.timedelta(days=729), tick=False):
        erase_due()
        assert Submission.objects.count() == 1
    with travel(timezone.now() + dt.timedelta(days=731), tick=False):
        erase_due()
        assert Submission.objects.count() == 0


def test_one_handled_late_is_kept_no_longer_than_two_years(client):
    found = closed(client, make_case())
    Submission.objects.update(received_at=timezone.now() - dt.timedelta(days=700))

    shown = client.get(reverse("inbox_detail", args=[found.pk]))
    assert shown.context["erased_on"] == timezone.localdate(timezone.now() + dt.timedelta(days=30))
    with travel(timezone.now() + dt.timedelta(days=31), tick=False):
        erase_due()
    assert not Submission.objects.filter(pk=found.pk).exists()


def test_a_deleted_page_takes_its_corrections_along_even_with_a_lost_key(settings):
    page = make_case()
    received(page)
    settings.SECRET_KEY = "another"

    page.delete()
    erase_due()

    assert Submission.objects.count() == 0


def test_the_worker_erases_without_being_asked():
    assert "erase_submissions" in worker._duties
