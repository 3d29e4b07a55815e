"""The admin's lists of accounts and groups, with roles by their labels; named by `portal.accounts.wagtail_users`."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.groups import IndexView as GroupIndexView
from wagtail.users.views.users import IndexView as UserIndexView
from wagtail.users.views.users import UserViewSet

from portal.accounts.role_labels import account_roles


class RoleIndexView(GroupIndexView):
    """The groups, by their labels."""

    columns = [
        TitleColumn("name", accessor=str, label=_("Name"), sort_key="name", url_name="wagtailusers_groups:edit"),
    ]


class RoleViewSet(GroupViewSet):
    """Wagtail's views of groups, with our list."""

    index_view_class = RoleIndexView


class AccountIndexView(UserIndexView):
    """Wagtail's list; in place of *access level*, which names superusers alone, it has the roles."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().prefetch_related("groups")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        roles = Column("roles", accessor=account_roles, label=_("Roles"), width="20%")
        return [roles if column.name == "is_superuser" else column for column in super().columns]


class AccountViewSet(UserViewSet):
    """Wagtail's views of accounts, with our list."""

    index_view_class = AccountIndexView
