"""Hooks of the admin that belong to no domain: what the menus leave out, what goes with a source page."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from portal.translation import translations_of

# Left out for everyone but superusers: nothing an editor of this site has a use for.
UNUSED_SETTINGS = {"workflow-tasks", "locales"}
UNUSED_MENU = {"help", "snippets"}


@hooks.register("construct_main_menu")
def hide_unused_menu(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in UNUSED_MENU]


@hooks.register("construct_settings_menu")
def hide_unused_settings(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in UNUSED_SETTINGS]


@hooks.register("construct_translated_pages_to_cascade_actions")
def name_translations(pages: list[Page], action: str) -> dict[Page, Any]:
    """The admin's confirmation names the translations that go with the page (portal.translation takes them along)."""
    if action not in {"unpublish", "delete"}:
        return {}
    return {page: translations_of(page) for page in pages}
