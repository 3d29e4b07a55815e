"""The admin's lists of accounts and groups, with roles by their labels; named by `portal.accounts.wagtail_users`."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, BooleanColumn, Column, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.groups import IndexView as GroupIndexView
from wagtail.users.views.users import EditView as UserEditView
from wagtail.users.views.users import IndexView as UserIndexView
from wagtail.users.views.users import UserViewSet

from portal.accounts.role_labels import account_roles
from portal.accounts.second_factor.enrolling import factor_of
from portal.accounts.second_factor.models import SecondFactor


class RoleIndexView(GroupIndexView):
    """The groups, by their labels."""

    columns = [
        TitleColumn("name", accessor=str, label=_("Name"), sort_key="name", url_name="wagtailusers_groups:edit"),
    ]


class RoleViewSet(GroupViewSet):
    """Wagtail's views of groups, with our list."""

    index_view_class = RoleIndexView


class AccountIndexView(UserIndexView):
    """Wagtail's list; in place of *access level*, which names superusers alone, it has the roles.

    It also says who has a second factor.
    """

    def get_base_queryset(self) -> QuerySet[Any]:
        confirmed = SecondFactor.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_base_queryset().prefetch_related("groups").annotate(has_second_factor=Exists(confirmed))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        roles = Column("roles", accessor=account_roles, label=_("Roles"), width="20%")
        second_factor = BooleanColumn("has_second_factor", label=_("Second factor"), width="10%")
        columns = [roles if column.name == "is_superuser" else column for column in super().columns]
        return [*columns, second_factor]


class AccountEditView(UserEditView):
    """Wagtail's page of an account; removes a second factor whose phone is lost."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if not self.editing_self and factor_of(self.object):
            address = reverse("second_factor_remove", args=[self.object.pk])
            buttons.append(Button(_("Remove the second factor"), url=address, icon_name="key", priority=40))
        return buttons


class AccountViewSet(UserViewSet):
    """Wagtail's views of accounts, with our list and page."""

    index_view_class = AccountIndexView
    edit_view_class = AccountEditView
