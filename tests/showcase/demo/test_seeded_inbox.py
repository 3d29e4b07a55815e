"""What the demonstration lays down for the desk."""

import pytest
from django.core import mail
from django.urls import reverse

from showcase.demo.ledger import Report
from showcase.demo.seeds.inbox import seed_answer_templates
from showcase.demo.seeds.received import seed_received
from showcase.models import AnswerTemplate, Submission
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_answer_templates_have_both_languages_and_stay_as_editors_leave_them():
    seed_answer_templates(Report())
    assert AnswerTemplate.objects.count() == 3
    assert all(one.text_zh and one.text_en.isascii() for one in AnswerTemplate.objects.all())

    deleted, changed, _same = AnswerTemplate.objects.all()
    deleted.delete()
    AnswerTemplate.objects.filter(pk=changed.pk).update(text_zh="改过的文字。")
    report = Report()
    seed_answer_templates(report)

    assert AnswerTemplate.objects.count() == 2
    assert AnswerTemplate.objects.get(pk=changed.pk).text_zh == "改过的文字。"
    assert report.made == []


def test_an_invented_contribution_waits_on_the_desk_and_becomes_a_draft(client):
    seed_received(Report())
    seed_received(Report())
    found = Submission.objects.get()
    client.force_login(make_user("editor"))

    shown = client.get(reverse("inbox_detail", args=[found.pk])).content.decode()
    answer = client.post(reverse("contribution_draft", args=[found.pk]))

    assert "【示例，虚构】定型机余热加热洗水" in shown
    assert answer.status_code == 302
    assert "【示例，虚构】定型机余热加热洗水" in found.contribution.draft.title
    assert not found.contribution.draft.live
    assert mail.outbox == []


def test_what_was_deleted_from_the_desk_is_not_laid_down_again():
    seed_received(Report())
    Submission.objects.all().delete()

    seed_received(Report())

    assert not Submission.objects.exists()
