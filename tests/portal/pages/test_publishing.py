"""Publishing rules hold on every road to the public: code, revision, schedule, workflow."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from portal.refusals import RefusedError
from showcase.models import CaseStudyPage
from tests.factories import (
    make_announcement,
    make_case,
    make_effect,
    make_source,
    make_technology,
    paragraph,
    section,
)

pytestmark = pytest.mark.django_db


def test_a_lead_is_not_published_by_its_revision():
    case = make_case(live=False, case_depth="lead")
    with pytest.raises(RefusedError):
        case.latest_revision.publish()
    assert not Page.objects.get(pk=case.pk).live


def test_a_case_without_standing_is_not_published():
    case = make_case(live=False)
    case.standing = ""
    with pytest.raises(RefusedError):
        case.save_revision(clean=False).publish()
    assert not Page.objects.get(pk=case.pk).live


def test_a_page_added_live_by_code_obeys_too():
    case = CaseStudyPage(title="线索", slug="lead", summary="…", standing="reference", case_depth="lead")
    with pytest.raises(RefusedError):
        section("cases").add_child(instance=case)
    assert not CaseStudyPage.objects.exists()


def test_what_may_not_go_live_now_is_not_scheduled_for_later():
    case = make_case(live=False, case_depth="lead")
    case.go_live_at = timezone.now() + timedelta(hours=1)
    revision = case.save_revision()
    with pytest.raises(RefusedError):
        revision.publish()
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def schedule(page):
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()


def test_a_scheduled_publish_that_became_inadmissible_is_dropped_and_holds_nothing_up(monkeypatch):
    bad, good = make_case(live=False), make_case(live=False)
    schedule(bad)
    schedule(good)
    rule = CaseStudyPage.publishing_faults
    monkeypatch.setattr(
        CaseStudyPage, "publishing_faults", lambda page: ["no longer"] if page.pk == bad.pk else rule(page)
    )
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled", verbosity=0)
    assert not Page.objects.get(pk=bad.pk).live
    assert Page.objects.get(pk=good.pk).live
    assert not bad.revisions.filter(approved_go_live_at__isnull=False).exists()


FAULTY = {
    "effect": lambda: {"effects": [make_effect(source_number=2)]},
    "repeated": lambda: {"sources": [make_source(1), make_source(1)]},
    "standing": lambda: {"standing_source": 3},
    "plant": lambda: {"plant_source": 3},
    "paragraph": lambda: {"body": [paragraph("甲", 4)]},
    "list item": lambda: {"body": [("items", {"items": [{"text": "<p>乙</p>", "sources": [5], "own": False}]})]},
    "table": lambda: {"body": [("table", {"caption": "表", "header": ["丙"], "rows": [], "sources": [6]})]},
    "unit": lambda: {"effects": [make_effect(unit="furlong")]},
}


@pytest.mark.parametrize("fields", FAULTY.values(), ids=FAULTY.keys())
def test_a_citation_that_leads_nowhere_or_a_faulty_row_keeps_a_case_from_going_live(fields):
    with pytest.raises(RefusedError) as refused:
        make_case(**fields())
    assert len(refused.value.messages) == 1
    assert not CaseStudyPage.objects.filter(live=True).exists()


def test_a_sound_case_goes_live():
    assert make_case(
        effects=[make_effect(), make_effect(source_number=2)],
        sources=[make_source(1), make_source(2)],
        standing_source=2,
        body=[paragraph("甲", 1, 2)],
    ).live


def test_a_live_page_may_have_a_faulty_draft():
    technology = make_technology()
    technology.standing = ""
    technology.save_revision(clean=False)
    assert Page.objects.get(pk=technology.pk).live


def test_an_official_proposal_needs_contacts_and_the_end_of_its_window():
    official = {"kind": "proposal", "basis": "official_page", "effective_precision": "day"}
    with pytest.raises(RefusedError) as refused:
        make_announcement(live=True, **official)
    assert len(refused.value.messages) == 2
    window = timezone.now() + timedelta(days=7)
    whole = {**official, "office_contact": "0591-1", "discipline_contact": "0591-2", "objections_until": window}
    assert make_announcement(live=True, **whole).live
