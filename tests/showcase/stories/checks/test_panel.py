"""The tab “Checks” of the edit form, and its list by itself."""

from decimal import Decimal

import pytest
from django.urls import reverse

from showcase.models import CaseStudyPage
from showcase.stories.checks.answers import overrule
from showcase.stories.checks.panel import lines_of
from showcase.vocabulary.tagging.stored import known
from tests.factories import make_case, make_effect, make_enterprise, make_story, make_translation, make_user

pytestmark = pytest.mark.django_db
ENGLISH = 1  # the note that there is no English page


def payback(years):
    value = Decimal(years)
    words = {"printed": f"投资回收期{years}年", "of_what_zh": f"第{years}项"}
    return make_effect(quantity="payback", unit="a", per="none", direction="level", low=value, high=value, **words)


def draft(*effects, **fields):
    values = {"standing": "reference", "enterprises": [make_enterprise()], **fields}
    return make_story(CaseStudyPage, "cases", live=False, effects=list(effects), **values)


def list_of(client, case):
    return client.get(reverse("story_checks", args=[case.pk]))


def test_the_form_lists_what_is_doubted_with_the_figures_and_a_field_for_the_reason(client):
    case = draft(payback(290))
    client.force_login(make_user("editor"))
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()
    assert "投资回收期290年" in shown
    assert 'name="finding-reason:too_large:' in shown
    assert 'data-controller="checks"' in shown


def test_the_list_alone_is_that_of_the_latest_draft(client):
    case = draft(payback(2))
    client.force_login(make_user("editor"))
    assert "finding-reason" not in list_of(client, case).content.decode()
    page = CaseStudyPage.objects.get(pk=case.pk)
    page.effects = [payback(290)]
    page.save_revision()
    assert "finding-reason:too_large" in list_of(client, case).content.decode()


def test_a_user_who_may_not_edit_the_story_does_not_see_its_findings(client):
    case = draft(payback(290))
    client.force_login(make_user("contributor"))
    answer = list_of(client, case)
    assert answer.status_code == 302
    assert answer.content == b""


def test_nobody_outside_sees_them(client):
    answer = list_of(client, draft(payback(290)))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_a_translation_has_no_such_tab(client):
    english = make_translation(make_case())
    client.force_login(make_user("publisher"))
    assert "finding-" not in list_of(client, english).content.decode()
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk]), follow=True).content.decode()
    assert 'data-controller="checks"' not in shown


def test_the_confirmation_is_offered_to_those_who_may_publish(client):
    case = draft(payback(290))
    overrule(case, lambda _one: "原文如此，已核实。", "陈编辑")
    for answer in case.finding_answers.all():
        answer.confirmed_at = None
    case.save_revision()
    client.force_login(make_user("editor"))
    assert "finding-confirm" not in list_of(client, case).content.decode()
    client.force_login(make_user("publisher"))
    assert "finding-confirm" in list_of(client, case).content.decode()


def test_the_number_of_queries_does_not_grow_with_figures_terms_and_enterprises(django_assert_max_num_queries):
    """Of the checks themselves: Wagtail asks once a row while it reads a draft."""
    editor = make_user("editor")
    few = draft(payback(290)).get_latest_revision_as_object()
    more = {"enterprises": [make_enterprise() for _ in range(5)], "techniques": ["T02.01", "T06.01", "T08.03"]}
    many = draft(*(payback(years) for years in range(40, 60)), **more).get_latest_revision_as_object()
    known()  # read once for all stories
    with django_assert_max_num_queries(15) as asked:
        assert len(lines_of(few, editor)) == 1 + ENGLISH
    with django_assert_max_num_queries(len(asked)):
        assert len(lines_of(many, editor)) == 20 + ENGLISH


def test_history_compares_reasons(client):
    case = draft(payback(290))
    first = case.latest_revision
    overrule(case, lambda _one: "原文如此，已核实。", "陈编辑")
    second = case.save_revision()
    client.force_login(make_user("publisher"))
    address = reverse("wagtailadmin_pages:revisions_compare", args=[case.pk, first.pk, second.pk])
    assert "原文如此，已核实。" in client.get(address).content.decode()
