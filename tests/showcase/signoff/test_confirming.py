"""A confirmation is shown while the page says what was confirmed; who gave it is sealed, and erased in time."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from showcase.models import SignOff, SignOffComment
from showcase.signoff.erasing import erase_ended
from tests.factories import make_translation, make_user
from tests.showcase.signoff.contact import ADDRESS, NAME, confirm, read

pytestmark = pytest.mark.django_db


def mark(client, page):
    cache.clear()  # a cached page is outdated by the commit, which no test of one transaction sees
    return re.findall(r"企业(?:已)?确认|Confirmed by the enterprise", client.get(page.url).content.decode())


@pytest.mark.parametrize("fields", [{"name": ""}, {"agreed": ""}])
def test_a_confirmation_needs_a_name_and_a_tick(client, asked, fields):
    answer = confirm(client, asked, **fields)

    assert answer.status_code == 400
    assert SignOff.objects.get().confirmed_at is None


def test_a_confirmed_version_says_so_in_public_once_it_is_published(client, case, asked):
    confirm(client, asked)
    first = SignOff.objects.get().confirmed_at
    confirm(client, asked)
    assert SignOff.objects.get().confirmed_at == first
    assert mark(client, case) == []

    case.get_latest_revision().publish()

    assert len(mark(client, case)) == 1
    assert len(mark(client, make_translation(case))) == 1


def test_changed_words_or_figures_are_not_confirmed_and_other_changes_are(client, case, asked):
    confirm(client, asked)
    case.get_latest_revision().publish()

    page = case.get_latest_revision().as_object()
    page.search_description = "说明"
    page.save_revision().publish()
    assert len(mark(client, page)) == 1

    page = page.get_latest_revision().as_object()
    effect = page.effects.first()
    effect.printed = "每年节约标准煤1200吨"
    page.effects = [effect]
    page.save_revision().publish()
    assert mark(client, page) == []
    client.force_login(make_user("editor"))
    shown = client.get(reverse("sign_offs", args=[page.pk])).context["lines"]
    assert [line.is_newest for line in shown] == [False]


def test_the_history_of_the_page_tells_what_the_enterprise_did_and_names_nobody(client, case, asked):
    read(client, asked, act="comment", **{"comment-title": "标题太长"})
    confirm(client, asked)

    entries = PageLogEntry.objects.filter(page=case.pk, action__startswith="showcase.sign_off.")
    assert {entry.action.rpartition(".")[2] for entry in entries} == {"ask", "comment", "confirm"}
    assert not any(NAME in str(entry.data) or ADDRESS in str(entry.data) for entry in entries)


# What is personal ----------------------------------------------------------------------------------------


def test_names_addresses_and_comments_are_stored_sealed(client, asked):
    read(client, asked, act="comment", **{"comment-title": "请改成公司全称"})
    confirm(client, asked)

    with connection.cursor() as cursor:
        for table in ("showcase_signoff", "showcase_signoffcomment"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own tables
            stored = str(cursor.fetchall())
            assert not any(text in stored for text in (NAME, ADDRESS, "请改成公司全称"))


def test_a_year_after_its_link_has_ended_only_day_and_hash_of_a_confirmation_are_left(client, case, asked):
    read(client, asked, act="comment", **{"comment-title": "可以"})
    confirm(client, asked)
    case.get_latest_revision().publish()
    assert erase_ended() == 0

    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert erase_ended() == 1
        assert erase_ended() == 0

    kept = SignOff.objects.get()
    assert (kept.name, kept.email, kept.confirmed_by) == ("", "", "")
    assert not SignOffComment.objects.exists()
    assert len(mark(client, case)) == 1
