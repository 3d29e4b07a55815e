"""Who may see and choose pictures and documents: who may only add some sees those of their own people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from portal.accounts.users import User

PeopleOf = Callable[[Any], Q]
_people: list[PeopleOf] = []


def register_people(people: PeopleOf) -> None:
    """State who belongs to a user's people: a filter on accounts, in addition to the user."""
    _people.append(people)


class FilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy; users who may change no file but their own see and choose no private upload of strangers."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        found = super().instances_user_has_any_permission_for(user, actions)
        return found.filter(self._of_people(user)) if self._is_narrowed(user) else found

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        if not self._is_narrowed(user) or instance.uploaded_by_user_id == user.pk:
            return True
        return bool(self.model._default_manager.filter(self._of_people(user), pk=instance.pk).exists())  # noqa: SLF001 — Django's public way

    def _is_narrowed(self, user: Any) -> bool:
        return not user.is_superuser and not self._check_perm(user, ["change"])

    def _of_people(self, user: Any) -> Q:
        accounts = Q(pk=user.pk)
        for people in _people:
            accounts |= people(user)
        return Q(uploaded_by_user__in=User.objects.filter(accounts))
