"""A review takes as many people as it has stages, none of them the one who submitted, whichever way they approve."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import TaskState

from portal.admin.reviews.four_eyes import Approval, obstacle
from portal.models import User
from portal.refusals import RefusedError
from showcase.models import CaseStudyPage, Enterprise
from tests.admin_forms import story_form
from tests.factories import make_case, make_enterprise, make_superuser, make_user
from tests.portal.admin_views import page_view

pytestmark = pytest.mark.django_db


def current(thing: Any) -> TaskState:
    return TaskState.objects.get(workflow_state__object_id=str(thing.pk), status=TaskState.STATUS_IN_PROGRESS)


def by_dialog(client: Client, user: User, case: CaseStudyPage) -> None:
    client.force_login(user)
    address = page_view("workflow_action", case.pk, "approve", current(case).pk)
    client.post(address, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"})


def by_plain_post(client: Client, user: User, case: CaseStudyPage) -> None:
    client.force_login(user)
    client.post(page_view("workflow_action", case.pk, "approve", current(case).pk), {"comment": ""})


def by_editor(client: Client, user: User, case: CaseStudyPage) -> None:
    client.force_login(user)
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    client.post(page_view("edit", case.pk), story_form(**action))


def by_code(client: Client, user: User, case: CaseStudyPage) -> None:
    try:
        current(case).specific.approve(user=user)
    except RefusedError:
        client.logout()


WAYS: list[Callable[[Client, User, CaseStudyPage], None]] = [by_dialog, by_plain_post, by_editor, by_code]


def submitted(user: User) -> CaseStudyPage:
    case = make_case(live=False)
    case.save_revision(user=user)
    case.get_workflow().start(case, user)
    return case


def stage(case: CaseStudyPage) -> str:
    return str(CaseStudyPage.objects.get(pk=case.pk).current_workflow_task.name[:2])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("make", [lambda: make_user("publisher"), make_superuser], ids=["publisher", "superuser"])
def test_one_person_approves_no_second_stage(client: Client, way: Any, make: Any) -> None:
    case, reviewer = submitted(make_user("contributor")), make()

    way(client, reviewer, case)
    assert stage(case) == "复审"
    way(client, reviewer, case)

    assert stage(case) == "复审"
    assert not CaseStudyPage.objects.get(pk=case.pk).live


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("make", [lambda: make_user("publisher"), make_superuser], ids=["publisher", "superuser"])
def test_nobody_approves_an_own_submission(client: Client, way: Any, make: Any) -> None:
    author = make()
    case = submitted(author)

    way(client, author, case)

    assert stage(case) == "初审"


@pytest.mark.parametrize("way", WAYS)
def test_three_people_pass_a_case(client: Client, way: Any) -> None:
    case = submitted(make_user("contributor"))

    for reviewer in (make_user("editor"), make_user("publisher"), make_user("administrator")):
        way(client, reviewer, case)

    assert CaseStudyPage.objects.get(pk=case.pk).live


def test_it_is_said_why(client: Client) -> None:
    author = make_user("publisher")
    case = submitted(author)

    by_dialog(client, author, case)

    (said,) = client.get(reverse("wagtailadmin_home")).context["messages"]
    assert "本人提交" in str(said)


@pytest.mark.parametrize("way", WAYS)
def test_where_four_eyes_are_not_asked_for_one_person_passes_all(client: Client, way: Any, settings: Any) -> None:
    settings.FOUR_EYES = False
    reviewer = make_user("publisher")
    case = submitted(reviewer)

    for _stage in range(3):
        way(client, reviewer, case)

    assert CaseStudyPage.objects.get(pk=case.pk).live


def test_an_enterprise_is_not_checked_by_whoever_submitted_it(client: Client) -> None:
    author, other = make_user("list officer"), make_user("list officer")
    enterprise = make_enterprise(live=False)
    enterprise.save_revision(user=author)
    enterprise.get_workflow().start(enterprise, author)
    action = "wagtailsnippets_showcase_enterprise:workflow_action"
    address = reverse(action, args=[enterprise.pk, "approve", current(enterprise).pk])

    client.force_login(author)
    client.post(address, {"comment": ""})
    assert not Enterprise.objects.get(pk=enterprise.pk).live
    client.force_login(other)
    client.post(address, {"comment": ""})
    assert Enterprise.objects.get(pk=enterprise.pk).live


def test_a_stage_that_is_passed_again_after_changes_may_be_passed_by_the_same_person(client: Client) -> None:
    author, first, second = make_user("contributor"), make_user("editor"), make_user("publisher")
    case = submitted(author)
    by_dialog(client, first, case)
    current(case).specific.reject(user=second)
    state = CaseStudyPage.objects.get(pk=case.pk).current_workflow_state
    state.resume(user=author)

    by_dialog(client, second, case)

    assert stage(case) == "终审"


approvals = st.lists(st.builds(Approval, st.integers(1, 3), st.integers(1, 4)), max_size=3)


@given(st.builds(Approval, st.integers(1, 3), st.integers(1, 4)), st.integers(1, 4), approvals)
def test_whoever_passes_all_stages_is_several(approval: Approval, submitter: int, earlier: list[Approval]) -> None:
    found = obstacle(approval, submitter, earlier)

    others = {other.person for other in earlier if other.stage != approval.stage}
    assert (found == "own") is (approval.person == submitter)
    assert (found == "") is (approval.person not in others | {submitter})
