"""What each role may not do, asked of the admin's real views by a logged-in user of that role."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from showcase.models import CaseStudyPage, Enterprise, ListEntry
from tests.admin_forms import full_case
from tests.factories import (
    make_announcement,
    make_case,
    make_enterprise,
    make_technology,
    programme,
    section,
)
from tests.portal.admin_views import opens, page_view

pytestmark = pytest.mark.django_db


def add_view(model, slug, language="zh-hans"):
    return page_view("add", "showcase", model, section(slug, language).pk)


TERM_LIST = "terms_technique:index"
ENTRY_LIST = "entries:index"
USER_LIST = "wagtailusers_users:index"
ENTERPRISE_LIST = "wagtailsnippets_showcase_enterprise:list"
WORKFLOW_LIST = "wagtailadmin_workflows:index"
GROUP_LIST = "wagtailusers_groups:index"
SITE_LIST = "wagtailsites:index"
LISTS = (TERM_LIST, ENTRY_LIST, USER_LIST, ENTERPRISE_LIST, WORKFLOW_LIST, GROUP_LIST, SITE_LIST)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("contributor", set()),
        ("editor", {ENTERPRISE_LIST}),
        ("publisher", {ENTERPRISE_LIST}),
        ("list officer", {ENTERPRISE_LIST, ENTRY_LIST}),
        ("vocabulary editor", {TERM_LIST}),
        ("objection handler", set()),
        ("administrator", set(LISTS)),
    ],
)
def test_each_role_opens_its_own_lists_and_no_other(client, log_in, role, allowed):
    log_in(role)
    assert {name for name in LISTS if opens(client, reverse(name))} == allowed


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("contributor", {"casestudypage"}),
        ("editor", {"casestudypage", "technologypage", "practicepage", "collectionpage"}),
        ("publisher", {"casestudypage", "technologypage", "practicepage", "collectionpage"}),
        ("list officer", {"announcementpage"}),
        ("vocabulary editor", set()),
        ("objection handler", set()),
        ("administrator", {"casestudypage", "technologypage", "practicepage", "collectionpage", "announcementpage"}),
    ],
)
def test_each_role_makes_its_own_kinds_of_page_and_no_other(client, log_in, role, allowed):
    log_in(role)
    kinds = {
        "casestudypage": "cases",
        "technologypage": "technologies",
        "practicepage": "practices",
        "collectionpage": "collections",
        "announcementpage": "notices",
    }
    assert {model for model, slug in kinds.items() if opens(client, add_view(model, slug))} == allowed


@pytest.mark.parametrize(
    "role", ["contributor", "editor", "publisher", "list officer", "vocabulary editor", "objection handler"]
)
def test_nobody_but_an_administrator_edits_the_home_page(client, log_in, role):
    log_in(role)
    assert not opens(client, page_view("edit", Page.objects.get(depth=2, slug="home").pk))


# Contributor ---------------------------------------------------------------------------------------------


def test_a_contributor_edits_own_cases_and_no_one_elses(client, log_in):
    user = log_in("contributor")
    own, foreign = make_case(live=False, owner=user), make_case(live=False)
    assert opens(client, page_view("edit", own.pk))
    assert not opens(client, page_view("edit", foreign.pk))


def test_a_contributor_cannot_publish_an_own_case(client, log_in):
    own = make_case(live=False, owner=log_in("contributor"), industries=(), techniques=())
    answer = client.post(page_view("edit", own.pk), full_case(**{"action-publish": "1"}))
    assert answer.status_code == 302
    assert not CaseStudyPage.objects.get(pk=own.pk).live
    assert not opens(client, page_view("unpublish", make_case(owner=own.owner).pk))


def test_a_contributor_cannot_delete_a_published_case(client, log_in):
    own = make_case(owner=log_in("contributor"))
    assert not opens(client, page_view("delete", own.pk))
    client.post(page_view("delete", own.pk))
    assert CaseStudyPage.objects.filter(pk=own.pk).exists()


def test_a_contributor_makes_no_english_case_and_no_enterprise(client, log_in):
    log_in("contributor")
    assert not opens(client, add_view("casestudypage", "cases", "en"))
    assert not opens(client, reverse("wagtailsnippets_showcase_enterprise:add"))


# Editor --------------------------------------------------------------------------------------------------


def test_an_editor_changes_any_story_but_publishes_none(client, log_in):
    log_in("editor")
    draft, live = make_case(live=False, industries=(), techniques=()), make_technology()
    assert opens(client, page_view("edit", draft.pk))
    assert not opens(client, page_view("unpublish", live.pk))
    assert not opens(client, page_view("delete", live.pk))
    assert client.post(page_view("edit", draft.pk), full_case(**{"action-publish": "1"})).status_code == 302
    assert not CaseStudyPage.objects.get(pk=draft.pk).live


def test_an_editor_changes_no_announcement(client, log_in):
    log_in("editor")
    assert not opens(client, page_view("edit", make_announcement().pk))


def test_an_editor_drafts_an_enterprise_but_neither_publishes_nor_deletes_it(client, log_in):
    log_in("editor")
    enterprise = make_enterprise(live=False)
    assert opens(client, reverse("wagtailsnippets_showcase_enterprise:edit", args=[enterprise.pk]))
    assert not opens(client, reverse("wagtailsnippets_showcase_enterprise:delete", args=[enterprise.pk]))
    form = {
        "name_zh": enterprise.name_zh,
        "name_en": enterprise.name_en,
        "region": enterprise.region_id,
        "industries": "",
        "action-publish": "1",
        **{f"{name}-{part}": "0" for name in ("former_names", "sources") for part in ("TOTAL_FORMS", "INITIAL_FORMS")},
    }
    client.post(reverse("wagtailsnippets_showcase_enterprise:edit", args=[enterprise.pk]), form)
    assert not Enterprise.objects.get(pk=enterprise.pk).live


# Publisher -----------------------------------------------------------------------------------------------


def test_a_publisher_unpublishes_stories_but_touches_no_announcement(client, log_in):
    log_in("publisher")
    assert opens(client, page_view("unpublish", make_case().pk))
    announcement = make_announcement(live=True)
    assert not opens(client, page_view("edit", announcement.pk))
    assert not opens(client, page_view("unpublish", announcement.pk))


def test_a_publisher_writes_the_about_page_but_makes_none(client, log_in):
    log_in("publisher")
    assert opens(client, page_view("edit", section("about").pk))
    assert not opens(client, page_view("add_subpage", section("about").get_parent().pk))


@pytest.mark.parametrize("role", ["editor", "publisher", "list officer", "administrator"])
def test_nobody_deletes_unpublishes_or_moves_a_section(client, log_in, role):
    log_in(role)
    for page in Page.objects.filter(depth__in=(2, 3)):
        for view in ("delete", "unpublish", "move"):
            assert not opens(client, page_view(view, page.pk)), (view, page)


# List officer --------------------------------------------------------------------------------------------


def test_a_list_officer_changes_no_story(client, log_in):
    log_in("list officer")
    case = make_case()
    for view in ("edit", "unpublish", "delete"):
        assert not opens(client, page_view(view, case.pk))


def entry_form(announcement, **fields):
    row = {"announcement": announcement.pk, "position": 1, "action": "list", "programme": programme().pk}
    return {**row, **fields}


def test_a_list_officer_changes_no_row_of_a_published_list(client, log_in):
    log_in("list officer")
    announcement = make_announcement(entries=[make_enterprise()], live=True)
    entry = announcement.entries.get()
    changed, added = entry_form(announcement, name="改名"), entry_form(announcement, name="补名", position=2)
    assert client.post(reverse("entries:edit", args=[entry.pk]), changed).status_code == 200
    assert client.post(reverse("entries:add"), added).status_code == 200
    client.post(reverse("entries:delete", args=[entry.pk]))
    assert [row.name for row in ListEntry.objects.all()] == [entry.name]


def test_a_list_officer_edits_a_row_of_a_pending_list(client, log_in):
    log_in("list officer")
    entry = make_announcement(entries=["乙公司"]).entries.get()
    form = entry_form(entry.announcement, name="丙公司")
    assert client.post(reverse("entries:edit", args=[entry.pk]), form).status_code == 302
    assert ListEntry.objects.get().name == "丙公司"
