"""What a published notice said stays answerable: each change of its facts is dated, reasoned and public."""

import datetime as dt
import json

import pytest
from django.db import transaction
from django.urls import reverse
from time_machine import travel
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.refusals import RefusedError
from showcase.lists.printing.printed import current_fingerprint
from showcase.models import AnnouncementPage, NoticeChange
from tests import factories as make
from tests.showcase.objections import senders

pytestmark = pytest.mark.django_db

NOW = "2026-11-25T02:00:00Z"
REASON = "联系人变动，更正。"
LATER = dt.datetime(2026, 11, 30, 9, 30, tzinfo=dt.UTC)
CHANGES = {
    "objections_until": (LATER, "27 November 2026, 17:30", "30 November 2026, 17:30"),
    "objections_from": (dt.date(2026, 11, 21), "20 November 2026", "21 November 2026"),
    "office_contact": ("示例节能处\n0591-8000009", "示例节能处", "0591-8000009"),
    "discipline_contact": ("示例纪检组\n0591-8000008", "0591-8000001", "0591-8000008"),
    "effective_on": (dt.date(2026, 12, 1), "31 December 2024", "1 December 2026"),
    "document_number": ("闽工信规〔2026〕4号", "闽工信规〔2026〕3号", "闽工信规〔2026〕4号"),
    "issuer": ("示例厅", "示例局", "示例厅"),
    "published_on": (dt.date(2026, 11, 19), "18 November 2026", "19 November 2026"),
}


@pytest.fixture
def notice():
    return senders.notice(
        takes_objections_online=False,
        document_number="闽工信规〔2026〕3号",
        effective_precision="day",
        issuer="示例局",
        published_on=dt.date(2026, 11, 18),
    )


def by_revision(page):
    page.save_revision().publish()


def by_saving(page):
    page.save()


def by_an_old_draft(page):
    """A draft that lay since before another edit went live."""
    draft = page.save_revision()
    draft.publish()


def in_bulk(page):
    from django.test import Client

    page.save_revision()
    client = Client()
    client.force_login(make.make_superuser(f"root-{page.pk}"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={page.pk}", follow=True)
    faults = [str(message) for message in answer.context["messages"] if message.level_tag == "error"]
    if faults:
        raise RefusedError(faults)


ROUTES = [by_revision, by_saving, by_an_old_draft, in_bulk]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
@pytest.mark.parametrize("field", CHANGES)
def test_without_a_reason_no_fact_of_a_published_notice_changes(notice, field, route):
    setattr(notice, field, CHANGES[field][0])

    with pytest.raises(RefusedError):
        route(notice)

    assert getattr(AnnouncementPage.objects.get(pk=notice.pk), field) != CHANGES[field][0]
    assert NoticeChange.objects.count() == 0


@travel(NOW, tick=False)
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_with_a_reason_it_does_and_leaves_a_dated_trace(notice, route):
    notice.objections_until, notice.change_reason = CHANGES["objections_until"][0], REASON

    route(notice)

    change = NoticeChange.objects.get()
    assert (change.field, change.was, change.now) == (
        "objections_until",
        "2026-11-27T09:30:00+00:00",
        "2026-11-30T09:30:00+00:00",
    )
    assert (change.reason, change.changed_at.isoformat()) == (REASON, "2026-11-25T02:00:00+00:00")
    page = AnnouncementPage.objects.get(pk=notice.pk)
    assert (page.objections_until, page.change_reason) == (CHANGES["objections_until"][0], "")


@travel(NOW, tick=False)
@pytest.mark.parametrize("field", CHANGES)
def test_page_and_data_show_what_was_what_is_when_and_why(client, notice, field):
    value, was, now = CHANGES[field]
    english = make.make_translation(notice, "Example proposal")
    before = current_fingerprint(notice)
    setattr(notice, field, value)
    notice.change_reason = REASON
    notice.save_revision().publish()

    answer = client.get(english.get_url())

    shown = answer.content.decode()
    assert was in shown
    assert now in shown
    assert "25 November 2026, 10:00" in shown
    assert REASON in shown
    assert "Changes to this notice" in shown
    (correction,) = json.loads(answer.context["structured_data"])["correction"]
    assert correction["datePublished"] == "2026-11-25T02:00:00+00:00"
    assert REASON in correction["text"]
    assert was in correction["text"]
    assert current_fingerprint(AnnouncementPage.objects.get(pk=notice.pk)) != before, "the PDF is made anew"
    assert REASON in client.get(notice.get_url()).content.decode()


def test_the_next_change_owes_a_reason_of_its_own(notice):
    notice.issuer, notice.change_reason = "示例厅", REASON
    by_revision(notice)
    page = AnnouncementPage.objects.get(pk=notice.pk)
    page.issuer = "又一个厅"

    with pytest.raises(RefusedError):
        by_revision(page)


def test_a_reason_without_a_change_is_not_kept_for_the_next_one(notice):
    notice.change_reason = REASON
    by_revision(notice)

    assert AnnouncementPage.objects.get(pk=notice.pk).change_reason == ""
    assert NoticeChange.objects.count() == 0


def test_texts_of_a_notice_and_facts_of_a_draft_change_freely(notice):
    notice.introduction = "改了一句。"
    by_revision(notice)
    draft = make.make_announcement(issuer="示例局")
    draft.issuer = "示例厅"
    draft.save_revision()
    draft.save()

    assert NoticeChange.objects.count() == 0


def test_line_ends_of_a_browser_are_no_change(notice):
    notice.office_contact = notice.office_contact.replace("\n", "\r\n") + "\r\n"
    by_revision(notice)

    assert NoticeChange.objects.count() == 0


def test_facts_that_stand_on_a_translation_change_nothing_in_public(client, notice):
    english = make.make_translation(notice, "Example proposal")
    english.objections_until, english.office_contact = CHANGES["objections_until"][0], "别处\n0591-1"
    english.save_revision().publish()

    shown = client.get(english.get_url()).content.decode()

    assert "27 November 2026, 17:30" in shown
    assert "别处" not in shown


def test_a_trace_is_never_deleted(notice):
    notice.issuer, notice.change_reason = "示例厅", REASON
    by_revision(notice)

    with pytest.raises(RefusedError), transaction.atomic():
        NoticeChange.objects.all().delete()

    assert NoticeChange.objects.count() == 1


def form_of(page, **fields):
    values = {
        "title": page.title,
        "introduction": "",
        "body": streamfield([]),
        "kind": page.kind,
        "level": str(page.level_id),
        "year": str(page.year),
        "issuer": page.issuer,
        "document_number": page.document_number,
        "published_on": "2026-11-18",
        "effective_on": "2024-12-31",
        "effective_precision": "day",
        "objections_from": "2026-11-20",
        "objections_until": "2026-11-27 17:30",
        "basis": page.basis,
        "coverage": page.coverage,
        "office_contact": page.office_contact,
        "discipline_contact": page.discipline_contact,
        "slug": page.slug,
        "sources": inline_formset([]),
        "comments": inline_formset([]),
        "action-publish": "1",
        **fields,
    }
    return nested_form_data(values)


@travel(NOW, tick=False)
def test_the_form_names_what_changed_and_takes_the_reason(client, notice):
    officer = make.make_user("list officer")
    client.force_login(officer)
    address = reverse("wagtailadmin_pages:edit", args=[notice.pk])

    refused = client.post(address, form_of(notice, objections_until="2026-11-30 17:30"))
    done = client.post(address, form_of(notice, objections_until="2026-11-30 17:30", change_reason=REASON))

    assert refused.status_code == 200
    label = str(AnnouncementPage._meta.get_field("objections_until").verbose_name)
    assert any(label in text for text in refused.context["form"].non_field_errors())
    assert done.status_code == 302
    change = NoticeChange.objects.get()
    assert (change.now, change.changed_by) == ("2026-11-30T09:30:00+00:00", officer)


def test_publishing_the_form_as_it_is_changes_nothing(client, notice):
    client.force_login(make.make_user("list officer"))

    done = client.post(reverse("wagtailadmin_pages:edit", args=[notice.pk]), form_of(notice))

    assert done.status_code == 302
    assert NoticeChange.objects.count() == 0
