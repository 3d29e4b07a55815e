"""Who may do what with a single page, beyond what the roles' tables say."""

from wagtail.models import Page, PagePermissionTester

LAST_SECTION_DEPTH = 3  # the root is 1, a home page 2, a section 3


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
