"""Registers the domain's own part of the admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from showcase.dashboard import MyDraftsPanel, OpenNoticesPanel
from showcase.enterprises.admin import EnterpriseViewSet
from showcase.lists.admin import ENTRY_CHOOSER, AnnouncementListing, EntryViewSet
from showcase.stories.admin import LISTINGS
from showcase.vocabulary.admin import CHOOSERS, VocabularyGroup, register_policies

register_policies()
register_snippet(EnterpriseViewSet)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Lists with menu entries, and the chooser windows."""
    announcements = AnnouncementListing("admin_announcements", url_prefix="announcements")
    return [*LISTINGS, announcements, EntryViewSet(), VocabularyGroup(), ENTRY_CHOOSER, *CHOOSERS]


@hooks.register("construct_homepage_panels")
def add_home_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Own drafts and open notices on the first page after logging in."""
    panels += [MyDraftsPanel(), OpenNoticesPanel()]
