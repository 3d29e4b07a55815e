"""The part of the admin that belongs to visits; imported by `showcase.wagtail_hooks`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from showcase.visits.admin import VisitListing
from showcase.visits.registrations import participants


def listing() -> VisitListing:
    """Return the list of visits."""
    return VisitListing("admin_visits", url_prefix="visit-pages")


@hooks.register("register_admin_urls")
def register_visit_urls() -> list[Any]:
    """Return the addresses of the participants of visits."""
    return participants.URLS


@hooks.register("register_page_header_buttons")
def offer_participants(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> list[Button]:
    """Add the button "Participants" to the edit form of a visit."""
    button = participants.button(page, user)
    return [button] if button else []


@hooks.register("register_log_actions")
def name_visits(actions: Any) -> None:
    """Name the accesses to participants, for the history of a visit."""
    actions.register_action(participants.LISTED, _("View the participants"), _("Participants viewed"))
    actions.register_action(participants.DOWNLOADED, _("Download the participants"), _("Participants downloaded"))
