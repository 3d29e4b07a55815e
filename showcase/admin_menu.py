"""Menu items of the admin that only those see who work in the section."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.models import Page


class SectionMenuItem(MenuItem):
    """The list of one kind of page; shown to whoever may add, change or publish in its Chinese section."""

    section = ""

    @classmethod
    def of(cls, section: str) -> type["SectionMenuItem"]:
        """The item class for the section with this slug."""
        return type(f"{section.title()}MenuItem", (cls,), {"section": section})

    def is_shown(self, request: HttpRequest) -> bool:
        if request.user.is_superuser:
            return True
        page = Page.objects.filter(depth=3, slug=self.section).order_by("path").first()
        return page is not None and bool(page.permissions_for_user(request.user).permissions)
