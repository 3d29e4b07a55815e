"""Registers the search's own part of the admin."""

from typing import Any

from wagtail import hooks

from search import sought_report


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """Reports."""
    return sought_report.urlpatterns


@hooks.register("register_reports_menu_item")
def sought_menu_item() -> sought_report.SoughtMenuItem:
    """What readers sought and did not find."""
    return sought_report.SoughtMenuItem()
