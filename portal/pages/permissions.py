"""Who may see and do what with a page, beyond the permissions of the roles."""

from __future__ import annotations

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


class SectionPermissions(PagePermissionTester):
    """Home pages and sections stay where they are and stay published: every address depends on them."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.user.is_superuser and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        return self.user.is_superuser and super().can_unpublish()

    def can_move(self) -> bool:
        return self.user.is_superuser and super().can_move()


def permissions_of(user: object, page: Page) -> PagePermissionTester:
    """Return the permissions of `user` on `page`."""
    tester = SectionPermissions if page.depth and page.depth <= LAST_SECTION_DEPTH else PagePermissionTester
    return tester(user, page)


class PagePolicy(PagePermissionPolicy):
    """Wagtail's policy; a user who may only add pages to a section does not see other users' drafts in it."""

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
