"""Nobody touches an account or a group above their own, nor gives rights they do not have: by no route."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from portal.models import User
from tests.factories import make_superuser, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough pass-phrase"
USERS = "wagtailusers_users"
GROUPS = "wagtailusers_groups"


def account_form(user: User | None = None, **fields: object) -> dict[str, object]:
    known = {"username": user.username if user else "new-account", "email": "x@example.org"}
    names = {"first_name": "新", "last_name": "人", "password1": PASSWORD, "password2": PASSWORD}
    return {**known, **names, "is_active": "on", **fields}


def group_form(group: Group | None, permissions: list[int], pages: dict[int, list[str]] | None = None) -> dict:
    form: dict[str, object] = {"name": group.name if group else "new group", "permissions": permissions}
    for prefix in ("page_permissions", "collection_permissions", "document_permissions", "image_permissions"):
        form |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    for number, (page, names) in enumerate((pages or {}).items()):
        form |= {f"page_permissions-{number}-page": page, f"page_permissions-{number}-permissions": names}
    return form | {"page_permissions-TOTAL_FORMS": len(pages or {})}


def bulk(action: str, *users: User) -> str:
    ids = "&".join(f"id={user.pk}" for user in users)
    return f"{reverse('wagtail_bulk_action', args=['portal', 'user', action])}?{ids}"


def state() -> tuple[object, ...]:
    """All that is known of accounts and groups."""
    return (
        sorted(User.objects.values_list("pk", "username", "password", "is_active", "is_superuser", "email")),
        sorted(User.groups.through.objects.values_list("user_id", "group_id")),
        sorted(Group.objects.values_list("pk", "name")),
        sorted(Group.permissions.through.objects.values_list("group_id", "permission_id")),
        sorted(GroupPagePermission.objects.values_list("group_id", "page_id", "permission_id")),
    )


@pytest.fixture
def administrator(client: Client) -> User:
    user = make_user("administrator", "administrator")
    client.force_login(user)
    return user


def superuser() -> User:
    return make_superuser(password=PASSWORD)


def handler() -> User:
    """Reads objections, which administrators may not."""
    return make_user("objection handler")


def standing(pk: int) -> User | None:
    return User.objects.filter(pk=pk).first()


ON_ACCOUNTS = {
    "edit": lambda user: (reverse(f"{USERS}:edit", args=[user.pk]), account_form(user, email="new@example.org")),
    "new password": lambda user: (reverse(f"{USERS}:edit", args=[user.pk]), account_form(user)),
    "delete": lambda user: (reverse(f"{USERS}:delete", args=[user.pk]), {}),
    "bulk delete": lambda user: (bulk("delete", user), {}),
    "bulk deactivate": lambda user: (bulk("set_active_state", user), {"mark_as_active": "False"}),
    "bulk role": lambda user: (bulk("assign_role", user), {"role": administrators().pk}),
}
IS_DONE: dict[str, Callable[[User | None], bool]] = {
    "edit": lambda user: user is not None and user.email == "new@example.org",
    "new password": lambda user: user is not None and user.check_password(PASSWORD),
    "delete": lambda user: user is None,
    "bulk delete": lambda user: user is None,
    "bulk deactivate": lambda user: user is not None and not user.is_active,
    "bulk role": lambda user: user is not None and administrators() in user.groups.all(),
}


@pytest.mark.parametrize("higher", [superuser, handler])
@pytest.mark.parametrize("route", ON_ACCOUNTS)
def test_an_administrator_touches_no_account_above_his_own(client: Client, administrator, higher, route) -> None:
    address, form = ON_ACCOUNTS[route](higher())
    before = state()

    client.post(address, form)

    assert state() == before


@pytest.mark.parametrize("route", ON_ACCOUNTS)
@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "list officer", "vocabulary editor"])
def test_an_administrator_keeps_the_accounts_of_the_roles_below(client: Client, administrator, role, route) -> None:
    user = make_user(role, email="old@example.org", password="another")
    address, form = ON_ACCOUNTS[route](user)
    assert not IS_DONE[route](standing(user.pk))

    client.post(address, form)

    assert IS_DONE[route](standing(user.pk))


def test_one_account_above_stops_the_whole_bulk_action(client: Client, administrator) -> None:
    editor = make_user("editor")
    before = state()

    answer = client.post(bulk("set_active_state", editor, superuser_ := superuser()), {"mark_as_active": "False"})

    assert User.objects.get(pk=editor.pk).is_active
    assert User.objects.get(pk=superuser_.pk).is_active
    assert answer.status_code == 302
    told = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "root" in told
    assert len(before[0]) + 1 == User.objects.count()


def lacking() -> Permission:
    return Permission.objects.get(codename="view_objection")


def administrators() -> Group:
    return Group.objects.get(name="administrator")


def kept(group: Group) -> list[int]:
    return list(group.permissions.values_list("pk", flat=True))


def handlers() -> Group:
    return Group.objects.get(name="objection handler")


RAISES = {
    "make a superuser": lambda _me: (reverse(f"{USERS}:add"), account_form(is_superuser="on")),
    "make an objection handler": lambda _me: (reverse(f"{USERS}:add"), account_form(groups=[handlers().pk])),
    "join a group above": lambda me: (
        reverse(f"{USERS}:edit", args=[me.pk]),
        account_form(me, groups=[administrators().pk, handlers().pk]),
    ),
    "join a group above in bulk": lambda me: (bulk("assign_role", me), {"role": handlers().pk}),
    "give the own group a right": lambda _me: (
        reverse(f"{GROUPS}:edit", args=[administrators().pk]),
        group_form(administrators(), [*kept(administrators()), lacking().pk]),
    ),
    "give a lower group a right": lambda _me: (
        reverse(f"{GROUPS}:edit", args=[Group.objects.get(name="editor").pk]),
        group_form(Group.objects.get(name="editor"), [lacking().pk]),
    ),
    "make a group with a right": lambda _me: (reverse(f"{GROUPS}:add"), group_form(None, [lacking().pk])),
    "take a right from a group above": lambda _me: (
        reverse(f"{GROUPS}:edit", args=[handlers().pk]),
        group_form(handlers(), []),
    ),
    "delete a group above": lambda _me: (reverse(f"{GROUPS}:delete", args=[handlers().pk]), {}),
}


@pytest.mark.parametrize("way", RAISES)
def test_an_administrator_gives_nobody_rights_he_does_not_have(client: Client, administrator, way) -> None:
    make_user("editor"), make_user("objection handler")
    address, form = RAISES[way](administrator)
    before = state()

    client.post(address, form)

    assert state() == before


def test_rights_on_pages_are_given_below_the_own_place_alone(client: Client) -> None:
    # Given somebody who keeps groups and may publish below the cases alone
    group = Group.objects.create(name="keeper")
    make_user("editor")
    names = ("access_admin", "add_group", "change_group")
    group.permissions.set(Permission.objects.filter(codename__in=names))
    publish = Permission.objects.get(codename="publish_page")
    cases, root = Page.objects.filter(slug="cases").first(), Page.objects.get(depth=1)
    GroupPagePermission.objects.create(group=group, page=cases, permission=publish)
    keeper = make_user()
    keeper.groups.add(group)
    client.force_login(keeper)

    # When they make groups that publish there, and everywhere
    client.post(reverse(f"{GROUPS}:add"), {**group_form(None, [], {root.pk: ["publish_page"]}), "name": "wide"})
    client.post(reverse(f"{GROUPS}:add"), {**group_form(None, [], {cases.pk: ["publish_page"]}), "name": "narrow"})

    # Then only the narrow one is there
    assert list(Group.objects.filter(name__in=("wide", "narrow")).values_list("name", flat=True)) == ["narrow"]


def test_a_superuser_keeps_all_accounts(admin_client: Client) -> None:
    user = handler()
    admin_client.post(bulk("set_active_state", user), {"mark_as_active": "False"})
    assert not User.objects.get(pk=user.pk).is_active


def test_everybody_changes_the_own_password(client: Client, administrator) -> None:
    groups = [administrators().pk]
    client.post(reverse(f"{USERS}:edit", args=[administrator.pk]), account_form(administrator, groups=groups))
    assert User.objects.get(pk=administrator.pk).check_password(PASSWORD)
