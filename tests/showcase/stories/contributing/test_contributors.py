"""Contributors of an enterprise see and write its unpublished drafts, and nothing else that is not public."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Workflow

from portal.models import Document
from portal.pages.permissions import page_policy
from showcase.models import CaseStudyPage, EnterpriseContributor
from showcase.stories.contributing.views import ADDED
from tests.admin_forms import full_case, story_form
from tests.factories import make_case, make_enterprise, make_image, make_superuser, make_user, section
from tests.portal.admin.test_draft_titles import places, read
from tests.portal.admin_views import opens, page_view

pytestmark = pytest.mark.django_db

THEIRS, OURS = "另一企业的草稿", "本企业的草稿"
ADD = ("showcase", "casestudypage")


def writer(enterprise, role="contributor", **fields):
    """Somebody who writes for this enterprise."""
    user = make_user(role, **fields)
    EnterpriseContributor.objects.create(enterprise=enterprise, user=user)
    return user


@pytest.fixture
def own():
    return make_enterprise("示例纺织有限公司")


@pytest.fixture
def user(client, own):
    found = writer(own)
    client.force_login(found)
    return found


def draft(title, enterprise, owner=None, **fields):
    """A draft with a revision about an enterprise; of somebody else unless said otherwise."""
    owner = owner or make_superuser(f"owner-{CaseStudyPage.objects.count()}")
    page = make_case(title, live=False, owner=owner, enterprises=[enterprise] if enterprise else [], **fields)
    page.save_revision(user=owner)
    return page


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


# Files --------------------------------------------------------------------------------------------------


def document(uploader):
    return Document.objects.create(
        title="计量报告", file=ContentFile(b"%PDF-1.4", name="report.pdf"), uploaded_by_user=uploader
    )


def images_shown(client):
    return read(client, reverse("wagtailimages_chooser:choose"))


def documents_shown(client):
    return read(client, reverse("wagtaildocs_chooser:choose"))


def test_choosers_show_the_uploads_of_the_enterprise_and_of_nobody_else(client, user, own):
    make_image("同事的图片", uploaded_by_user=writer(own))
    make_image("别家的图片", uploaded_by_user=writer(make_enterprise()))
    make_image("编辑的图片", uploaded_by_user=make_user("editor"))
    shown = images_shown(client)
    assert "同事的图片" in shown
    assert "别家的图片" not in shown
    assert "编辑的图片" not in shown


def test_documents_of_another_enterprise_are_neither_chosen_nor_served(client, user, own):
    theirs, ours = document(writer(make_enterprise())), document(writer(own))
    assert client.get(theirs.url).status_code == 404
    assert client.get(reverse("wagtaildocs_chooser:chosen", args=[theirs.pk])).status_code in {302, 403, 404}
    assert client.get(ours.url).status_code == 200
    assert documents_shown(client).count("计量报告") >= 1


def test_editors_choose_from_all_uploads(client, own):
    make_image("同事的图片", uploaded_by_user=writer(own))
    client.force_login(make_user("editor"))
    assert "同事的图片" in images_shown(client)


# Who chooses them ---------------------------------------------------------------------------------------


def address(enterprise):
    return reverse("contributors", args=[enterprise.pk])


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_a_publisher_or_administrator_chooses_them_on_the_enterprise(client, own, role):
    account = make_user("contributor")
    client.force_login(make_user(role))
    edit = reverse("wagtailsnippets_showcase_enterprise:edit", args=[own.pk])
    assert address(own) in client.get(edit).content.decode()
    client.post(address(own), {"user": account.pk})
    assert [row.user for row in own.contributors.all()] == [account]
    assert ModelLogEntry.objects.get(action=ADDED).object_id == str(own.pk)
    row = own.contributors.get()
    assert client.get(address(own)).status_code == 200
    client.post(reverse("contributor_remove", args=[own.pk, row.pk]))
    assert not own.contributors.exists()


@pytest.mark.parametrize("role", ["contributor", "editor", "list officer", "vocabulary editor"])
def test_nobody_else_does(client, own, role):
    account, row = make_user("contributor"), None
    EnterpriseContributor.objects.create(enterprise=own, user=make_user("contributor"))
    row = own.contributors.get()
    client.force_login(make_user(role))
    client.post(address(own), {"user": account.pk})
    client.post(reverse("contributor_remove", args=[own.pk, row.pk]))
    assert list(own.contributors.all()) == [row]


def test_a_publisher_chooses_nobody_with_more_rights(client, own):
    account = make_user("contributor")
    account.groups.add(make_user("administrator").groups.get())
    client.force_login(make_user("publisher"))
    client.post(address(own), {"user": account.pk})
    assert not own.contributors.exists()


def test_nobody_is_chosen_who_is_no_contributor(client, own):
    client.force_login(make_superuser())
    assert client.post(address(own), {"user": make_user("editor").pk}).status_code == 200
    assert not own.contributors.exists()


def test_a_visitor_is_sent_to_the_login(own):
    assert reverse("wagtailadmin_login") in Client().get(address(own)).url


def test_policy_and_page_answer_alike(user, own):
    """What lists show and what a page says of itself are one rule."""
    pages = [draft(OURS, own), draft(THEIRS, make_enterprise()), draft("自己的", None, user), make_case("公开的")]
    listed = set(page_policy().instances_user_has_any_permission_for(user, {"change"}).values_list("pk", flat=True))
    assert [page.permissions_for_user(user).can_edit() for page in pages] == [page.pk in listed for page in pages]
    assert [page.pk in listed for page in pages] == [True, False, True, False]
