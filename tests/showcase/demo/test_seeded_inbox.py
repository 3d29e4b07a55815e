"""What the demonstration lays down for the desk."""

import pytest

from showcase.demo.ledger import Report
from showcase.demo.seeds.inbox import seed_answer_templates
from showcase.models import AnswerTemplate

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
