"""What the migrations lay down: the tree in both languages, the groups, the reviews."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Site, Workflow

from showcase.roles import ROLES, ensure_showcase_roles
from showcase.site_tree import ensure_site_tree

pytestmark = pytest.mark.django_db


ROLES_BY_NAME = (
    "administrator", "contributor", "editor", "list officer", "objection handler", "publisher", "vocabulary editor",
)  # fmt: skip


def test_the_migrations_lay_down_the_seven_roles_and_none_of_wagtails():
    assert sorted(Group.objects.values_list("name", flat=True)) == list(ROLES_BY_NAME)


def test_every_permission_of_the_tables_exists_once():
    names = {name for role in ROLES for name in (*role.permissions, *role.collection)}
    for name in names:
        app, codename = name.split(".")
        assert Permission.objects.filter(content_type__app_label=app, codename=codename).count() == 1, name


def test_no_role_may_delete_a_term_or_touch_an_event():
    forbidden = Permission.objects.filter(codename__regex=r"^(delete|add)_(industry|technique|process|region|goal)$")
    events = Permission.objects.filter(codename__regex=r"^(add|change|delete)_listingevent$")
    assert forbidden.exists()
    assert not (forbidden | events).filter(group__isnull=False).exists()


def test_laying_tree_roles_and_reviews_again_changes_nothing():
    def state():
        return (
            list(Page.objects.order_by("path").values_list("path", "slug", "numchild", "translation_key")),
            sorted(Group.objects.exclude(permissions=None).values_list("name", "permissions__codename")),
            sorted(GroupPagePermission.objects.values_list("group__name", "page__path", "permission__codename")),
            sorted(Workflow.objects.values_list("name")),
            list(Site.objects.values_list("hostname", "root_page__slug")),
        )

    before = state()
    ensure_site_tree()
    ensure_showcase_roles()
    assert state() == before
    assert [bool(found) for found in Page.find_problems()] == [False] * 5


def test_the_english_sections_are_translations_and_no_aliases():
    english = Page.objects.filter(locale__language_code="en")
    assert english.count() == 8
    for page in english:
        assert page.alias_of is None
        assert page.specific.source.locale.language_code == "zh-hans"
        assert page.specific.source.live
