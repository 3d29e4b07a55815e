"""The desk: what is listed, whose it is, what is next; asking back, closing, quarantine."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from showcase.models import AnswerTemplate, Submission
from tests.factories import make_case, make_user
from tests.showcase.inbox.senders import EMAIL, received
from tests.showcase.questions.asking import asked

pytestmark = pytest.mark.django_db

REMARK = "已按年报改正。"


@pytest.fixture
def page():
    return make_case("示例案例")


@pytest.fixture
def editor(client):
    user = make_user("editor")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


def text_of(answer) -> str:
    return answer.content.decode()


def do(client, found, action, **form):
    return client.post(reverse("inbox_act", args=[found.pk, action]), form)


def lines(client, **chosen):
    return client.get(reverse("inbox"), chosen).context["lines"]


def again(found) -> Submission:
    return Submission.objects.get(pk=found.pk)


# The list ------------------------------------------------------------------------------------------------


def test_the_desk_is_narrowed_by_kind_state_and_owner(client, page, editor):
    correction, question = received(page), asked(page)
    do(client, question, "take")

    assert {line.row for line in lines(client)} == {correction, question}
    assert [line.row for line in lines(client, kind="correction")] == [correction]
    assert [line.row for line in lines(client, mine="1")] == [question]
    assert lines(client, state="waiting") == []
    assert again(question).owner == editor


def test_the_next_step_goes_with_state_and_kind(client, page, editor):
    correction, question = received(page), asked(page)
    steps = {line.row.pk: line.next_step for line in lines(client)}
    do(client, correction, "take")
    do(client, question, "take")
    taken = {line.row.pk: line.next_step for line in lines(client)}
    do(client, correction, "ask", text="哪一页？")
    waiting = {line.row.pk: line.next_step for line in lines(client)}

    assert set(steps.values()) == {"Take it over"}
    assert taken[correction.pk] == "Check it, then accept or decline it"
    assert "both agree" in taken[question.pk]
    assert waiting[correction.pk] == "Wait for the answer"


# Asking back and closing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "begins"), [("en", "Which page?"), ("zh-hans", "是哪一页？")])
def test_a_template_begins_the_question_in_the_language_of_the_sender(client, page, editor, language, begins):
    template = AnswerTemplate.objects.create(title="页码", text_zh="是哪一页？", text_en="Which page?")
    found = received(page)
    Submission.objects.filter(pk=found.pk).update(language=language)

    shown = client.get(reverse("inbox_detail", args=[found.pk]), {"template": template.pk})

    assert shown.context["question"].initial == {"text": begins}
    for wrong in ("0", "x", "9" * 30):
        asks = client.get(reverse("inbox_detail", args=[found.pk]), {"template": wrong})
        assert asks.context["question"].initial == {"text": ""}


def test_a_question_to_the_sender_is_mailed_and_kept_in_the_history(client, page, editor, mailoutbox):
    found = received(page)
    mailoutbox.clear()

    assert do(client, found, "ask", text="").status_code == 400
    do(client, found, "ask", text="是哪一页？")

    assert [(mail.to, "是哪一页？" in mail.body) for mail in mailoutbox] == [([EMAIL], True)]
    assert (again(found).state, again(found).owner) == ("waiting", editor)
    assert (found.steps.last().action, found.steps.last().user, found.steps.last().text) == (
        "asked",
        editor,
        "是哪一页？",
    )


def test_nobody_is_asked_who_left_no_address(client, page, editor):
    found = received(page, email="")

    assert client.get(reverse("inbox_detail", args=[found.pk])).context["question"] is None
    assert do(client, found, "ask", text="是哪一页？").status_code == 404
    assert again(found).state == "new"


@pytest.mark.parametrize(("send", "mails"), [("on", 1), ("", 0)])
def test_the_remark_reaches_the_sender_only_if_the_editor_sends_it(client, page, editor, mailoutbox, send, mails):
    found = received(page)
    mailoutbox.clear()

    do(client, found, "decide", decision="accepted", remark=REMARK, send=send)

    assert [(mail.to, REMARK in mail.body) for mail in mailoutbox] == [([EMAIL], True)] * mails


def test_what_becomes_public_is_not_accepted_on_the_desk(client, page, editor):
    found = asked(page)

    answer = do(client, found, "decide", decision="accepted", remark=REMARK)

    assert answer.status_code == 400
    assert again(found).state == "new"
    assert do(client, found, "decide", decision="declined", remark=REMARK).status_code == 302
    assert again(found).state == "declined"


# Quarantine ----------------------------------------------------------------------------------------------


def test_an_editor_puts_one_into_quarantine_and_out_without_a_second_receipt(client, page, editor, mailoutbox):
    found = received(page)
    assert [mail.to for mail in mailoutbox] == [[EMAIL]]

    do(client, found, "quarantine")
    assert lines(client) == []
    assert [line.row for line in lines(client, state="quarantined")] == [found]
    assert do(client, found, "decide", decision="accepted", remark=REMARK).status_code == 302
    assert again(found).state == "quarantined"
    do(client, found, "release")

    assert again(found).state == "new"
    assert len(mailoutbox) == 1


def test_one_that_was_held_back_gets_its_receipt_when_it_is_released(client, page, editor, mailoutbox):
    found = received(page, wrong="www.a.example " * 6)
    assert (found.state, mailoutbox) == ("quarantined", [])

    do(client, found, "release")
    do(client, found, "release")

    assert [mail.to for mail in mailoutbox] == [[EMAIL]]
    assert [step.action for step in found.steps.all()] == ["received", "quarantined", "released"]


# Answer templates ----------------------------------------------------------------------------------------

TEMPLATES = "answer_templates:index"


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_publishers_and_administrators_write_answer_templates(role):
    client = Client()
    client.force_login(make_user(role))
    form = {"title": "页码", "text_zh": "是哪一页？", "text_en": "Which page?"}

    assert client.get(reverse(TEMPLATES)).status_code == 200
    client.post(reverse("answer_templates:add"), form)
    assert AnswerTemplate.objects.get().text_en == "Which page?"


@pytest.mark.parametrize("role", ["contributor", "editor", "list officer", "objection handler", "vocabulary editor"])
def test_everybody_else_is_refused_the_answer_templates(role):
    client = Client()
    client.force_login(make_user(role))

    assert client.get(reverse(TEMPLATES)).status_code != 200
    client.post(reverse("answer_templates:add"), {"title": "页码", "text_zh": "是", "text_en": "Yes"})
    assert not AnswerTemplate.objects.exists()


@pytest.mark.parametrize("role", ["contributor", "list officer", "objection handler", "vocabulary editor"])
def test_other_roles_do_nothing_with_a_submission(page, role):
    found = received(page)
    client = Client()
    client.force_login(make_user(role))

    for action in ("take", "ask", "decide", "quarantine", "release"):
        do(client, found, action, text="哪一页？", decision="accepted", remark=REMARK)

    assert (again(found).state, again(found).owner, found.steps.count()) == ("new", None, 1)
