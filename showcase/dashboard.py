"""What an editor meets after logging in: own drafts, what may be begun, the notices open for objections."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Locale, Page

from showcase.lists.choices import AnnouncementKind
from showcase.lists.models import AnnouncementPage
from showcase.stories.models import CaseStudyPage, PracticePage, TechnologyPage

SHOWN = 10
# Slug of the section → the kind of page that is written there.
WRITTEN_IN = {
    "cases": CaseStudyPage,
    "technologies": TechnologyPage,
    "practices": PracticePage,
    "notices": AnnouncementPage,
}


class MyDraftsPanel(Component):
    """Pages of this editor that are not published, or not as they are now; and what the editor may begin."""

    name = "my_drafts"
    template_name = "wagtailadmin/home/my_drafts.html"
    order = 200

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        drafts = Page.objects.filter(owner=user, has_unpublished_changes=True)
        return {
            "drafts": drafts.order_by("-latest_revision_created_at").specific(defer=True)[:SHOWN],
            "beginnings": list(_beginnings(user)),
        }


def _beginnings(user: Any) -> Iterator[tuple[Any, str]]:
    """Name and address of each new page this user may write."""
    sections = Page.objects.filter(depth=3, slug__in=WRITTEN_IN, locale=Locale.get_default())
    found = {page.slug: page for page in sections.specific()}
    for slug, model in WRITTEN_IN.items():
        if slug in found and found[slug].permissions_for_user(user).can_add_subpage():
            address = reverse("wagtailadmin_pages:add", args=["showcase", model._meta.model_name, found[slug].pk])
            yield model._meta.verbose_name, address


class OpenNoticesPanel(Component):
    """Live proposals whose objection window has not ended."""

    name = "open_notices"
    template_name = "wagtailadmin/home/open_notices.html"
    order = 230

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        notices = AnnouncementPage.objects.live().filter(
            kind=AnnouncementKind.PROPOSAL, objections_until__gte=timezone.now(), locale=Locale.get_default()
        )
        return {"notices": notices.order_by("objections_until")[:SHOWN]}
