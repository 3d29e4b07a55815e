"""Hooks of the admin that belong to no domain: menus, deletion of source pages, accounts."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.query import PageQuerySet

from portal.accounts.authority import may_change
from portal.accounts.second_factor.enrolling import LOG_ACTIONS
from portal.accounts.second_factor.views import URLS as SECOND_FACTOR_URLS
from portal.accounts.second_factor.views import account_menu_item
from portal.admin.dashboard import register_piles
from portal.admin.desk import URLS, DeskPanel
from portal.admin.new_pages import save_over_the_page_of_the_first_post
from portal.admin.privacy import say_why_private
from portal.admin.reviews.sent_back import say_what_a_reviewer_asks
from portal.blocks.citation_feature import add_citation_feature
from portal.deleting.confirming import after_delete, before_delete
from portal.guides import tour
from portal.guides import views as guides
from portal.pages.permissions import page_policy
from portal.pages.visibility import restrictions_of
from portal.text.text_language import original
from portal.translation.editing import english_version
from portal.translation.locales import language_of_page
from portal.translation.reasons import UNFINISHED, UnfinishedFormatter
from portal.translation.translation import translations_of
from portal.translation.translation_rules import MAY_TRANSLATE, before_editing, stricter_urls

# Hidden from everyone but superusers: editors of this site have no use for them.
UNUSED_SETTINGS = {"workflow-tasks"}
UNUSED_MENU = {"help", "snippets"}
UNUSED_REPORTS = {"page-types-usage"}


register_piles()


@hooks.register("construct_main_menu")
def hide_unused_menu(request: HttpRequest, items: list[Any]) -> None:
    """Remove the entries that editors have no use for from the main menu."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in UNUSED_MENU]


@hooks.register("construct_settings_menu")
def hide_unused_settings(request: HttpRequest, items: list[Any]) -> None:
    """Remove the entries that editors have no use for, and languages: the settings of the site fix them."""
    hidden = set() if request.user.is_superuser else UNUSED_SETTINGS
    languages = reverse("wagtaillocales:index")
    items[:] = [item for item in items if item.name not in hidden and item.url != languages]


@hooks.register("construct_reports_menu")
def hide_unused_reports(request: HttpRequest, items: list[Any]) -> None:
    """Remove the reports that editors have no use for, and that on translations from users who do not translate."""
    hidden = set() if request.user.is_superuser else UNUSED_REPORTS
    translations = reverse("wagtail_localize:translations_report")
    may_translate = request.user.has_perm(MAY_TRANSLATE)
    items[:] = [item for item in items if item.name not in hidden and (may_translate or item.url != translations)]
    for item in items:
        if item.url == translations:
            item.label = gettext_lazy("Translations")  # wagtail-localize fixes it in the language of the first request


@hooks.register("construct_help_menu")
def hide_the_help_of_others(request: HttpRequest, items: list[Any]) -> None:
    """Remove what leads to pages of Wagtail's own site, which are English and know nothing of this one."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


hooks.register("before_create_page", save_over_the_page_of_the_first_post)
hooks.register("before_edit_page", say_what_a_reviewer_asks)
hooks.register("before_edit_snippet", say_what_a_reviewer_asks)


@hooks.register("before_serve_page", order=-1)
def serve_what_is_public(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Have Wagtail ask the restrictions of the page's source and original too.

    What is not published was not found: `routing.page_at`.
    """
    # Wagtail next asks this object which restrictions hold, and shows the form for one that is not met. Set here, not
    # on the class: the admin's privacy form asks too, and must get the page's own.
    page.get_view_restrictions = partial(restrictions_of, page)


@hooks.register("on_serve_page", order=1)
def lead_to_the_language_of_the_text(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Redirect where an English address would show Chinese: aliases, unpublished home pages.

    Runs after the check of restrictions, so that no address of a private page is revealed.
    """

    def lead(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        shown = original(page)
        if language_of_page(shown) != get_language():
            return HttpResponseRedirect(shown.get_url(request))
        return serve(page, request, args, kwargs)

    return lead


@hooks.register("insert_global_admin_css")
def show_our_colours() -> SafeString:
    """Load our colours, the look of our mark and that of plain fields on every page of the admin."""
    sheets = ((static(f"css/admin/{name}.css"),) for name in ("brand", "plain_fields"))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_editor_js")
def clean_pasted_text() -> SafeString:
    """Load the script that keeps superscripts in pasted text, and leaves out what Word has deleted or commented."""
    left_out = _("Deleted text and comments of the Word file were left out.")
    return format_html('<script src="{}" data-left-out="{}"></script>', static("js/admin/paste.js"), left_out)


@hooks.register("insert_editor_js")
def save_after_the_autosave() -> SafeString:
    """Load the script that lets a save wait for the autosave under way."""
    return format_html('<script src="{}"></script>', static("js/admin/saving.js"))


hooks.register("register_rich_text_features", add_citation_feature)


@hooks.register("before_delete_page")
def name_translations(request: HttpRequest, page: Page) -> None:
    """Name the translations that are deleted with a page, before it is deleted (portal.translation.translation)."""
    titles = [translation.title for translation in translations_of(page)]
    if titles and request.method == "GET":
        messages.warning(request, _("Its translation will be deleted too: %(titles)s.") % {"titles": ", ".join(titles)})


# After the other hooks: it answers with a page of its own.
hooks.register("before_delete_page", before_delete, order=100)
hooks.register("after_delete_page", after_delete)


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def keep_higher_accounts_apart(request: HttpRequest, user: Any) -> HttpResponse | None:
    """Refuse to open an account with more rights than the user's; see also portal.accounts.authority."""
    return None if may_change(request.user, user) else permission_denied(request)


# Lower than wagtail-localize's own order: the first pattern that matches is used.
hooks.register("register_admin_urls", stricter_urls, order=-1)
english_version.leave_rows_to_us()
hooks.register(english_version.LISTED, english_version.buttons)


@hooks.register("before_edit_page", order=-2)
def say_before_editing(request: HttpRequest, page: Page) -> None:
    """Warn before editing that the page is private because of another one."""
    if request.method == "GET":
        say_why_private(request, page)


@hooks.register("after_publish_page")
def say_after_publishing(request: HttpRequest, page: Page) -> None:
    """Warn after publishing that the page is private because of another one."""
    say_why_private(request, page)


@hooks.register("construct_page_chooser_queryset")
def choose_from_what_may_be_seen(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Hide other users' drafts in the chooser, which Wagtail fills with every page."""
    return page_policy().seen_by(request.user, pages)


@hooks.register("construct_homepage_panels", order=100)
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    """Replace the panels of the first page, Wagtail's own among them, by the piles of what waits for the user."""
    panels[:] = [DeskPanel()]


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[Any]:
    """Return the address of a whole pile."""
    return URLS


@hooks.register("register_admin_urls")
def register_our_urls() -> list[Any]:
    """Return the addresses of the second factor and of the way to an English page."""
    return [*SECOND_FACTOR_URLS, *english_version.URLS]


hooks.register("register_account_menu_item", account_menu_item)


@hooks.register("register_admin_urls")
def register_guide_urls() -> list[Any]:
    """Return the addresses of the tour and of the guides; the first pattern that matches is used."""
    return [*tour.URLS, *guides.URLS]


hooks.register("insert_global_admin_js", tour.script)


@hooks.register("register_admin_menu_item")
def register_guide_menu() -> MenuItem:
    """Return the menu item of the guides."""
    return guides.menu_item()


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Let the history name the reasons with which unfinished English went live, and changes of a second factor."""
    actions.register_action(UNFINISHED)(UnfinishedFormatter)
    for action, (label, sentence) in LOG_ACTIONS.items():
        actions.register_action(action, label, sentence)


hooks.register("before_edit_page", before_editing, order=-1)
hooks.register("before_edit_snippet", before_editing, order=-1)
