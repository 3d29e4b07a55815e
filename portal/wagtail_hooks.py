"""Hooks of the admin that belong to no domain: menus, what goes with a source page, superusers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.query import PageQuerySet

from portal.authority import may_change
from portal.dashboard import OutdatedTranslationsPanel
from portal.new_pages import save_over_the_page_of_the_first_post
from portal.page_permissions import page_policy
from portal.privacy import say_why_private
from portal.text_language import original
from portal.translation import translations_of
from portal.translation_rules import before_editing, stricter_urls
from portal.visibility import is_standing, restrictions_of

# Left out for everyone but superusers: nothing an editor of this site has a use for.
UNUSED_SETTINGS = {"workflow-tasks", "locales"}
UNUSED_MENU = {"help", "snippets"}


@hooks.register("construct_main_menu")
def hide_unused_menu(request: HttpRequest, items: list[Any]) -> None:
    """Take the entries that editors have no use for out of the main menu."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in UNUSED_MENU]


@hooks.register("construct_settings_menu")
def hide_unused_settings(request: HttpRequest, items: list[Any]) -> None:
    """The same for the settings."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in UNUSED_SETTINGS]


hooks.register("before_create_page", save_over_the_page_of_the_first_post)


@hooks.register("before_serve_page", order=-1)
def serve_what_is_public(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """A page that has expired by the clock, or whose source or original is not published, is not there for anyone.

    Wagtail looks at `live` alone, which the worker writes.
    """
    if not is_standing(page):
        raise Http404
    # Wagtail asks this object next which restrictions hold, and shows the form for one that is not met. Set here, not
    # on the class: the admin's form for privacy asks too, and must find the page's own.
    page.get_view_restrictions = partial(restrictions_of, page)


@hooks.register("on_serve_page", order=1)
def lead_to_the_language_of_the_text(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No Chinese in an English frame: an alias, and what stands in for an English home page that is not published.

    Within the check of restrictions, so that no address of a private page is given away.
    """

    def lead(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        shown = original(page)
        if shown.locale.language_code != get_language():
            return HttpResponseRedirect(shown.get_url(request))
        return serve(page, request, args, kwargs)

    return lead


@hooks.register("insert_editor_js")
def keep_superscripts() -> SafeString:
    """Of what is pasted into an editor."""
    return format_html('<script src="{}"></script>', static("js/admin/paste.js"))


@hooks.register("before_delete_page")
def name_translations(request: HttpRequest, page: Page) -> None:
    """Say what goes along before a page is deleted (portal.translation deletes it)."""
    titles = [translation.title for translation in translations_of(page)]
    if titles and request.method == "GET":
        messages.warning(request, _("Its translation goes with it: %(titles)s.") % {"titles": ", ".join(titles)})


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def keep_higher_accounts_apart(request: HttpRequest, user: Any) -> HttpResponse | None:
    """Do not open an account that holds more than whoever asks; portal.authority refuses what gets past this."""
    return None if may_change(request.user, user) else permission_denied(request)


# Lower than wagtail-localize's own: the first pattern that matches is taken.
hooks.register("register_admin_urls", stricter_urls, order=-1)


@hooks.register("before_edit_page", order=-2)
def say_before_editing(request: HttpRequest, page: Page) -> None:
    """That the page is private through another one."""
    if request.method == "GET":
        say_why_private(request, page)


@hooks.register("after_publish_page")
def say_after_publishing(request: HttpRequest, page: Page) -> None:
    """The same to whoever has just published it."""
    say_why_private(request, page)


@hooks.register("construct_page_chooser_queryset")
def choose_from_what_may_be_seen(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """The chooser, which Wagtail fills with every page, shows no draft of others either."""
    return page_policy().seen_by(request.user, pages)


@hooks.register("construct_homepage_panels")
def add_outdated_translations(request: HttpRequest, panels: list[Any]) -> None:
    """On the first page after logging in."""
    panels.append(OutdatedTranslationsPanel())


hooks.register("before_edit_page", before_editing, order=-1)
hooks.register("before_edit_snippet", before_editing, order=-1)
