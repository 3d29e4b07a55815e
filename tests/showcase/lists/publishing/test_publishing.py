"""Publishing an announcement for the first time writes its events, once, and in the same transaction."""

import datetime as dt

import pytest
from django.db import transaction

from showcase.lists.publishing.events import Recorded, event_kind, record_events
from showcase.models import AnnouncementPage, ListEntry, ListingEvent
from tests import factories as make

pytestmark = pytest.mark.django_db


def told(page):
    return list(page.events.order_by("pk").values_list("enterprise__name_zh", "kind"))


def test_a_final_list_lists_its_units():
    page = make.make_announcement(entries=[make.make_enterprise("甲厂"), make.make_enterprise("乙厂")], live=True)

    assert told(page) == [("甲厂", "listed"), ("乙厂", "listed")]


def test_a_proposal_only_proposes():
    page = make.make_announcement(kind="proposal", entries=[make.make_enterprise("甲厂")], live=True)

    assert told(page) == [("甲厂", "proposed")]


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("list", "listed"),
        ("remove", "removed"),
        ("rename", "renamed"),
        ("reverify", "reverified"),
        ("suspend", "suspended"),
        ("resume", "resumed"),
        ("expire", "expired"),
    ],
)
def test_an_adjustment_says_of_each_unit_what_its_row_says(action, kind):
    page = make.make_announcement(kind="adjustment")
    make.make_entry(page, make.make_enterprise("甲厂"), action=action, reason_printed="停产")
    page.save_revision().publish()

    event = ListingEvent.objects.get()
    assert (event.kind, event.reason) == (kind, "停产")


def test_a_proposal_that_proposes_a_removal_tells_no_event():
    assert event_kind("proposal", "remove") is None


def test_a_draft_tells_nothing():
    page = make.make_announcement(entries=[make.make_enterprise()])

    assert told(page) == []
    assert not page.is_locked


def test_rows_without_an_enterprise_give_no_event_and_are_counted():
    page = make.make_announcement(entries=[make.make_enterprise("甲厂"), "无法确认的单位"])

    assert record_events(page) == Recorded(events=1, unlinked=1)
    assert told(page) == [("甲厂", "listed")]


def test_events_carry_the_date_and_level_of_the_notice_and_the_programme_of_the_row():
    page = make.make_announcement(
        entries=[make.make_enterprise()],
        level_code="national",
        programme_code="green-park",
        effective_on=dt.date(2023, 12, 31),
        effective_precision="year",
        live=True,
    )

    event = page.events.get()
    assert (event.level.code, event.programme.code) == ("national", "green-park")
    assert (event.effective_on, event.effective_precision) == (dt.date(2023, 12, 31), "year")
    assert event.recorded_at == page.events_recorded_at


def test_publishing_again_writes_nothing_and_keeps_the_lock():
    page = make.make_announcement(entries=[make.make_enterprise()], live=True)
    page.title = "改了标题"
    page.save_revision().publish()

    again = AnnouncementPage.objects.get(pk=page.pk)
    assert again.events.count() == 1
    assert again.events_recorded_at == page.events_recorded_at


def test_a_revision_from_before_the_first_publish_neither_unlocks_nor_tells_again():
    draft = make.make_announcement(entries=[make.make_enterprise()])
    early = draft.save_revision()
    draft.save_revision().publish()

    early.publish()

    page = AnnouncementPage.objects.get(pk=draft.pk)
    assert page.is_locked
    assert page.events.count() == 1


def test_the_english_page_tells_nothing_of_its_own():
    page = make.make_announcement(entries=[make.make_enterprise()], live=True)
    english = make.make_translation(page, "Example list")

    assert ListingEvent.objects.count() == 1
    assert english.is_locked


def test_a_notice_published_without_rows_is_told_when_its_rows_are_there():
    page = make.make_announcement(live=True)
    assert not page.is_locked

    make.make_entry(page, make.make_enterprise("甲厂"))
    page.save_revision().publish()

    assert told(page) == [("甲厂", "listed")]


def test_events_are_in_the_transaction_of_the_publish():
    page = make.make_announcement(entries=[make.make_enterprise()])

    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        page.save_revision().publish()
        assert ListingEvent.objects.count() == 1
        raise Stop

    assert ListingEvent.objects.count() == 0
    assert AnnouncementPage.objects.get(pk=page.pk).events_recorded_at is None


def test_a_list_of_hundreds_is_told_in_few_queries(django_assert_max_num_queries):
    page = make.make_announcement()
    unit, programme = make.make_enterprise(), make.programme()
    ListEntry.objects.bulk_create(
        ListEntry(announcement=page, position=n, name=f"单位{n}", programme=programme, enterprise=unit)
        for n in range(600)
    )

    # SQLite takes about ninety rows an insert, of events and of the names as printed; then the register follows.
    with django_assert_max_num_queries(37):
        record_events(page)

    assert page.events.count() == 600
