"""How accounts, groups and permissions are called in the admin."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile

from portal.accounts.role_labels import account_roles
from tests.factories import make_superuser, make_user

pytestmark = pytest.mark.django_db

ROLES = {
    "contributor": "投稿员",
    "editor": "编辑",
    "publisher": "发布员",
    "list officer": "名单管理员",
    "objection handler": "异议受理员",
    "vocabulary editor": "词表编辑",
    "administrator": "管理员",
}


@pytest.mark.parametrize(("name", "chinese"), ROLES.items())
def test_a_role_is_called_in_the_language_of_the_reader_and_stored_in_english(name, chinese):
    make_user(name)
    group = Group.objects.get(name=name)

    with override("zh-hans"):
        assert str(group) == chinese
    with override("en"):
        assert str(group) == name
    assert group.name == name


def test_a_group_that_an_administrator_made_keeps_its_name():
    assert str(Group(name="临时小组")) == "临时小组"


def test_a_permission_says_what_it_allows():
    with override("zh-hans"):
        assert str(Permission.objects.get(codename="change_enterprise")) == "更改：企业"
        assert str(Permission.objects.get(codename="publish_page")) == "发布：页面"
        assert str(Permission.objects.get(codename="access_admin")) == "可以进入管理后台"
    with override("en"):
        assert str(Permission.objects.get(codename="change_enterprise")) == "Change: enterprise"


def test_a_superuser_and_our_administrator_are_told_apart():
    administrator, superuser = make_user("administrator"), make_superuser()

    with override("zh-hans"):
        assert (account_roles(administrator), account_roles(superuser)) == ("管理员", "超级用户")
    with override("en"):
        assert (account_roles(administrator), account_roles(superuser)) == ("administrator", "superuser")


@pytest.mark.parametrize(("language", "superusers"), [("zh-hans", "超级用户"), ("en", "Superuser")])
def test_the_forms_of_accounts_tell_them_apart_too(client, language, superusers):
    user = make_superuser()
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)

    text = client.get(reverse("wagtailusers_users:add")).content.decode()

    assert superusers in text
    assert "Administrator" not in text


def test_the_list_of_accounts_names_roles_in_a_constant_number_of_queries(client):
    client.force_login(make_superuser())
    address = reverse("wagtailusers_users:index")
    client.get(address)

    def queries(number):
        for _ in range(number):
            make_user("editor").groups.add(*Group.objects.filter(name="publisher"))
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    assert queries(1) == queries(5)


@pytest.mark.parametrize(
    ("first", "last", "full"),
    [("小明", "林", "林小明"), ("", "林", "林"), ("Ada", "Lovelace", "Ada Lovelace"), ("", "", "")],
)
def test_a_chinese_name_begins_with_the_family(first, last, full):
    assert make_user(first_name=first, last_name=last).get_full_name() == full


def test_tables_show_the_name_of_a_user_and_that_of_the_account_where_there_is_none():
    assert str(make_user(username="lin", first_name="小明", last_name="林")) == "林小明"
    assert str(make_user(username="chen")) == "chen"
