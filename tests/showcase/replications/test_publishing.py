"""From the desk to the story: who publishes, what is refused, what the publisher can take back."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from showcase.inbox import handling
from showcase.models import Replication, Submission
from tests.factories import make_case, make_enterprise, make_technology, make_translation
from tests.portal.admin_views import opens
from tests.showcase.replications.reports import (
    CODE,
    EMAIL,
    FIGURE,
    PLANT,
    make_replication,
    publication,
    publish,
    received,
    signed_in,
)

pytestmark = pytest.mark.django_db

OTHERS = ("contributor", "list officer", "vocabulary editor", "objection handler")


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_publisher_publishes_and_the_sender_is_informed(client: Client):
    page = make_technology()
    found = received(page)
    publisher = signed_in(client, "publisher")

    answer = publish(client, found)

    row = Replication.objects.get()
    assert answer.status_code == 302
    assert (row.story_id, row.outcome, row.year, row.published_by) == (page.pk, "adopted", 2024, publisher)
    assert [(one.printed, one.comparable_low, one.comparable_unit) for one in row.figures.all()] == [
        ("18.6 万kWh", 186_000, "kWh/a")
    ]
    assert Submission.objects.get().state == "accepted"
    assert f"{page.get_url()}#replications" in mail.outbox[-1].body
    assert PageLogEntry.objects.filter(action="showcase.replication.accept", user=publisher).exists()


def test_the_form_begins_with_what_was_sent_and_leads_to_the_row_once_published(client: Client):
    found = received(make_case())
    signed_in(client, "publisher")
    here = reverse("replication_from", args=[found.pk])

    shown = text_of(client.get(here))
    assert "气水换热器" in shown
    assert 'value="18.6 万kWh"' in shown
    publish(client, found)

    assert client.get(here).url == reverse("replication", args=[Replication.objects.get().pk])
    assert publish(client, found).status_code == 302
    assert Replication.objects.count() == 1


def test_a_report_of_an_english_page_is_one_of_the_chinese_story(client: Client):
    page = make_case()
    found = received(make_translation(page))
    signed_in(client, "publisher")

    publish(client, found)

    assert Replication.objects.get().story_id == page.pk


def test_an_editor_sees_the_public_version_and_cannot_publish_it(client: Client):
    found, row = received(make_case()), make_replication(make_case())
    signed_in(client, "editor")

    shown = client.get(reverse("replication_from", args=[found.pk]))
    assert "Only users who may publish" in text_of(shown)
    client.post(reverse("replication_from", args=[found.pk]), publication())
    client.post(reverse("replication", args=[row.pk]), {"act": "withdraw", "reason": "不再适用"})
    assert Replication.objects.get().withdrawn_at is None
    assert Submission.objects.get().state == "new"


def test_everybody_else_is_refused():
    found, row = received(make_case()), make_replication(make_case())

    for role in OTHERS:
        client = Client()
        signed_in(client, role)
        assert not opens(client, reverse("replications"))
        assert not opens(client, reverse("replication_from", args=[found.pk]))
        assert not opens(client, reverse("replication", args=[row.pk]))


def test_nothing_is_published_before_the_address_is_confirmed(client: Client):
    found = received(make_case(), is_confirmed=False)
    signed_in(client, "publisher")

    answer = publish(client, found)

    assert "has not confirmed the address" in text_of(answer)
    assert not Replication.objects.exists()
    handling.confirm_address(found)
    publish(client, found)
    assert Replication.objects.count() == 1


def test_what_the_sender_withdrew_is_not_published(client: Client):
    found = received(make_case())
    handling.withdraw(found)
    signed_in(client, "publisher")

    assert publish(client, found).url == reverse("inbox_detail", args=[found.pk])
    assert not Replication.objects.exists()


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("text_zh", {"text_zh": f"{PLANT}加装了换热器。"}),
        ("text_zh", {"text_zh": "示例滨海印染加装了换热器。"}),
        ("changed_zh", {"changed_zh": f"详询 {EMAIL}"}),
        ("text_zh", {"text_zh": "联系人：陈晓明，13800138000"}),
        ("text_zh", {"text_zh": f"代码 {CODE}"}),
        ("text_en", {"text_en": "加装了换热器，每年节电。"}),
        ("checked", {"amount_1": "18.6 亿亿kWh"}),
    ],
)
def test_what_must_not_become_public_is_refused(client: Client, field, fields):
    found = received(make_case(), credit_code=CODE)
    signed_in(client, "publisher")

    answer = publish(client, found, **fields)

    assert answer.status_code == 400
    assert field in answer.context["form"].errors or "amount_1" in answer.context["form"].errors
    assert not Replication.objects.exists()


def test_a_figure_that_only_looks_wrong_is_published_once_somebody_checked_it(client: Client):
    found = received(make_case())
    signed_in(client, "publisher")
    wrong = {"quantity_1": "payback", "amount_1": "400 年", "per_1": "none", "text_zh": "加装换热器。"}

    refused = publish(client, found, **wrong)
    assert "checked" in refused.context["form"].errors
    publish(client, found, **wrong, checked="on")

    assert Replication.objects.get().figures.get().printed == "400 年"


def test_a_named_plant_is_linked_with_its_record_in_the_register(client: Client):
    listed = make_enterprise(PLANT, "Example Binhai Dyeing", credit_code=CODE)
    found = received(make_case(), may_name="on", credit_code=CODE)
    signed_in(client, "publisher")

    offered = client.get(reverse("replication_from", args=[found.pk])).context["form"].fields["enterprise"].queryset
    publish(client, found, plant_zh="", plant_en="", enterprise=listed.pk)

    row = Replication.objects.get()
    assert list(offered) == [listed]
    assert (row.enterprise, row.plant_zh, row.plant_en) == (listed, PLANT, "Example Binhai Dyeing")


def test_without_consent_no_name_and_no_enterprise_is_stored_whatever_is_posted(client: Client):
    listed = make_enterprise(PLANT, credit_code=CODE)
    found = received(make_case(), credit_code=CODE)
    signed_in(client, "publisher")

    publish(client, found, plant_zh=PLANT, plant_en="Example", enterprise=listed.pk)

    row = Replication.objects.get()
    assert (row.plant_zh, row.plant_en, row.enterprise) == ("", "", None)
    submission = row.submission
    Submission.objects.filter(pk=submission.pk).delete()
    client.post(
        reverse("replication", args=[row.pk]),
        {"act": "save", **publication(plant_zh=PLANT, plant_en="Example", text_zh="改写。", changed_zh="")},
    )
    again = Replication.objects.get()
    assert (again.text_zh, again.plant_zh, again.submission) == ("改写。", "", None)


def test_a_report_can_be_taken_back_with_a_reason_in_the_history(client: Client):
    page = make_case()
    row = make_replication(page, "20 万kWh")
    signed_in(client, "publisher")
    here = reverse("replication", args=[row.pk])

    assert client.post(here, {"act": "withdraw", "reason": ""}).status_code == 400
    client.post(here, {"act": "withdraw", "reason": "该厂来函要求撤下"})
    client.post(here, {"act": "save", **publication(text_zh="又改写。")})

    row.refresh_from_db()
    assert (row.withdrawn_at is not None, row.withdrawn_reason) == (True, "该厂来函要求撤下")
    assert row.text_zh != "又改写。"
    history = text_of(client.get(reverse("wagtailadmin_pages:history", args=[page.pk])))
    assert "该厂来函要求撤下" in history
    assert "taken back" in text_of(client.get(reverse("replications")))


def test_what_was_not_adopted_has_reasons_and_no_figures(client: Client):
    found = received(make_case(), "not_adopted")
    signed_in(client, "publisher")

    publish(client, found, reasons=["economic", "space"], **FIGURE)

    row = Replication.objects.get()
    assert (row.outcome, [one.value for one in row.reasons_given]) == ("not_adopted", ["economic", "space"])
    assert not row.figures.exists()


def test_what_an_invented_enterprise_reports_is_an_invented_example(client: Client):
    invented = make_enterprise(PLANT, "Example Binhai Dyeing", is_example=True)
    found = received(make_case(), may_name="on")
    signed_in(client, "publisher")

    publish(client, found, enterprise=invented.pk)

    assert Replication.objects.get().is_example
