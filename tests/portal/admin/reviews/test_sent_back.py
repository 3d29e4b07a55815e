"""What a reviewer asks stands above the form of the page until it is submitted again."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from wagtail.models import TaskState

from showcase.models import CaseStudyPage
from tests.factories import make_case, make_user
from tests.portal.admin_views import page_view

pytestmark = pytest.mark.django_db

COMMENT = "请补充投资额的来源。"


def sent_back(comment: str = COMMENT) -> CaseStudyPage:
    editor, reviewer = make_user("editor"), make_user("editor", username="审核员甲")
    case = make_case(live=False)
    case.save_revision(user=editor)
    case.get_workflow().start(case, editor)
    state = TaskState.objects.get(workflow_state__object_id=str(case.pk), status=TaskState.STATUS_IN_PROGRESS)
    state.specific.reject(user=reviewer, comment=comment)
    return CaseStudyPage.objects.get(pk=case.pk)


def said(client: Client, case: CaseStudyPage) -> str:
    client.force_login(make_user("editor"))
    answer = client.get(page_view("edit", case.pk))
    return "\n".join(str(message) for message in get_messages(answer.wsgi_request)) + answer.content.decode()


def test_the_words_of_the_reviewer_stand_above_the_form(client: Client) -> None:
    shown = said(client, sent_back())

    assert COMMENT in shown
    assert "审核员甲" in shown


def test_a_page_sent_back_without_a_word_says_that_too(client: Client) -> None:
    assert "审核员甲" in said(client, sent_back(""))


def test_once_submitted_again_nothing_is_asked_any_more(client: Client) -> None:
    case = sent_back()
    case.current_workflow_state.resume(user=case.owner)

    assert COMMENT not in said(client, case)


def test_a_page_that_nobody_sent_back_has_no_such_line(client: Client) -> None:
    assert "审核员甲" not in said(client, make_case(live=False))
