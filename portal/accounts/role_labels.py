"""How groups and permissions are called in the admin, in the language of its user.

Groups are stored under English names, which code and migrations compare; Django stores what a permission allows as an
English sentence. Wagtail shows both as they are, by `str()`.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from portal.roles import Role

_LABELS: dict[str, Any] = {}
# Action of a permission's codename → what it allows.
_ACTIONS = {
    "add": _("Add: %(model)s"),
    "change": _("Change: %(model)s"),
    "delete": _("Delete: %(model)s"),
    "view": _("View: %(model)s"),
    "publish": _("Publish: %(model)s"),
    "lock": _("Lock: %(model)s"),
    "unlock": _("Unlock: %(model)s"),
}


def label_roles(roles: Iterable[Role]) -> None:
    """Register what the groups of these roles are called."""
    _LABELS.update({role.name: role.label for role in roles if role.label})


def role_names() -> set[str]:
    """Return the names of the groups that are roles of this site."""
    return set(_LABELS)


def group_label(group: Group) -> str:
    """Return the group's label; the name of one that an administrator made."""
    return str(_LABELS.get(group.name, group.name))


def permission_label(permission: Permission) -> str:
    """Return what the permission allows; a permission of another kind by its stored sentence, translated if known."""
    kind = permission.content_type
    action = permission.codename.removesuffix(f"_{kind.model}")
    if action not in _ACTIONS:
        return gettext(permission.name)
    return str(_ACTIONS[action]) % {"model": gettext(kind.name)}


def account_roles(user: Any) -> str:
    """Return the labels of the account's groups, and first whether it is a superuser, whom no rule holds."""
    labels = [group_label(group) for group in user.groups.all()]
    return ", ".join([pgettext("account", "superuser"), *labels] if user.is_superuser else labels)


def connect() -> None:
    """Let Wagtail show the labels wherever it turns a group or a permission into a text."""
    Group.add_to_class("__str__", group_label)
    Permission.add_to_class("__str__", permission_label)
