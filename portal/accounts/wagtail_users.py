"""Wagtail's app of accounts and groups with our lists of them, in INSTALLED_APPS in place of `wagtail.users`."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Keeps Wagtail's name and label; see "Customizing the group and user views" in its documentation."""

    group_viewset = "portal.accounts.role_admin.RoleViewSet"
    user_viewset = "portal.accounts.role_admin.AccountViewSet"
