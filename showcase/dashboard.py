"""What an editor meets after logging in: own drafts, and the notices that are open for objections."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from showcase.lists.choices import AnnouncementKind
from showcase.lists.models import AnnouncementPage

SHOWN = 10


class MyDraftsPanel(Component):
    """Pages of this editor that are not published, or not as they are now."""

    name = "my_drafts"
    template_name = "wagtailadmin/home/my_drafts.html"
    order = 200

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        drafts = Page.objects.filter(owner=parent_context["request"].user, has_unpublished_changes=True)
        return {"drafts": drafts.order_by("-latest_revision_created_at").specific(defer=True)[:SHOWN]}


class OpenNoticesPanel(Component):
    """Live proposals whose objection window has not ended."""

    name = "open_notices"
    template_name = "wagtailadmin/home/open_notices.html"
    order = 230

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        notices = AnnouncementPage.objects.live().filter(
            kind=AnnouncementKind.PROPOSAL, objections_until__gte=timezone.now(), locale__language_code="zh-hans"
        )
        return {"notices": notices.order_by("objections_until")[:SHOWN]}
