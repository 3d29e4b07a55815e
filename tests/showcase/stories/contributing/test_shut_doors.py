"""Every address of the admin that takes a page is shut to contributors of another enterprise."""

from collections.abc import Iterator

import pytest
from django.urls import get_resolver, reverse
from wagtail.models import Workflow

from showcase.models import CaseStudyPage, EnterpriseContributor
from tests.admin_forms import story_form
from tests.factories import make_case, make_enterprise, make_user

pytestmark = pytest.mark.django_db

THEIRS = "另一企业的草稿"


def addresses(key: int) -> Iterator[str]:
    """Addresses of pages, of Wagtail and ours, that take the key of a page and nothing else."""
    pages = get_resolver().namespace_dict["wagtailadmin_pages"][1].reverse_dict
    for name in pages:
        for _pattern, parameters in pages.getlist(name)[0][0] if isinstance(name, str) else ():
            if parameters in (["page_id"], ["parent_page_id"], ["page_to_move_id"]):
                yield reverse(f"wagtailadmin_pages:{name}", args=[key])
    yield reverse("wagtailadmin_explore", args=[key])
    yield reverse("wagtailadmin_choose_page_child", args=[key])
    for name in ("sign_offs", "freshness", "effects_english"):
        yield reverse(name, args=[key])


@pytest.fixture
def page(client):
    user = make_user("contributor")
    EnterpriseContributor.objects.create(enterprise=make_enterprise(), user=user)
    client.force_login(user)
    found = make_case(THEIRS, live=False, enterprises=[make_enterprise()], slug="their-draft")
    found.save_revision(user=make_user("editor"))
    return found


def test_none_of_them_tells_the_title(client, page):
    asked = list(addresses(page.pk))
    assert len(asked) > 15
    assert [one for one in asked if THEIRS in client.get(one, follow=True).content.decode(errors="replace")] == []


def test_none_of_them_changes_the_draft(client, page):
    before = (page.latest_revision_id, CaseStudyPage.objects.get(pk=page.pk).title)
    for address in addresses(page.pk):
        client.post(address, story_form(title="改过的题", slug=page.slug, **{"action-submit": "1"}))
    after = CaseStudyPage.objects.get(pk=page.pk)
    assert (after.latest_revision_id, after.title, after.live, after.workflow_in_progress) == (*before, False, False)


def test_the_first_page_does_not_name_a_submission_that_was_given_to_another_enterprise(client, page):
    user = EnterpriseContributor.objects.get().user
    state = Workflow.objects.get(name="三审").start(page, user)
    assert THEIRS not in client.get(reverse("wagtailadmin_home")).content.decode()
    state.current_task_state.reject(user=make_user("editor"), comment="请补充来源")
    assert THEIRS not in client.get(reverse("wagtailadmin_home")).content.decode()
