"""Registers the search's own part of the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.auth import permission_denied
from wagtail.models import Page

from search import sought_report
from search.models import FinderPage
from search.parked_panel import ParkedPanel


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """Reports."""
    return sought_report.urlpatterns


@hooks.register("register_reports_menu_item")
def sought_menu_item() -> sought_report.SoughtMenuItem:
    """What readers sought and did not find."""
    return sought_report.SoughtMenuItem()


@hooks.register("construct_homepage_panels")
def add_parked_panel(request: HttpRequest, panels: list[Any]) -> None:
    """What readers can't find, on the first page after logging in."""
    panels.append(ParkedPanel())


@hooks.register("before_create_page")
def only_editors_place_finders(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Who may only add drafts of own cases to a section does not lay out the section."""
    if page_class is FinderPage and not parent.permissions_for_user(request.user).can_edit():
        return permission_denied(request)
    return None
