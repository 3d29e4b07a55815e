"""Two editors who opened one draft at the same time."""

import pytest
from django.urls import reverse

from showcase.models import CaseStudyPage
from tests.admin_forms import SOURCE, story_form
from tests.factories import goal, industry, make_case, make_user, technique

pytestmark = pytest.mark.django_db


def saving(case, **rows):
    return story_form(title=case.title, slug=case.slug, sources=[SOURCE], **rows)


@pytest.mark.parametrize("action", [{}, {"action-publish": "action-publish"}], ids=["saved as a draft", "published"])
def test_what_both_have_added_stands_once(client, action):
    case = make_case(live=False, industries=[], techniques=[], goals=[], effects=[], sources=[], regions=[])
    added = {
        "industry_items": [{"tag": str(industry("C1713").pk)}],
        "technique_items": [{"tag": str(technique("T02.01").pk)}],
        "goal_items": [{"goal": str(goal().pk)}],
    }
    address = reverse("wagtailadmin_pages:edit", args=[case.pk])
    client.force_login(make_user("publisher"))

    for _editor in ("first", "second"):
        answer = client.post(address, {**saving(case, **added), **action})
        assert answer.status_code == 302, answer.context["form"].errors

    draft = CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()
    assert [item.tag.code for item in draft.industry_items.all()] == ["C1713"]
    assert [item.tag.code for item in draft.technique_items.all()] == ["T02.01"]
    assert len(draft.goal_items.all()) == 1
