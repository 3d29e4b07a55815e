"""What a story must have before anyone may read it, and standings that the register can show; by every route."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from portal.refusals import RefusedError
from showcase.lists.register.record import record
from showcase.models import CaseStudyPage, ListingEvent, StoryPage
from tests.admin_forms import full_case
from tests.factories import (
    make_announcement,
    make_case,
    make_effect,
    make_enterprise,
    make_practice,
    make_story,
    make_superuser,
    make_technology,
    make_translation,
    paragraph,
    section,
)

pytestmark = pytest.mark.django_db

HEADINGS = [("section", "background"), paragraph(" ", own=True)]
MISSING = {
    "enterprise": {"enterprises": []},
    "source": {"sources": [], "effects": [], "body": [("note", {"text": "<p>甲</p>"})]},
    "body": {"body": []},
    "words in the body": {"body": HEADINGS},
    "listing": {"standing": "listed"},
    "proposal": {"standing": "proposed"},
}


def draft(**fields):
    values = {"standing": "reference", "case_depth": "short", "enterprises": [make_enterprise()], **fields}
    return make_story(CaseStudyPage, "cases", live=False, **values)


@pytest.mark.parametrize("fields", MISSING.values(), ids=MISSING.keys())
def test_a_case_without_it_is_not_published(fields):
    case = draft(**fields)
    with pytest.raises(RefusedError) as refused:
        case.latest_revision.publish()
    assert len(refused.value.messages) == 1
    assert not CaseStudyPage.objects.get(pk=case.pk).live


@pytest.mark.parametrize("make", [make_technology, make_practice])
@pytest.mark.parametrize("lacking", ["source", "body"])
def test_a_technology_or_practice_needs_source_and_body_alone(make, lacking):
    assert make().live
    with pytest.raises(RefusedError):
        make(**MISSING[lacking])


def by_form(case, client):
    client.post(
        reverse("wagtailadmin_pages:edit", args=[case.pk]), full_case(standing="listed", **{"action-publish": "1"})
    )


def in_bulk(case, client):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={case.pk}", {"include_descendants": ""})


def by_schedule(case, _client):
    with pytest.raises(RefusedError):
        schedule(case)
    case.latest_revision.approved_go_live_at = timezone.now()
    case.latest_revision.save()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        call_command("publish_scheduled", verbosity=0)


def schedule(case):
    case.go_live_at = timezone.now() + timedelta(minutes=1)
    case.save_revision().publish()


def by_review(case, _client):
    user = make_superuser("reviewer")
    state = section("cases").get_workflow().start(case, user)
    with pytest.raises(RefusedError):
        while state.status == "in_progress":
            state.current_task_state.approve(user=user)
            state.refresh_from_db()


def as_live_copy(case, _client):
    with pytest.raises(RefusedError):
        CaseStudyPage.objects.get(pk=case.pk).copy(keep_live=True, update_attrs={"slug": "copy", "live": True})


@pytest.mark.parametrize("route", [by_form, in_bulk, by_schedule, by_review, as_live_copy])
def test_by_no_route_is_a_case_listed_that_no_list_holds(client, route):
    case = draft(standing="listed")
    client.force_login(make_superuser())

    route(case, client)

    assert not StoryPage.objects.filter(live=True).exists()


def test_a_case_is_listed_while_a_published_list_holds_its_enterprise():
    unit = make_enterprise()
    notice = make_announcement(entries=[unit], live=True)
    case = draft(standing="listed", enterprises=[unit])
    case.latest_revision.publish()
    assert CaseStudyPage.objects.get(pk=case.pk).live

    event = ListingEvent.objects.get(announcement=notice)
    removed = {"kind": "removed", "effective_on": timezone.localdate()}
    record(
        [ListingEvent(announcement=notice, enterprise=unit, programme=event.programme, level=event.level, **removed)]
    )
    with pytest.raises(RefusedError):
        CaseStudyPage.objects.get(pk=case.pk).save_revision().publish()


def test_a_pending_list_or_a_proposal_lists_nobody():
    unit = make_enterprise()
    make_announcement(entries=[unit])
    make_announcement(kind="proposal", entries=[unit], live=True)
    with pytest.raises(RefusedError):
        draft(standing="listed", enterprises=[unit]).latest_revision.publish()
    proposed = draft(standing="proposed", enterprises=[unit])
    proposed.latest_revision.publish()
    assert CaseStudyPage.objects.get(pk=proposed.pk).live


def test_a_title_that_only_the_press_reports_has_a_standing_of_its_own(client):
    case = make_case(standing="press_statement", standing_note="报道称其为国家级绿色工厂。", standing_source=1)
    text = client.get(case.url).content.decode()
    assert 'class="standing press_statement"' in text
    assert 'class="standing listed"' not in text


def test_a_translation_needs_none_of_the_facts():
    assert make_translation(make_case()).live


def test_a_table_whose_source_was_left_open_is_no_error_of_the_server():
    body = [("table", {"caption": "甲", "header": ["乙"], "rows": [], "sources": [None]})]
    assert make_case(body=body, effects=[make_effect()]).live
