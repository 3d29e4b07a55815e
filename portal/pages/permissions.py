"""Who may see and do what with a page, beyond the permissions of the roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from portal.pages.visibility import public_pages

LAST_SECTION_DEPTH = 3  # the root is 1, a home page 2, a section 3
WORKING_ON = frozenset({"change", "publish", "lock", "unlock", "bulk_delete"})
"""Actions on a page that need its draft; permission to add pages below it is not among them."""

DraftRule = Callable[[Any], Q | None]
_rules: list[DraftRule] = []
_CACHE = "_worked_on_drafts"


def register_drafts(rule: DraftRule) -> None:
    """State which drafts users work on who may only add pages to a section; None from `rule`: those they own."""
    _rules.append(rule)


class WriterPermissions(PagePermissionTester):
    """Wagtail's rule, but who may only add pages works on the drafts that `PagePolicy` names, and on nothing published.

    Wagtail would let owners change their pages for ever.
    """

    @property
    def _only_adds(self) -> bool:
        if not self.user.is_active or self.user.is_superuser:
            return False
        return "add" in self.permissions and "change" not in self.permissions

    def can_edit(self) -> bool:
        if not self._only_adds:
            return bool(super().can_edit())
        if page_policy().works_on(self.user, self.page):
            return True
        task = self.page.current_workflow_task
        return bool(task and task.user_can_access_editor(self.page, self.user))

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if not self._only_adds:
            return bool(super().can_delete(ignore_bulk))
        # Wagtail asks for the pages below each page, at every row of a list.
        return bool(self.page.owner_id == self.user.pk and self.page.is_leaf() and self.can_edit())


class SectionPermissions(WriterPermissions):
    """Home pages and sections stay where they are and stay published: every address depends on them."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.user.is_superuser and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        return self.user.is_superuser and super().can_unpublish()

    def can_move(self) -> bool:
        return self.user.is_superuser and super().can_move()


def permissions_of(user: object, page: Page) -> PagePermissionTester:
    """Return the permissions of `user` on `page`."""
    tester = SectionPermissions if page.depth and page.depth <= LAST_SECTION_DEPTH else WriterPermissions
    return tester(user, page)


class PagePolicy(PagePermissionPolicy):
    """Wagtail's policy; a user who may only add pages to a section does not see other users' drafts in it."""

    def drafts_of(self, user: Any) -> Q:
        """Return which pages users work on where they may only add pages: drafts that were never published."""
        found = next((q for rule in _rules if (q := rule(user)) is not None), Q(owner=user))
        return Q(live=False, first_published_at=None) & found

    def works_on(self, user: Any, page: Page) -> bool:
        """Say whether this is one of these drafts; all of them are read once per request."""
        if page.pk is None:
            return bool(page.owner_id == user.pk)
        known: set[int] | None = getattr(user, _CACHE, None)
        # One that is not known may have been made since, in this very request.
        if known is None or (page.pk not in known and page.owner_id == user.pk and not page.live):
            known = set(Page.objects.filter(self.drafts_of(user)).values_list("pk", flat=True))
            setattr(user, _CACHE, known)
        return page.pk in known

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        wanted, granted = self._get_permission_codenames(actions), self.get_cached_permissions_for_user(user)
        add = self._get_permission_codename("add") if "change" in actions else ""
        pages = self.model._default_manager.none()  # noqa: SLF001 — Django's public way
        for perm in granted:
            below = self.model._default_manager.descendant_of(perm.page, inclusive=True)  # noqa: SLF001 — as above
            if perm.permission.codename in wanted:
                pages |= below
            elif perm.permission.codename == add and not self._holds(granted, "change", perm.page):
                pages |= below.filter(self.drafts_of(user))
        return pages

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Page) -> bool:
        base = self._base_user_has_permission(user)
        if base is not None:
            return bool(base)
        granted = self.get_cached_permissions_for_user(user)
        if any(self._holds(granted, action, instance) for action in actions):
            return True
        return "change" in actions and self._holds(granted, "add", instance) and self.works_on(user, instance)

    def _holds(self, granted: Any, action: str, page: Page) -> bool:
        """Say whether one of the granted permissions is for this action, at the page or above it."""
        codename = self._get_permission_codename(action)
        return any(perm.permission.codename == codename and page.path.startswith(perm.page.path) for perm in granted)

    def explorable_instances(self, user: Any) -> Any:
        """Return what explorer, admin search, its API and the site history show to this user."""
        return self.seen_by(user, super().explorable_instances(user))

    def seen_by(self, user: Any, pages: Any) -> Any:
        """Narrow `pages` to those whose title this user may know: public, their own, or on the way to those."""
        if user.is_superuser:
            return pages
        worked_on = self.instances_user_has_any_permission_for(user, WORKING_ON)
        public = public_pages(Page.objects.all())
        ways = [perm.page_id for perm in self.get_cached_permissions_for_user(user)]
        seen = Q(pk__in=worked_on.values("pk")) | Q(pk__in=public.values("pk")) | Q(pk__in=ways)
        return pages.filter(seen | Q(depth__lte=LAST_SECTION_DEPTH))

    def sees_draft(self, user: Any, page: Page) -> bool:
        """Say whether this user may know what a page will say once its changes are published."""
        return bool(self.user_has_any_permission_for_instance(user, WORKING_ON, page))


def page_policy() -> PagePolicy:
    """Return the policy in use, registered in `PortalConfig.ready`."""
    found: PagePolicy = policy_registry.get_by_type(Page)
    return found


def require_writer(request: HttpRequest) -> None:
    """Raise PermissionDenied for users who may write no page: for what only the form of a page asks."""
    if not page_policy().user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied
