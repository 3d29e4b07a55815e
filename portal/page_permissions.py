"""Who may do what with a page, and see what of it, beyond what the roles' tables say."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from portal.visibility import public_pages

LAST_SECTION_DEPTH = 3  # the root is 1, a home page 2, a section 3
WORKING_ON = frozenset({"change", "publish", "lock", "unlock", "bulk_delete"})
"""Actions on a page that need its draft; who may only add pages below it does not."""


class SectionPermissions(PagePermissionTester):
    """The home pages and the sections stay where they are and stay published: every address hangs on them."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.user.is_superuser and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        return self.user.is_superuser and super().can_unpublish()

    def can_move(self) -> bool:
        return self.user.is_superuser and super().can_move()


def permissions_of(user: object, page: Page) -> PagePermissionTester:
    """The permissions of `user` on `page`."""
    tester = SectionPermissions if page.depth and page.depth <= LAST_SECTION_DEPTH else PagePermissionTester
    return tester(user, page)


class PagePolicy(PagePermissionPolicy):
    """Wagtail's, but who may add pages to a section does not thereby see the drafts of others in it."""

    def explorable_instances(self, user: Any) -> Any:
        """What the explorer, the admin's search, its API and the site history show to this user."""
        return self.seen_by(user, super().explorable_instances(user))

    def seen_by(self, user: Any, pages: Any) -> Any:
        """Narrow `pages` to those whose title this user may know: public, the user's to work on, or a way to these."""
        if user.is_superuser:
            return pages
        worked_on = self.instances_user_has_any_permission_for(user, WORKING_ON)
        public = public_pages(Page.objects.all())
        ways = [perm.page_id for perm in self.get_cached_permissions_for_user(user)]
        seen = Q(pk__in=worked_on.values("pk")) | Q(pk__in=public.values("pk")) | Q(pk__in=ways)
        return pages.filter(seen | Q(depth__lte=LAST_SECTION_DEPTH))

    def sees_draft(self, user: Any, page: Page) -> bool:
        """Whether this user may know what a page will say once its changes are published."""
        return bool(self.user_has_any_permission_for_instance(user, WORKING_ON, page))


def page_policy() -> PagePolicy:
    """The one in force, registered in `PortalConfig.ready`."""
    found: PagePolicy = policy_registry.get_by_type(Page)
    return found
