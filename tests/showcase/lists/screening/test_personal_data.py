"""Personal data in a list is decided on in writing, kind by kind, before the list is published."""

import pytest
from django.db import models
from django.urls import reverse
from wagtail.models import PageLogEntry

from portal.refusals import RefusedError
from showcase.lists.screening.notices import questions
from showcase.models import AnnouncementPage, ListAttachment, ListEntry, PersonalDataDecision
from tests import factories
from tests.factories import paragraph
from tests.showcase.lists.screening.deciding import MOBILE, REASON, decided, imported, officer, publish

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_list_whose_file_holds_personal_data_is_not_published_and_the_fault_names_each_kind(notice):
    imported(notice)

    with pytest.raises(RefusedError) as refused:
        publish(notice)

    assert len(refused.value.messages) == 2
    assert all("a.xlsx" in text for text in refused.value.messages)
    assert all(MOBILE not in text for text in refused.value.messages)
    assert not AnnouncementPage.objects.get(pk=notice.pk).live


def test_nothing_of_what_was_found_is_kept_in_clear(notice):
    file = imported(notice)

    kept = str(ListAttachment.objects.get(pk=file.pk).screening)
    assert "138******78" in kept
    assert MOBILE not in kept
    assert "王小明" not in kept


def test_each_kind_is_decided_in_writing_and_then_the_list_is_published(client, notice):
    file = imported(notice)
    user = officer(client)
    shown = client.get(reverse("personal_data", args=[notice.pk])).content.decode()
    assert "138******78" in shown
    assert MOBILE not in shown

    decided(client, notice, f"{file.pk}:mobile")
    with pytest.raises(RefusedError):
        publish(notice)
    decided(client, notice, f"{file.pk}:name")

    assert publish(notice).live
    assert client.get(file.document.url).status_code == 200
    decision = PersonalDataDecision.objects.first()
    assert (decision.reason, decision.decided_by) == (REASON, user)
    assert PageLogEntry.objects.filter(page=notice.pk, action="showcase.personal_data_decided").count() == 2


def test_an_original_that_is_withheld_is_named_with_its_hash_and_not_handed_out(client, notice):
    file = imported(notice)
    officer(client)
    decided(client, notice, f"{file.pk}:mobile", "withhold")
    decided(client, notice, f"{file.pk}:name", "publish")
    page = publish(notice)
    client.logout()

    answer = client.get(page.get_url())

    (shown,) = answer.context["files"]
    assert (shown.url, shown.sha256, shown.reason) == ("", file.sha256, REASON)
    assert file.document.url not in answer.content.decode()
    assert client.get(file.document.url).status_code == 404
    assert "示例纺织有限公司" in answer.content.decode()


@pytest.mark.parametrize("fields", [{"reason": " "}, {"answer": "seal"}, {"question": "999999:mobile"}, {"answer": ""}])
def test_a_decision_without_reason_or_of_something_not_found_is_refused(client, notice, fields):
    file = imported(notice)
    officer(client)

    decided(client, notice, **{"question": f"{file.pk}:mobile", **fields})

    assert PersonalDataDecision.objects.count() == 0


TEXTS = {
    "introduction": {"introduction": f"请联系{MOBILE}"},
    "body": {"body": [paragraph("请联系<b>138</b>12345678", own=True)]},
    "title": {"title": f"名单 {MOBILE}"},
    "contact": {"office_contact": f"示例处\n{MOBILE}"},
}


@pytest.mark.parametrize("where", TEXTS)
def test_texts_of_the_notice_are_looked_through_too(client, notice, where):
    page = AnnouncementPage.objects.get(pk=notice.pk)
    for name, value in TEXTS[where].items():
        setattr(page, name, value)
    page.save_revision()

    with pytest.raises(RefusedError, match=r"138\*+78"):
        page.save_revision().publish()
    officer(client)
    decided(client, page, ":mobile")
    page.save_revision().publish()

    assert AnnouncementPage.objects.get(pk=page.pk).live


# Not printed in the list: what the import writes; files are screened when they are uploaded.
FILLED_BY_PROGRAM = {"action", "file_name", "file_sha256", "file_sheet"}


def test_every_text_of_an_entry_is_searched_for_personal_data(notice):
    texts = [
        field.name
        for field in ListEntry._meta.fields
        if isinstance(field, models.CharField | models.TextField) and field.name not in FILLED_BY_PROGRAM
    ]
    numbers = {name: f"138123456{at:02}" for at, name in enumerate(texts)}
    for name, number in numbers.items():
        entry = factories.make_entry(notice, "示例单位")
        notice.entries.filter(pk=entry.pk).update(**{name: number})

    (found,) = questions(notice)

    assert found.count == len(texts)


def test_a_number_more_asks_again_also_on_a_live_page_and_in_the_translation(client, notice):
    page = AnnouncementPage.objects.get(pk=notice.pk)
    page.introduction = f"请联系{MOBILE}"
    page.save_revision()
    officer(client)
    decided(client, page, ":mobile")
    page.save_revision().publish()
    page = AnnouncementPage.objects.get(pk=notice.pk)

    page.introduction += "或13912345678"
    with pytest.raises(RefusedError):
        page.save_revision().publish()
    with pytest.raises(RefusedError):
        factories.make_translation(publish(notice), "Example", introduction="call 13912345678")

    assert "139" not in AnnouncementPage.objects.get(pk=notice.pk).introduction


def test_a_file_that_came_before_there_was_a_screening_is_looked_through_first(client, notice):
    file = imported(notice)
    ListAttachment.objects.update(screening=None)
    with pytest.raises(RefusedError, match=r"a\.xlsx"):
        publish(notice)
    officer(client)

    client.post(reverse("personal_data_look", args=[notice.pk]))

    assert [row["kind"] for row in ListAttachment.objects.get(pk=file.pk).screening] == ["name", "mobile"]
