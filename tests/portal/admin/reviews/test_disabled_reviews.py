"""A workflow that is disabled and enabled again holds for what it held for."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowPage

from showcase.models import Enterprise
from tests.factories import make_superuser, make_user, section

pytestmark = pytest.mark.django_db

SECTIONS = ("cases", "technologies", "practices", "collections")


def workflow(name):
    return Workflow.objects.get(name__contains=name)


def switch(client, found, how):
    return client.post(reverse(f"wagtailadmin_workflows:{how}", args=[found.pk]), {"next": ""})


def test_its_sections_are_under_review_again(client):
    client.force_login(make_superuser())
    reviews = workflow("三审")
    before = set(WorkflowPage.objects.filter(workflow=reviews).values_list("page_id", flat=True))

    switch(client, reviews, "disable")
    assert section("cases").get_workflow() is None
    switch(client, reviews, "enable")

    assert {section(slug).get_workflow() for slug in SECTIONS} == {reviews}
    assert set(WorkflowPage.objects.filter(workflow=reviews).values_list("page_id", flat=True)) == before


def test_the_enterprises_too(client):
    client.force_login(make_superuser())
    check = workflow("企业核对")
    switch(client, check, "disable")
    assert Enterprise.get_default_workflow() is None
    switch(client, check, "enable")
    assert Enterprise.get_default_workflow() == check


def test_what_was_taken_away_by_hand_or_given_to_another_stays_so(django_capture_on_commit_callbacks):
    reviews, other = workflow("三审"), Workflow.objects.create(name="另一个")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        WorkflowPage.objects.get(page=section("practices")).delete()
    reviews.deactivate()
    WorkflowPage.objects.create(page=section("cases"), workflow=other)
    reviews.active = True
    reviews.save()
    assert section("cases").get_workflow() == other
    assert section("practices").get_workflow() is None
    assert section("technologies").get_workflow() == reviews
    assert Page.objects.filter(workflowpage__workflow=reviews).count() == 8


def test_nobody_else_enables_one(client):
    client.force_login(make_user("publisher"))
    reviews = workflow("三审")
    reviews.deactivate()
    switch(client, reviews, "enable")
    assert section("cases").get_workflow() is None
