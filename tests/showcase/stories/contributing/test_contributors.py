"""Contributors of an enterprise see and write its unpublished drafts, and nothing else that is not public."""

import pytest
from django.urls import reverse
from wagtail.models import Workflow

from portal.pages.permissions import page_policy
from showcase.models import CaseStudyPage, EnterpriseContributor
from tests.admin_forms import full_case, story_form
from tests.factories import make_case, make_enterprise, make_image, make_superuser, make_user, section
from tests.portal.admin.test_draft_titles import places, read
from tests.portal.admin_views import opens, page_view
from tests.showcase.stories.contributing.conftest import draft, writer

pytestmark = pytest.mark.django_db

THEIRS, OURS = "另一企业的草稿", "本企业的草稿"
ADD = ("showcase", "casestudypage")


def places_of(page):
    return places({"draft": page, "changed": page, "picture": make_image()})


def telling(client, page):
    """The doors that tell the title of this draft."""
    return {name for name, address in places_of(page).items() if page.title in read(client, address)}


# What they see ------------------------------------------------------------------------------------------


def test_no_door_tells_the_draft_of_another_enterprise(client, user):
    assert telling(client, draft(THEIRS, make_enterprise())) == set()


def test_no_door_tells_a_draft_that_a_contributor_of_another_enterprise_began(client, user):
    other = make_enterprise()
    assert telling(client, draft(THEIRS, other, writer(other))) == set()


def test_no_door_tells_the_own_draft_once_it_is_about_another_enterprise(client, user):
    assert telling(client, draft(THEIRS, make_enterprise(), user)) == set()


def test_no_door_tells_a_draft_about_both_enterprises(client, user, own):
    page = draft(THEIRS, own)
    page.enterprise_items.add(type(page.enterprise_items.first())(enterprise=make_enterprise()))
    page.save()
    assert telling(client, page) == set()


def test_no_door_tells_a_draft_about_nobody_that_somebody_else_began(client, user):
    assert telling(client, draft(THEIRS, None)) == set()


def test_the_change_that_waits_on_a_published_page_of_the_enterprise_is_not_told(client, user, own):
    page = make_case("已发布的案例", enterprises=[own])
    page.title = THEIRS
    page.save_revision(user=make_superuser("editor-in-chief"))
    assert telling(client, page) == set()


def test_a_colleagues_draft_is_seen_wherever_drafts_are_seen(client, user, own):
    page = draft(OURS, own, writer(own))
    doors = {"explorer", "chooser", "chooser search", "search", "api", "api detail", "edit", "draft", "cases", "copy"}
    addresses = {**places_of(page), "search": reverse("wagtailadmin_pages:search") + "?q=本企业"}
    addresses["chooser search"] = reverse("wagtailadmin_choose_page_search") + "?q=本企业"
    assert {name for name in doors if page.title not in read(client, addresses[name])} == set()
    assert opens(client, page_view("history", page.pk))


def test_a_draft_that_an_editor_began_about_the_enterprise_is_seen(client, user, own):
    assert "edit" in telling(client, draft(OURS, own, make_user("editor")))


@pytest.mark.parametrize("door", ["edit", "view_draft", "history", "copy", "delete", "move", "workflow_history"])
def test_by_address_the_draft_of_another_enterprise_stays_shut(client, user, door):
    page = draft(THEIRS, make_enterprise())
    assert page.title not in client.get(page_view(door, page.pk), follow=True).content.decode()


def test_who_writes_for_the_enterprise_no_more_sees_its_drafts_no_more(client, user, own):
    page = draft(OURS, own)
    assert opens(client, page_view("edit", page.pk))
    EnterpriseContributor.objects.filter(user=user).delete()
    assert not opens(client, page_view("edit", page.pk))


def test_a_contributor_who_is_an_editor_too_keeps_the_wider_rights(client, own):
    user = writer(own, "editor")
    user.groups.add(make_user("contributor").groups.get())
    client.force_login(user)
    assert "edit" in telling(client, draft(THEIRS, make_enterprise()))


def test_who_writes_for_two_enterprises_sees_the_drafts_of_both(client, user, own):
    second = make_enterprise()
    EnterpriseContributor.objects.create(enterprise=second, user=user)
    assert opens(client, page_view("edit", draft(OURS, second).pk))
    assert opens(client, page_view("edit", draft(OURS, own).pk))


def test_a_list_of_many_drafts_costs_as_many_queries_as_one_of_few(client, user, own, django_assert_max_num_queries):
    address = reverse("wagtailadmin_explore", args=[section("cases").pk])

    def queries():
        client.get(address)
        with django_assert_max_num_queries(1_000) as seen:
            client.get(address)
        return len(seen)

    owner = writer(own)
    for number in range(2):
        draft(f"{OURS}{number}", own, owner)
    few = queries()
    for number in range(2, 9):
        draft(f"{OURS}{number}", own, owner)
    assert queries() == few


# What they write ----------------------------------------------------------------------------------------


def stored(title):
    return CaseStudyPage.objects.get(title=title)


def named(page):
    return [row.enterprise for row in page.enterprise_items.all()]


def test_a_new_story_opens_with_the_enterprise_filled_in(client, user, own):
    answer = client.get(page_view("add", *ADD, section("cases").pk))
    formset = answer.context["form"].formsets["enterprise_items"]
    assert [form.instance.enterprise for form in formset.initial_forms] == [own]


def test_a_new_story_is_about_the_enterprise_also_where_the_row_is_missing(client, user, own):
    client.post(page_view("add", *ADD, section("cases").pk), story_form(title=OURS))
    assert named(stored(OURS)) == [own]


def test_the_row_that_was_filled_in_is_stored_once(client, user, own):
    data = story_form(title=OURS, enterprise_items=[{"enterprise": str(own.pk)}])
    data["enterprise_items-INITIAL_FORMS"] = "1"
    client.post(page_view("add", *ADD, section("cases").pk), data)
    assert named(stored(OURS)) == [own]


@pytest.mark.parametrize("action", [{}, {"action-submit": "1"}])
def test_a_new_story_about_another_enterprise_is_refused(client, user, action):
    rows = [{"enterprise": str(make_enterprise().pk)}]
    answer = client.post(
        page_view("add", *ADD, section("cases").pk), story_form(title=THEIRS, enterprise_items=rows, **action)
    )
    assert "示例纺织有限公司" in str(answer.context["form"].non_field_errors())
    assert not CaseStudyPage.objects.filter(title=THEIRS).exists()


def test_a_draft_is_not_given_to_another_enterprise(client, user, own):
    page = draft(OURS, own, user)
    rows = [{"enterprise": str(make_enterprise().pk)}]
    client.post(page_view("edit", page.pk), story_form(title=OURS, slug=page.slug, enterprise_items=rows))
    assert named(CaseStudyPage.objects.get(pk=page.pk)) == [own]


def test_a_colleagues_draft_is_saved_and_submitted_and_published_by_none_of_them(client, user, own):
    page = draft(OURS, own, writer(own), industries=(), techniques=(), effects=[], sources=[])
    rows = {"enterprise_items": [{"enterprise": str(own.pk)}]}
    client.post(page_view("edit", page.pk), story_form(title="改过的题", slug=page.slug, **rows))
    assert CaseStudyPage.objects.get(pk=page.pk).title == "改过的题"
    client.post(page_view("edit", page.pk), full_case(slug=page.slug, **{"action-publish": "1"}))
    assert not CaseStudyPage.objects.get(pk=page.pk).live


def test_what_is_in_review_is_read_and_not_changed(client, user, own):
    page = draft(OURS, own, user)
    Workflow.objects.get(name="三审").start(page, user)
    assert opens(client, page_view("edit", page.pk))
    client.post(page_view("edit", page.pk), story_form(title="改过的题", slug=page.slug))
    assert CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == OURS


def test_what_a_reviewer_asks_is_read_by_colleagues_too(client, user, own):
    page = draft(OURS, own, writer(own))
    state = Workflow.objects.get(name="三审").start(page, page.owner)
    state.current_task_state.reject(user=make_user("editor"), comment="请补充来源")
    assert "请补充来源" in client.get(page_view("edit", page.pk)).content.decode()


@pytest.mark.parametrize("live", [True, False])
def test_a_page_that_was_published_is_not_changed_by_its_owner(client, user, own, live):
    page = make_case(OURS, owner=user, enterprises=[own])
    if not live:
        page.unpublish()
    assert not opens(client, page_view("edit", page.pk))
    client.post(page_view("edit", page.pk), story_form(title="改过的题", slug=page.slug))
    assert CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == OURS


def test_a_colleagues_draft_is_not_deleted(client, user, own):
    page = draft(OURS, own, writer(own))
    client.post(page_view("delete", page.pk))
    assert CaseStudyPage.objects.filter(pk=page.pk).exists()


def test_policy_and_page_answer_alike(user, own):
    """What lists show and what a page says of itself are one rule."""
    pages = [draft(OURS, own), draft(THEIRS, make_enterprise()), draft("自己的", None, user), make_case("公开的")]
    listed = set(page_policy().instances_user_has_any_permission_for(user, {"change"}).values_list("pk", flat=True))
    assert [page.permissions_for_user(user).can_edit() for page in pages] == [page.pk in listed for page in pages]
    assert [page.pk in listed for page in pages] == [True, False, True, False]
