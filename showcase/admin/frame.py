"""The frame of the project's own pages in Wagtail's admin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Page


def frame_beside(page: Page, title: str | Promise, icon: str) -> dict[str, Any]:
    """Return title, breadcrumbs and page for an admin page of its own about a page of the site, below its edit form."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
        {"url": "", "label": str(title)},
    ]
    return {"breadcrumbs_items": crumbs, "header_title": str(title), "header_icon": icon, "page": page}


@dataclass(frozen=True, slots=True)
class AdminSection:
    """A section of the admin: its title, the URL name of its first page, its icon."""

    title: str | Promise
    url_name: str
    icon: str

    def frame(self, here: str = "") -> dict[str, Any]:
        """Return title and breadcrumbs for Wagtail's page frame; `here` names a page below the first."""
        first = reverse(self.url_name) if here else ""
        crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": first, "label": str(self.title)}]
        if here:
            crumbs.append({"url": "", "label": here})
        return {"breadcrumbs_items": crumbs, "header_title": here or str(self.title), "header_icon": self.icon}
