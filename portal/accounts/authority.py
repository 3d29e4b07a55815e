"""Prevents users from giving or changing rights beyond their own, judged by what an action actually changed.

The rights and rows of all accounts and groups are read before and after an action of a user who manages accounts. So it
does not matter which form, bulk action or dialog was used, nor that some of them bypass signals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from portal.accounts.users import User
from portal.refusals import RefusedError

# A user with one of these permissions can change accounts or groups.
_KEEPS_ACCOUNTS = tuple(
    f"{app}.{action}_{model}"
    for app, model in (("portal", "user"), ("auth", "group"))
    for action in ("add", "change", "delete")
)
_FIELDS = ("username", "password", "email", "first_name", "last_name", "is_active", "is_staff", "is_superuser")


@dataclass(frozen=True)
class Grant:
    """A permission: `kind`: model, page or collection; `path`: its place in the tree, below which it holds too."""

    kind: str
    permission: int
    path: str = ""


@dataclass(frozen=True)
class Rights:
    """All that an account or a group may do; `unlimited`: everything."""

    grants: frozenset[Grant] = frozenset()
    unlimited: bool = False

    def cover(self, other: Rights) -> bool:
        """Say whether these include all of the other's."""
        if self.unlimited:
            return True
        return not other.unlimited and all(self._holds(grant) for grant in other.grants)

    def _holds(self, wanted: Grant) -> bool:
        return any(
            (own.kind, own.permission) == (wanted.kind, wanted.permission) and wanted.path.startswith(own.path)
            for own in self.grants
        )


@dataclass(frozen=True)
class Holder:
    """An account or a group: `row`: its own data; `rights`: also those from its groups."""

    name: str
    rights: Rights
    row: tuple[Any, ...]


Holders = Mapping[tuple[str, int], Holder]


def out_of_reach(actor: Rights, before: Holders, after: Holders) -> list[str]:
    """Return the names of added, changed or removed holders that have, or had, more rights than the actor."""
    changed = {key for key in before.keys() | after.keys() if _row(before, key) != _row(after, key)}
    touched = [holders[key] for key in sorted(changed) for holders in (before, after) if key in holders]
    return sorted({holder.name for holder in touched if not actor.cover(holder.rights)})


def _row(found: Holders, key: tuple[str, int]) -> tuple[Any, ...] | None:
    return found[key].row if key in found else None


def holders() -> Holders:
    """Return every account and group as stored now; a constant number of queries."""
    groups = _groups()
    return {**{("group", pk): group for pk, group in groups.items()}, **_accounts(groups)}


def _groups() -> dict[int, Holder]:
    grants: dict[int, set[Grant]] = {pk: set() for pk in Group.objects.values_list("pk", flat=True)}
    for group, permission in Group.permissions.through.objects.values_list("group_id", "permission_id"):
        grants[group].add(Grant("model", permission))
    for kind, rows, place in (
        ("page", GroupPagePermission.objects, "page__path"),
        ("collection", GroupCollectionPermission.objects, "collection__path"),
    ):
        for group, permission, path in rows.values_list("group_id", "permission_id", place):
            grants[group].add(Grant(kind, permission, path))
    names = dict(Group.objects.values_list("pk", "name"))
    return {pk: Holder(names[pk], Rights(frozenset(grants[pk])), (names[pk], frozenset(grants[pk]))) for pk in names}


def _accounts(groups: Mapping[int, Holder]) -> dict[tuple[str, int], Holder]:
    members: dict[int, set[int]] = {}
    for user, group in User.groups.through.objects.values_list("user_id", "group_id"):
        members.setdefault(user, set()).add(group)
    own: dict[int, set[Grant]] = {}
    for user, permission in User.user_permissions.through.objects.values_list("user_id", "permission_id"):
        own.setdefault(user, set()).add(Grant("model", permission))
    found = {}
    for row in User.objects.values("pk", *_FIELDS):
        pk = row.pop("pk")
        belongs, direct = frozenset(members.get(pk, ())), frozenset(own.get(pk, ()))
        rights = Rights(direct.union(*(groups[group].rights.grants for group in belongs)), row["is_superuser"])
        found["account", pk] = Holder(row["username"], rights, (*row.values(), belongs, direct))
    return found


def may_change(actor: Any, account: Any) -> bool:
    """Say whether the actor's rights include those of the account."""
    found = holders()
    return bool(actor.is_superuser) or _of(actor, found).cover(_of(account, found))


def _of(account: Any, found: Holders) -> Rights:
    return found["account", account.pk].rights if ("account", account.pk) in found else Rights()


@contextmanager
def within_own_rights(actor: Any) -> Iterator[None]:
    """Raise RefusedError at the end, inside the transaction, if the actor exceeded their own rights."""
    if not actor.is_authenticated or actor.is_superuser or not any(map(actor.has_perm, _KEEPS_ACCOUNTS)):
        yield
        return
    before = holders()
    yield
    names = out_of_reach(_of(actor, before), before, holders())
    if names:
        raise RefusedError(
            _("Nothing was changed: %(names)s has, or would have, rights that you do not have. Ask a superuser.")
            % {"names": ", ".join(names)}
        )
