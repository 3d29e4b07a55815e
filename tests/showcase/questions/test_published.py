"""A question is public only with the consent of both, by a publisher; then the search finds it on its story."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from portal.caching import content_version
from search.index.models import Outbox
from search.index.source import records
from showcase.demo.ledger import Report, remember
from showcase.demo.seeds.inbox import STORY, seed_question
from showcase.models import PublishedAnswer
from showcase.questions import handling
from showcase.questions.publishing import NotPublishable, publish, take_back
from showcase.questions.rules import Obstacle
from tests.caching import forget_caches
from tests.factories import make_translation, make_user
from tests.showcase.questions.asking import (
    ANSWER,
    ASKER,
    CONTACT,
    NAME,
    QUESTION,
    SENT_ON,
    WORDING,
    WORDS,
    again,
    answer_page,
    asked,
    page_text,
    published,
    replied,
    sender_page,
    sent_on,
    text_of,
)

pytestmark = pytest.mark.django_db

# Consent -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asker", "enterprise", "why"),
    [("", "on", Obstacle.ASKER), ("on", "", Obstacle.ANSWERER)],
)
def test_without_the_consent_of_both_a_publisher_is_refused(client, page, publisher, asker, enterprise, why):
    found = asked(page, agreed=asker)
    replied(sent_on(found, publisher), may_publish=enterprise)
    client.force_login(publisher)

    answer = client.post(reverse("question_act", args=[found.pk, "publish"]), WORDS, follow=True)

    assert str(why.label) in text_of(answer)
    with pytest.raises(NotPublishable) as wrong:
        publish(again(found), WORDING, publisher)
    assert wrong.value.obstacles == (why,)
    assert not PublishedAnswer.objects.exists()
    assert again(found).state == "new"


def test_without_an_answer_or_a_confirmed_address_there_is_nothing_to_publish(page, publisher):
    found = asked(page, agreed="on", confirms=False)

    with pytest.raises(NotPublishable) as wrong:
        publish(found, WORDING, publisher)
    assert wrong.value.obstacles == (Obstacle.ADDRESS, Obstacle.NO_ANSWER)


def test_the_asker_agrees_after_reading_the_answer_and_may_change_their_mind(page, publisher):
    found = asked(page)
    replied(sent_on(found, publisher))

    for act, agrees in (("agree", True), ("agree", True), ("refuse", False)):
        Client().post(answer_page(found), {"act": act})
        assert bool(again(found).fields().get("agreed")) is agrees
    assert [step.action for step in found.steps.all()][-2:] == ["consented", "not_consented"]
    assert again(found).fields()["question"] == QUESTION


# Who -----------------------------------------------------------------------------------------------------


def test_an_editor_answers_and_does_not_publish_or_take_back(client, page, publisher):
    found = asked(page, agreed="on")
    replied(sent_on(found, publisher))
    client.force_login(make_user("editor"))
    shown = text_of(client.get(reverse("question_handle", args=[found.pk])))

    assert client.post(reverse("question_act", args=[found.pk, "publish"]), WORDS).status_code != 200
    assert not PublishedAnswer.objects.exists()
    assert ANSWER in shown
    assert 'name="question_zh"' not in shown
    answer = publish(again(found), WORDING, publisher)
    client.post(reverse("published_answer_take_back", args=[page.pk, answer.pk]), {"reason": "有误"})
    assert PublishedAnswer.objects.shown().count() == 1


@pytest.mark.parametrize("role", ["contributor", "list officer", "vocabulary editor", "objection handler"])
def test_other_roles_open_no_page_of_a_question(client, page, publisher, role):
    found = asked(page)
    client.force_login(make_user(role))

    for address in (
        reverse("question_handle", args=[found.pk]),
        reverse("published_answers", args=[page.pk]),
    ):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain or answer.status_code in (403, 404)
        assert QUESTION not in text_of(answer)
    client.post(reverse("question_act", args=[found.pk, "send-on"]), {})
    assert again(found).state == "new"


# What is public ------------------------------------------------------------------------------------------


def test_nothing_of_an_open_question_is_on_a_public_page_in_the_search_or_a_feed(
    page, publisher, django_capture_on_commit_callbacks
):
    Outbox.objects.all().delete()
    version = content_version.now()
    with django_capture_on_commit_callbacks(execute=True):
        found = asked(page, agreed="on")
        replied(sent_on(found, publisher))
    forget_caches()

    assert content_version.now() == version
    assert not Outbox.objects.exists()
    for address in (page.get_url(), "/", "/cases/", f"/search/?q={QUESTION[:6]}&format=json", "/sitemap.xml"):
        text = text_of(Client().get(address))
        for word in (QUESTION, SENT_ON, ANSWER, ASKER, CONTACT, NAME, found.number):
            assert word not in text
    assert ANSWER not in str(records([page.story_id]))


def test_a_published_answer_stands_on_its_story_in_both_languages_and_names_nobody(
    client, page, publisher, mailoutbox, django_capture_on_commit_callbacks
):
    english = make_translation(page)
    found = asked(english, "en", agreed="on")
    replied(sent_on(found, publisher), may_name="")
    client.force_login(publisher)
    version = content_version.now()
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("question_act", args=[found.pk, "publish"]), WORDS)
    chinese, foreign = page_text(page), page_text(english)

    assert PublishedAnswer.objects.get().page_id == page.pk
    assert content_version.now() != version
    for question, text in ((WORDING.question_zh, chinese), (WORDING.question_en, foreign)):
        assert question in text
        assert not any(word in text for word in (QUESTION, SENT_ON, ASKER, CONTACT, NAME, found.number))
    assert again(found).state == "accepted"
    assert [mail.to for mail in mailoutbox] == [[ASKER]]
    assert f"{english.get_url()}#questions" in mailoutbox[0].body
    assert found.steps.last().action == "accepted"
    assert WORDING.answer_zh not in str(PageLogEntry.objects.filter(page=page.pk).values_list("data", flat=True))


def test_who_answers_is_named_only_where_they_agreed(page, publisher):
    refused, agreed = (asked(page, agreed="on", question=f"{QUESTION}{n}") for n in range(2))
    replied(sent_on(refused, publisher))
    replied(sent_on(agreed, publisher), may_name="on")
    named = {**WORDS, "answerer": NAME}

    rows = []
    for found in (refused, agreed):
        client = Client()
        client.force_login(publisher)
        client.post(reverse("question_act", args=[found.pk, "publish"]), named)
        rows.append(PublishedAnswer.objects.get(submission=found).answerer)

    assert rows == ["", NAME]


def test_the_search_reads_a_published_answer_as_a_passage_of_its_story_and_its_outbox_hears(page, publisher):
    make_translation(page)
    Outbox.objects.all().delete()

    answer = published(page, publisher)
    found = records([page.story_id])[page.story_id]

    assert Outbox.objects.filter(story_id=page.story_id).exists()
    assert f"{WORDING.question_zh} {WORDING.answer_zh}" in found.texts["zh-hans"].body.split("\n")
    assert f"{WORDING.question_en} {WORDING.answer_en}" in found.texts["en"].body.split("\n")
    Outbox.objects.all().delete()
    take_back(answer, "有误", publisher)
    assert Outbox.objects.filter(story_id=page.story_id).exists()
    assert WORDING.answer_zh not in str(records([page.story_id]))


def test_half_an_english_version_is_refused(client, page, publisher):
    found = asked(page, agreed="on")
    replied(sent_on(found, publisher))
    client.force_login(publisher)

    answer = client.post(reverse("question_act", args=[found.pk, "publish"]), {**WORDS, "answer_en": ""})

    assert answer.status_code == 400
    assert WORDING.question_zh in text_of(answer)
    assert not PublishedAnswer.objects.exists()


def test_a_publisher_takes_an_answer_back_and_the_history_of_the_page_has_the_reason(client, page, publisher):
    answer = published(page, publisher)
    client.force_login(publisher)
    take = reverse("published_answer_take_back", args=[page.pk, answer.pk])
    assert WORDING.question_zh in page_text(page)

    assert client.post(take, {"reason": ""}).status_code == 400
    client.post(take, {"reason": "企业请求删除"})

    assert WORDING.question_zh not in page_text(page)
    entry = PageLogEntry.objects.get(page=page.pk, action="showcase.question.take_back")
    assert (entry.user, entry.data) == (publisher, {"reason": "企业请求删除"})
    assert client.post(take, {"reason": "再次"}).status_code == 302
    assert PageLogEntry.objects.filter(action="showcase.question.take_back").count() == 1


def test_a_published_answer_outlives_the_question_it_was_made_of(page, publisher):
    answer = published(page, publisher)

    answer.submission.delete()

    assert WORDING.question_zh in page_text(page)


def test_a_question_that_was_answered_is_closed_without_a_public_line(client, page, publisher):
    found = asked(page)
    handling.answer_as_editor(found, ANSWER, publisher)
    client.force_login(make_user("editor"))

    client.post(reverse("question_act", args=[found.pk, "close"]))

    assert again(found).state == "accepted"
    assert not PublishedAnswer.objects.exists()
    assert Client().post(sender_page(found), {"act": "withdraw"}).status_code == 302


def test_the_example_of_the_demonstration_is_marked_as_invented_and_is_not_published_twice(page, publisher):
    remember("story", STORY, page, "", "")

    seed_question(Report())
    seed_question(Report())

    answer = PublishedAnswer.objects.get()
    for text in (answer.question_zh, answer.answer_zh):
        assert "示例，虚构" in text
    for text in (answer.question_en, answer.answer_en):
        assert "Invented example" in text
    take_back(answer, "示例不再需要", publisher)
    seed_question(Report())
    assert not PublishedAnswer.objects.shown().exists()
