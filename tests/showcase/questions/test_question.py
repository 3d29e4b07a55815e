"""A question goes to the enterprise by a link and back to the asker; neither learns the other's address."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from showcase.inbox import handling as inbox
from showcase.inbox.erasing import erase_due
from showcase.models import QuestionReply, Submission
from showcase.questions import handling, keeping
from showcase.signoff.asking import ask
from tests.factories import make_case, make_user
from tests.showcase.questions.asking import (
    ANSWER,
    ASKER,
    CONTACT,
    NAME,
    QUESTION,
    SENT_ON,
    again,
    answer_page,
    asked,
    replied,
    reply_page,
    sender_page,
    sent_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_case("示例余热回收")


@pytest.fixture
def editor():
    return make_user("editor")


def text_of(answer) -> str:
    return answer.content.decode()


def whole(mail) -> str:
    return "\n".join([mail.subject, mail.body, *(str(part) for part, _type in mail.alternatives), str(mail.to)])


# Asking --------------------------------------------------------------------------------------------------


def test_a_story_leads_to_a_form_that_needs_a_question_and_an_address(client, page):
    form = f"/send/question/?page={page.pk}"
    shown = text_of(client.get(page.get_url()))
    answer = client.post(form, {"ticket": client.get(form).context["ticket"], "to": "nobody"})

    assert f'href="{form}"' in shown
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"question", "to", "email"}


def test_nothing_is_sent_on_or_answered_before_the_asker_confirmed_the_address(client, page, editor, mailoutbox):
    found = asked(page, confirms=False)
    mailoutbox.clear()
    client.force_login(editor)

    for action, form in (("answer", {"text": ANSWER}), ("send-on", contact_form())):
        client.post(reverse("question_act", args=[found.pk, action]), form)

    assert mailoutbox == []
    assert not QuestionReply.objects.exists()


# To the enterprise and back ------------------------------------------------------------------------------


def contact_form(**fields):
    return {"question": SENT_ON, "name": NAME, "email": CONTACT, "language": "zh-hans", "days": "14", **fields}


def test_an_editor_is_offered_the_contact_who_confirmed_the_story(client, page, editor):
    ask(page, name=NAME, email=CONTACT, language="en", days=3, user=editor)
    found = asked(page)
    client.force_login(editor)

    form = client.get(reverse("question_handle", args=[found.pk])).context["send_on"]

    assert form.initial == {"question": QUESTION, "name": NAME, "email": CONTACT, "language": "en"}


def test_the_enterprise_reads_the_editors_words_and_never_who_asks(client, page, editor, mailoutbox):
    found = asked(page)
    mailoutbox.clear()
    client.force_login(editor)

    client.post(reverse("question_act", args=[found.pk, "send-on"]), contact_form())
    mail = mailoutbox[0]
    link = re.search(r"http://127.0.0.1(/answer/\S+)", mail.body)[1]
    shown = Client().get(link)

    assert mail.to == [CONTACT]
    for text in (whole(mail), text_of(shown)):
        assert SENT_ON in text
        for word in (ASKER, found.number, QUESTION):
            assert word not in text
    assert {"no-store", "private"} <= set(shown["Cache-Control"].split(", "))
    assert shown["X-Robots-Tag"] == "noindex"
    assert again(found).state == "waiting"


def test_the_answer_reaches_the_asker_without_the_contact_and_the_link_takes_no_second_one(page, editor, mailoutbox):
    found = asked(page)
    reply = sent_on(found, editor)
    mailoutbox.clear()

    answer = replied(reply)
    replied(reply, text="另一个回答")
    shown = text_of(Client().get(reply_page(reply)))

    assert answer.status_code == 302
    assert [mail.to for mail in mailoutbox] == [[ASKER]]
    assert ANSWER in mailoutbox[0].body
    assert f"{answer_page(found)}" in mailoutbox[0].body
    asker_reads = [whole(mailoutbox[0]), *(text_of(Client().get(one(found))) for one in (answer_page, sender_page))]
    for text in asker_reads:
        assert ANSWER in text
        assert CONTACT not in text
        assert NAME not in text
    assert ANSWER in shown
    assert "<textarea" not in shown
    assert again(found).state == "new"
    assert [step.action for step in found.steps.all()][-2:] == ["forwarded", "replied"]


@pytest.mark.parametrize(("field", "typed"), [("text", ""), ("signed_by", ""), ("text", "字" * 2001)])
def test_a_fault_of_the_enterprise_is_said_and_what_was_typed_stays(page, editor, field, typed):
    reply = sent_on(asked(page), editor)

    answer = replied(reply, **{field: typed})

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert (NAME if field == "text" else ANSWER) in text_of(answer)
    assert QuestionReply.objects.get().answered_at is None


def test_an_enterprise_may_decline_and_the_asker_hears_of_it(page, editor, mailoutbox):
    found = asked(page)
    reply = sent_on(found, editor)
    mailoutbox.clear()

    Client().post(reply_page(reply), {"act": "decline"})
    replied(reply)

    assert (again(found).state, found.steps.last().action) == ("new", "not_answered")
    assert [mail.to for mail in mailoutbox] == [[ASKER]]
    assert QuestionReply.objects.get().answered_at is None


def test_the_editors_answer_themselves(client, page, editor, mailoutbox):
    found = asked(page, to="editors", agreed="on")
    mailoutbox.clear()
    client.force_login(editor)

    client.post(reverse("question_act", args=[found.pk, "answer"]), {"text": ANSWER})

    assert [(mail.to, ANSWER in mail.body) for mail in mailoutbox] == [([ASKER], True)]
    assert client.get(reverse("question_handle", args=[found.pk])).context["obstacles"] == []


def test_the_asker_answers_questions_of_the_editors_and_is_not_taken_for_the_enterprise(page, editor):
    found = asked(page)
    sent_on(found, editor)

    assert not Client().get(sender_page(found)).context["asks_answer"]
    inbox.ask_sender(found, "哪一台？", editor)
    assert Client().get(sender_page(found)).context["asks_answer"]


# Links that end ------------------------------------------------------------------------------------------


def test_a_contact_is_reminded_once_and_after_the_time_the_question_is_back_on_the_desk(page, editor, mailoutbox):
    found = asked(page)
    reply = sent_on(found, editor, days=10)
    mailoutbox.clear()

    keeping.turn()
    assert mailoutbox == []
    with travel(timezone.now() + dt.timedelta(days=6)):
        keeping.turn()
        keeping.turn()
        assert [mail.to for mail in mailoutbox] == [[CONTACT]]
        assert again(found).state == "waiting"
    with travel(timezone.now() + dt.timedelta(days=11)):
        keeping.turn()
        keeping.turn()
        assert Client().get(reply_page(reply)).status_code == 410
        replied(reply)
    assert (again(found).state, found.steps.last().action) == ("new", "expired")
    assert QuestionReply.objects.get().answered_at is None
    assert len(mailoutbox) == 1


def test_a_new_link_ends_the_one_before(page, editor):
    found = asked(page)
    first, second = sent_on(found, editor), sent_on(again(found), editor)

    assert [Client().get(reply_page(one)).status_code for one in (first, second)] == [410, 200]


def test_a_link_of_a_closed_question_and_a_guessed_one_lead_nowhere(page, editor):
    found = asked(page)
    reply = sent_on(found, editor)
    token = reply_page(reply).split("/")[-2]

    assert Client().get(f"/answer/{token[:-2]}xx/").status_code == 404
    assert Client().get(f"/sent/{token}/answer/").status_code == 404
    assert Client().get(answer_page(found).replace("/sent/", "/answer/").removesuffix("answer/")).status_code == 404
    inbox.decide(found, "declined", editor)
    assert Client().get(reply_page(reply)).status_code == 410


# Erasing -------------------------------------------------------------------------------------------------


def test_a_withdrawn_question_is_erased_at_once_with_what_was_sent_on(page, editor):
    found = asked(page)
    reply = sent_on(found, editor)

    Client().post(sender_page(found), {"act": "withdraw"})

    assert not QuestionReply.objects.exists()
    assert (again(found).content, again(found).email) == ("", "")
    assert Client().get(reply_page(reply)).status_code == 404


def test_contact_question_and_answer_are_stored_sealed_and_erased_with_the_submission(page, editor, settings):
    found = asked(page)
    replied(sent_on(found, editor))
    handling.close_unpublished(again(found), editor)

    with connection.cursor() as cursor:
        for table in ("showcase_questionreply", "showcase_submission", "showcase_submissionstep"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own tables
            kept = str(cursor.fetchall())
            assert not any(word in kept for word in (QUESTION, SENT_ON, ANSWER, NAME, CONTACT, ASKER))
    settings.SECRET_KEY = "another"
    with travel(timezone.now() + dt.timedelta(days=181)):
        erase_due()
    assert not Submission.objects.exists()
    assert not QuestionReply.objects.exists()


def test_a_lost_key_shows_no_ciphertext_to_anybody(client, page, editor, settings):
    found = asked(page)
    reply = sent_on(found, editor)
    links = (answer_page(found), reply_page(reply), reverse("question_handle", args=[found.pk]))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [], "another"
    client.force_login(editor)

    for address in links:
        assert "gAAAA" not in text_of(client.get(address, follow=True))
