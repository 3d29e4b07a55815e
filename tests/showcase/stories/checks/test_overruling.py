"""What may be overruled in writing, by whom, and for how long, whatever route a story is published by."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.refusals import RefusedError
from showcase.models import CaseStudyPage, FindingAnswer
from showcase.stories.checks.answers import overrule, reason_name
from showcase.stories.checks.gate import State, checked
from showcase.stories.checks.history import OVERRULED
from tests.admin_forms import EFFECT, story_form
from tests.factories import make_case, make_effect, make_enterprise, make_story, make_user

pytestmark = pytest.mark.django_db

REASON = "原文如此，系设备寿命期内的累计值，已电话核实。"
CENTURIES = {"quantity": "payback", "low": Decimal(290), "high": Decimal(290), "unit": "a", "per": "none"}
LONG = {"direction": "level", "printed": "投资回收期290年", "of_what_zh": "投资回收期", "of_what_en": "payback"}
WATER = {"quantity": "water_saved", "unit": "kWh", "printed": "节水1200千瓦时", "of_what_zh": "水"}


def draft(*effects, **fields):
    values = {"standing": "reference", "case_depth": "short", "enterprises": [make_enterprise()], **fields}
    return make_story(CaseStudyPage, "cases", live=False, effects=list(effects), **values)


def doubtful(**fields):
    return draft(make_effect(**CENTURIES, **LONG), **fields)


def latest(case):
    return CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()


def doubts(page):
    return [one for one in checked(page) if one.state != State.NOTE]


def the_finding(case):
    [one] = doubts(latest(case))
    return one


def posted(case, reason, **more):
    """The form of a case with one doubtful effect, and a reason for the finding."""
    one = the_finding(case)
    row = {**EFFECT, **{name: str(value) for name, value in {**CENTURIES, **LONG}.items()}}
    effect = latest(case).effects.all()[0]
    named = {**row, "id": str(effect.pk or ""), "row_uid": str(effect.uid)}
    data = story_form(**more)
    for key in [name for name in data if name.startswith("effects-")]:
        del data[key]
    rows = {f"effects-0-{name}": value for name, value in {**named, "ORDER": "1", "DELETE": ""}.items()}
    counts = {"effects-TOTAL_FORMS": "1", "effects-INITIAL_FORMS": "1"}
    bounds = {"effects-MIN_NUM_FORMS": "0", "effects-MAX_NUM_FORMS": "1000"}
    answer = {} if reason is None else {reason_name(one.finding.rule, one.finding.digest): reason}
    return {**data, **rows, **counts, **bounds, "slug": case.slug, **answer}


def post(client, case, reason, **more):
    return client.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), posted(case, reason, **more))


def stored(case):
    return list(latest(case).finding_answers.all())


def test_a_doubtful_figure_is_refused_by_name_with_where_to_answer():
    case = doubtful()
    with pytest.raises(RefusedError) as refused:
        case.latest_revision.publish()
    [text] = refused.value.messages
    assert "投资回收期290年" in text
    assert "290" in text
    assert "30" in text


def in_bulk(case, client):
    client.force_login(make_user("publisher"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?next=/admin/&id={case.pk}", {"include_descendants": "on"})


def by_form(case, client):
    client.force_login(make_user("publisher"))
    post(client, case, None, **{"action-publish": "1"})


def by_schedule(case, client):
    case.go_live_at = timezone.now() - timedelta(hours=1)
    revision = case.save_revision(approved_go_live_at=case.go_live_at)
    assert revision.approved_go_live_at
    call_command("publish_scheduled")


@pytest.mark.parametrize("route", [in_bulk, by_form, by_schedule])
def test_it_goes_live_by_no_route(route, client):
    case = doubtful()
    route(case, client)
    assert not CaseStudyPage.objects.get(pk=case.pk).live


def test_a_publisher_gives_a_reason_and_publishes_at_once(client):
    case, publisher = doubtful(), make_user("publisher", first_name="敏", last_name="林")
    client.force_login(publisher)
    post(client, case, REASON, **{"action-publish": "1"})
    assert CaseStudyPage.objects.get(pk=case.pk).live
    [answer] = FindingAnswer.objects.filter(page=case)
    assert (answer.reason, answer.given_by, answer.confirmed_by) == (REASON, publisher, publisher)
    assert answer.given_at
    assert "290" in answer.finding


def test_the_reason_is_told_in_the_history_once(client):
    case = doubtful()
    client.force_login(make_user("publisher"))
    post(client, case, REASON, **{"action-publish": "1"})
    post(client, case, REASON, **{"action-publish": "1"})
    [entry] = PageLogEntry.objects.filter(page=case.pk, action=OVERRULED)
    assert REASON in entry.message
    shown = client.get(reverse("wagtailadmin_pages:history", args=[case.pk])).content.decode()
    assert REASON in shown


def test_an_editors_reason_waits_for_a_publisher(client):
    case = doubtful()
    client.force_login(make_user("editor"))
    post(client, case, REASON)
    assert the_finding(case).state == State.UNCONFIRMED
    with pytest.raises(RefusedError) as refused:
        CaseStudyPage.objects.get(pk=case.pk).latest_revision.publish()
    assert REASON in refused.value.messages[0]


def test_a_publisher_confirms_the_reason_of_an_editor(client):
    case, editor, publisher = doubtful(), make_user("editor"), make_user("publisher")
    client.force_login(editor)
    post(client, case, REASON)
    client.force_login(publisher)
    post(client, case, REASON, **{f"finding-confirm:{the_finding(case).finding.digest}": "1", "action-publish": "1"})
    assert CaseStudyPage.objects.get(pk=case.pk).live
    [answer] = stored(case)
    assert (answer.given_by, answer.confirmed_by) == (editor, publisher)


def approve(client, case, role):
    client.force_login(make_user(role))
    state = case.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[case.pk, "approve", state.pk])
    return client.post(address, {"comment": ""})


def test_a_story_is_submitted_with_a_reason_and_published_only_after_its_confirmation(client):
    case = doubtful()
    client.force_login(make_user("editor"))
    post(client, case, REASON, **{"action-submit": "1"})
    for role in ("editor", "publisher", "publisher"):
        case = CaseStudyPage.objects.get(pk=case.pk)
        assert case.workflow_in_progress
        approve(client, case, role)
    case = CaseStudyPage.objects.get(pk=case.pk)
    assert not case.live
    assert case.workflow_in_progress
    digest = the_finding(case).finding.digest
    client.force_login(make_user("publisher"))
    post(client, case, REASON, **{f"finding-confirm:{digest}": "1"})
    approve(client, CaseStudyPage.objects.get(pk=case.pk), "administrator")
    assert CaseStudyPage.objects.get(pk=case.pk).live


def test_a_story_is_not_submitted_without_a_reason(client):
    case = doubtful()
    client.force_login(make_user("editor"))
    post(client, case, None, **{"action-submit": "1"})
    assert not CaseStudyPage.objects.get(pk=case.pk).workflow_in_progress


def test_an_editor_cannot_confirm_nor_say_who_gave_a_reason(client):
    case, editor = doubtful(), make_user("editor")
    client.force_login(editor)
    digest = the_finding(case).finding.digest
    forged = {"given_by_name": "局长", "confirmed_by_name": "局长", f"finding-confirm:{digest}": "1"}
    post(client, case, REASON, **forged)
    post(client, case, REASON, **forged)
    [answer] = stored(case)
    assert (answer.given_by, answer.confirmed_by, answer.confirmed_by_name) == (editor, None, "")


def test_a_reason_that_an_editor_changes_must_be_confirmed_again(client):
    case = doubtful()
    client.force_login(make_user("publisher"))
    post(client, case, REASON)
    assert the_finding(case).state == State.OVERRULED
    client.force_login(make_user("editor"))
    post(client, case, REASON + "另见附件。")
    assert the_finding(case).state == State.UNCONFIRMED


def test_it_holds_until_a_compared_value_changes(client):
    case = doubtful()
    client.force_login(make_user("publisher"))
    post(client, case, REASON, **{"action-publish": "1"})
    page = CaseStudyPage.objects.get(pk=case.pk)
    effect = page.effects.get()
    effect.low = effect.high = Decimal(300)
    effect.printed = "投资回收期300年"
    page.effects = [effect]
    [one] = doubts(page)
    assert (one.state, one.former) == (State.OPEN, REASON)
    with pytest.raises(RefusedError):
        page.save_revision().publish()


def test_an_emptied_reason_is_withdrawn(client):
    case = doubtful()
    client.force_login(make_user("publisher"))
    post(client, case, REASON)
    post(client, case, "")
    assert stored(case) == []


def test_a_form_that_was_open_meanwhile_takes_nobodys_reason_away(client):
    case = doubtful()
    client.force_login(make_user("publisher"))
    shown = {f"finding-shown:{the_finding(case).finding.digest}": ""}
    post(client, case, REASON)
    client.force_login(make_user("editor"))
    post(client, case, "", **shown)
    assert the_finding(case).state == State.OVERRULED


@pytest.mark.parametrize("slip", ["。", "ok", "   "])
def test_a_slip_of_the_keyboard_is_no_reason(slip, client):
    case = doubtful()
    client.force_login(make_user("publisher"))
    post(client, case, slip)
    assert the_finding(case).state == State.OPEN


def test_a_contradiction_in_the_row_itself_cannot_be_overruled():
    case = draft(make_effect(**WATER))
    overrule(case, lambda _one: REASON, "测试")
    with pytest.raises(RefusedError, match=r"kWh|千瓦时"):
        case.save_revision().publish()


def test_an_unknown_rule_is_not_stored(client):
    case = doubtful()
    client.force_login(make_user("publisher"))
    post(client, case, None, **{"finding-reason:no_such_rule:0123456789abcdef": REASON})
    assert stored(case) == []


def test_a_reason_survives_its_account(client):
    case, publisher = doubtful(), make_user("publisher", first_name="敏")
    client.force_login(publisher)
    post(client, case, REASON, **{"action-publish": "1"})
    publisher.delete()
    [answer] = stored(case)
    assert (answer.given_by, answer.given_by_name, answer.reason) == (None, "敏", REASON)


def test_what_was_live_before_the_checks_is_told_each_finding_and_can_be_answered(client):
    """Given a page published before this release, when it is edited, then it names the findings and takes a reason."""
    case = make_case(effects=[make_effect(**CENTURIES, **LONG)])
    FindingAnswer.objects.all().delete()
    page = CaseStudyPage.objects.get(pk=case.pk)
    page.save_revision(clean=False)
    with pytest.raises(RefusedError) as refused:
        page.latest_revision.publish()
    assert "290" in refused.value.messages[0]
    client.force_login(make_user("publisher"))
    post(client, page, REASON, **{"action-publish": "1"})
    page.refresh_from_db()
    assert not page.has_unpublished_changes


def test_a_translation_has_no_findings_of_its_own():
    case = make_case(effects=[make_effect(**CENTURIES, **LONG)])
    assert "finding_answers" in type(case).fact_names()
