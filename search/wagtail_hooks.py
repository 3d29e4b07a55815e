"""Registers the search's part of the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.auth import permission_denied
from wagtail.models import Page

from search.admin import zero_results_report
from search.admin.piles import register_piles
from search.models import FinderPage

register_piles()


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """Return the addresses of the report."""
    return zero_results_report.urlpatterns


@hooks.register("register_reports_menu_item")
def zero_results_menu_item() -> zero_results_report.ZeroResultsMenuItem:
    """Return the menu item of the report of texts not found."""
    return zero_results_report.ZeroResultsMenuItem()


@hooks.register("before_create_page")
def only_editors_place_finders(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Refuse finders to users who may only add drafts of their own cases to a section."""
    if page_class is FinderPage and not parent.permissions_for_user(request.user).can_edit():
        return permission_denied(request)
    return None
