"""A publisher corrects the wording of a published answer; the page says when, its history says what."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from showcase.questions.publishing import take_back
from showcase.questions.shown import answers_of
from tests.factories import make_user
from tests.showcase.questions.asking import WORDING, WORDS, page_text, published

pytestmark = pytest.mark.django_db


def corrected(**texts: str) -> dict[str, str]:
    return {**WORDS, "note": "错别字", **texts}


def test_a_publisher_corrects_the_wording_and_the_page_says_when(client, page, publisher):
    answer = published(page, publisher)
    client.force_login(publisher)
    address = reverse("published_answer_correct", args=[page.pk, answer.pk])

    client.post(address, corrected(answer_zh="每两周清洗一次，停机四个小时。"))

    assert "停机四个小时。" in page_text(page)
    (shown,) = answers_of(page.pk, "zh-hans")
    assert shown.corrected_on
    assert shown.corrected_on in page_text(page)
    entry = PageLogEntry.objects.get(page=page.pk, action="showcase.question.correct")
    assert entry.data == {"note": "错别字", "before": {"answer_zh": WORDING.answer_zh}}
    assert entry.user == publisher


def test_a_correction_needs_a_note_and_a_whole_english_version_and_changes_nothing_without_a_change(
    client, page, publisher
):
    answer = published(page, publisher)
    client.force_login(publisher)
    address = reverse("published_answer_correct", args=[page.pk, answer.pk])

    assert client.post(address, corrected(note="", answer_zh="改")).status_code == 400
    assert client.post(address, corrected(answer_en="")).status_code == 400
    assert client.post(address, corrected()).status_code == 302

    answer.refresh_from_db()
    assert (answer.answer_zh, answer.corrected_at) == (WORDING.answer_zh, None)


def test_what_was_taken_back_is_not_corrected_and_an_editor_corrects_nothing(client, page, publisher):
    answer = published(page, publisher)
    address = reverse("published_answer_correct", args=[page.pk, answer.pk])
    client.force_login(make_user("editor"))
    client.post(address, corrected(answer_zh="改"))
    take_back(answer, "有误", publisher)
    client.force_login(publisher)
    client.post(address, corrected(answer_zh="改"))

    answer.refresh_from_db()
    assert answer.answer_zh == WORDING.answer_zh
