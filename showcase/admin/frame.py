"""The frame of the project's own pages in Wagtail's admin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _


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
