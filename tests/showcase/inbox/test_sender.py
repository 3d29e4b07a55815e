"""The page of a sender behind a signed link, and the mails that lead to it."""

import re

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from showcase.inbox import handling
from showcase.inbox.links import token_of
from showcase.models import Submission
from tests.factories import make_case, make_user
from tests.showcase.inbox.senders import EMAIL, RIGHT, WRONG, received, sent
from tests.showcase.questions.asking import QUESTION, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_case("示例案例")


@pytest.fixture
def found(page):
    return received(page)


def link(found) -> str:
    return reverse("submission_sent", args=[token_of(found)])


def text_of(answer) -> str:
    return answer.content.decode()


def again(found) -> Submission:
    return Submission.objects.get(pk=found.pk)


# What it shows -------------------------------------------------------------------------------------------


def test_the_mail_leads_to_a_page_with_what_was_sent_for_nobody_else(client, found, mailoutbox):
    address = re.search(r"http://127.0.0.1(/\S*/sent/\S+)", mailoutbox[0].body)[1]
    answer = client.get(address)

    for word in (WRONG, RIGHT, found.number):
        assert word in text_of(answer)
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "same-origin")


def test_a_foreign_or_changed_link_leads_nowhere(client, page, found):
    token, other = token_of(found), token_of(received(page, wrong="另一处。"))
    mixed = f"{token.split(':')[0]}:{other.split(':')[1]}"

    for wrong in (token[:-1], mixed, "x", found.number):
        assert client.get(reverse("submission_sent", args=[wrong])).status_code == 404
        assert client.post(reverse("submission_change", args=[wrong]), {}).status_code == 404
    Submission.objects.filter(pk=found.pk).update(nonce="another")
    assert client.get(link(found)).status_code == 404


def test_remarks_of_editors_are_not_shown_to_the_sender(client, found):
    handling.decide(found, "declined", make_user("editor"), "只给编辑看的话")

    text = text_of(client.get(link(found)))

    assert "declined" in text or "未采纳" in text or "不予" in text
    assert "只给编辑看的话" not in text


def test_a_lost_key_leaves_state_and_number_and_shows_no_ciphertext(client, found, settings):
    address, change = link(found), reverse("submission_change", args=[token_of(found)])
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY, settings.SALT_KEY = "another", ["another salt"]

    shown = client.get(address)

    assert shown.status_code == 200
    assert found.number in text_of(shown)
    assert "gAAAA" not in text_of(shown)
    assert client.get(change).status_code == 404


# What it does --------------------------------------------------------------------------------------------


def test_reading_the_page_confirms_nothing_and_the_button_does_once(client, page):
    found = asked(page, confirms=False)
    client.get(link(found))
    assert again(found).address_confirmed_at is None

    for _time in range(2):
        client.post(link(found), {"act": "confirm"})

    assert again(found).address_confirmed_at is not None
    assert [step.action for step in found.steps.all()] == ["received", "address_confirmed"]


def test_an_answer_is_kept_once_and_puts_it_back_on_the_desk(client, found):
    handling.ask_sender(found, "是哪一页？", make_user("editor"))
    assert "是哪一页？" in text_of(client.get(link(found)))

    assert client.post(link(found), {"act": "answer", "text": ""}).status_code == 400
    for _time in range(2):
        client.post(link(found), {"act": "answer", "text": "第十二页。"})

    assert again(found).state == "new"
    assert [(step.action, step.text) for step in found.steps.all()][2:] == [("answered", "第十二页。")]


def test_the_sender_changes_what_was_sent_and_not_the_address(client, found):
    change = reverse("submission_change", args=[token_of(found)])
    assert WRONG in text_of(client.get(change))

    assert client.post(change, {"wrong": "", "right": RIGHT}).status_code == 400
    client.post(change, {"wrong": "应是第四段。", "right": "", "email": "other@example.org"})

    assert sent(found) == {"wrong": "应是第四段。", "right": "", "email": EMAIL}
    assert found.steps.last().action == "changed"


def test_withdrawing_erases_at_once_all_that_was_written(client, found):
    handling.ask_sender(found, "是哪一页？", make_user("editor"))
    client.post(link(found), {"act": "answer", "text": "第十二页。"})

    client.post(link(found), {"act": "withdraw"})

    assert (again(found).state, again(found).content, again(found).email) == ("withdrawn", "", "")
    assert again(found).handled_at is not None
    assert {step.text for step in found.steps.all()} == {""}
    shown = client.get(link(found))
    assert shown.status_code == 200
    assert WRONG not in text_of(shown)


@pytest.mark.parametrize("act", ["answer", "withdraw"])
def test_nothing_changes_any_more_once_it_is_closed(client, found, act):
    handling.decide(found, "accepted", make_user("editor"), "已改。")
    steps = found.steps.count()

    assert client.post(link(found), {"act": act, "text": "还有一处。"}).status_code == 302
    client.post(reverse("submission_change", args=[token_of(found)]), {"wrong": "别的。"})

    assert (again(found).state, found.steps.count(), sent(found)["wrong"]) == ("accepted", steps, WRONG)
    assert "<form" not in text_of(client.get(link(found))).split("<main")[1].split("</main")[0]


# Mails ---------------------------------------------------------------------------------------------------


def test_every_mail_has_text_and_the_same_words_in_html_without_anything_to_track(page, mailoutbox):
    editor = make_user("editor")
    for found in (received(page), asked(page, "en")):
        handling.ask_sender(found, "是哪一页？<b>", editor)
        handling.decide(again(found), "declined", editor, "谢谢。", send=True)

    assert len(mailoutbox) == 6
    for mail in mailoutbox:
        assert isinstance(mail, EmailMultiAlternatives)
        ((html, kind),) = mail.alternatives
        assert kind == "text/html"
        assert set(re.findall(r'href="([^"]+)"', html)) == set(re.findall(r"http\S+", mail.body))
        assert not re.search(r"<img|<script|<style|<link|<b>|src=", html)
        assert QUESTION not in html


def test_a_dead_mail_server_delays_nothing_for_its_mail_is_a_row_of_the_queue(page, settings):
    settings.EMAIL_BACKEND = "portal.mail.backend.QueueBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "203.0.113.1", 1  # a network that leads nowhere
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    found = received(page)

    assert DBTaskResult.objects.count() == 1
    assert EMAIL not in str(DBTaskResult.objects.values_list("args_kwargs", flat=True)[0])
    assert Client().get(link(found)).status_code == 200
