"""Registers the domain's part of the admin."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from portal.models import Document
from showcase.admin import menu, received  # noqa: F401  # registers the hooks of what readers send
from showcase.admin.dashboard import register_piles
from showcase.collections.admin import LISTING as COLLECTIONS
from showcase.enterprises.admin import BUTTONS, EnterpriseViewSet, merge_button
from showcase.enterprises.models import Enterprise
from showcase.freshness import keeping
from showcase.freshness import views as freshness
from showcase.lists.admin import ENTRY_CHOOSER, AnnouncementListing, EntryViewSet
from showcase.lists.importing import views as list_imports
from showcase.lists.importing.announcing import is_public
from showcase.lists.importing.models import ListAttachment
from showcase.lists.models import AnnouncementPage
from showcase.lists.reports import views as list_reports
from showcase.lists.screening import views as personal_data
from showcase.lists.screening.notices import is_withheld
from showcase.lists.screening.takedown import CONFIRMED, DECLINED, REQUESTED, refuse_taken_down
from showcase.merging import views as merges
from showcase.signoff import asking as signing
from showcase.signoff import requests as sign_offs
from showcase.stories.admin import LISTINGS
from showcase.stories.checks import history as story_history
from showcase.stories.checks import views as story_checks
from showcase.stories.checks.enterprises import publish_joined
from showcase.stories.contributing import views as contributors
from showcase.stories.effect_rows import english_views
from showcase.stories.effect_rows import views as effect_rows
from showcase.stories.many import views as case_imports
from showcase.stories.models import StoryPage
from showcase.stories.tagging import views as tagging
from showcase.stories.word import views as word_imports
from showcase.stories.word.models import WordImport
from showcase.visits import hooks as visits
from showcase.vocabulary.admin import CHOOSERS, VocabularyGroup, register_policies
from showcase.vocabulary.proposals import views as term_proposals
from showcase.yearly import editing as yearly
from showcase.yearly import report as yearly_report
from showcase.yearly import withdrawing as proofs

register_policies()
register_piles()
register_snippet(EnterpriseViewSet)


class VocabularyWithProposals(VocabularyGroup):
    """The menu of the vocabulary, with the terms that editors propose."""

    def get_submenu_items(self) -> list[MenuItem]:
        return [*super().get_submenu_items(), term_proposals.menu_item()]


@hooks.register("construct_main_menu", order=10)
def arrange_main_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Put the items of the main menu into groups by work, after `portal` has hidden what nobody needs."""
    items[:] = menu.arrange(items)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Return lists with menu items, and the chooser windows."""
    announcements = AnnouncementListing("admin_announcements", url_prefix="announcements")
    stories = (*LISTINGS, COLLECTIONS, visits.listing(), announcements)
    return [*stories, EntryViewSet(), VocabularyWithProposals(), ENTRY_CHOOSER, *CHOOSERS]


@hooks.register("register_admin_urls")
def register_import_urls() -> list[Any]:
    """Return the addresses of list imports and of the reports on lists."""
    return [*list_imports.URLS, *list_reports.URLS]


@hooks.register("register_admin_urls")
def register_effect_urls() -> list[Any]:
    """Return the addresses that the form of effects asks."""
    return [*effect_rows.URLS, *english_views.URLS]


@hooks.register("register_admin_urls")
def register_tagging_urls() -> list[Any]:
    """Return the addresses that the tagging box asks, and those of proposed terms."""
    return [*tagging.URLS, *term_proposals.URLS]


@hooks.register("register_page_header_buttons")
def offer_english_words(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> list[Button]:
    """Add the button "English words of the effects" to the pages of a story."""
    button = english_views.words_button(page, user)
    return [button] if button else []


hooks.register("before_edit_page", english_views.say_what_lacks_english, order=-1)


@hooks.register("register_admin_urls")
def register_merge_urls() -> list[Any]:
    """Return the addresses of merging enterprises."""
    return merges.URLS


@hooks.register("register_admin_urls")
def register_check_urls() -> list[Any]:
    """Return the address of the findings of a story."""
    return story_checks.URLS


@hooks.register("register_admin_menu_item")
def register_merge_menu() -> MenuItem:
    """Return the menu item of merges."""
    return merges.menu_item()


BUTTONS.append(contributors.button)
hooks.register("before_publish_page", publish_joined)


@hooks.register("after_publish_page")
def tell_proposed_merges(request: HttpRequest, page: Page) -> None:
    """Tell the user who has just published a notice which merges it proposes."""
    if isinstance(page, AnnouncementPage):
        merges.tell_proposed(request, page)


@hooks.register("register_snippet_listing_buttons")
def offer_merge(instance: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """Add the buttons for merging and for contributors to the list of enterprises."""
    if not isinstance(instance, Enterprise):
        return []
    return [button for button in (merge_button(instance, user), contributors.button(instance, user)) if button]


@hooks.register("register_admin_menu_item")
def register_import_menu() -> MenuItem:
    """Return the menu item of list imports."""
    return list_imports.menu_item()


@hooks.register("construct_reports_menu")
def add_list_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Add the reports on lists to the menu of reports."""
    menu_items += [item for item in list_reports.menu_items() if item.is_shown(request)]


@hooks.register("register_admin_urls")
def register_personal_data_urls() -> list[Any]:
    """Return the addresses of personal data in notices, and of takedowns."""
    return personal_data.URLS


@hooks.register("register_page_header_buttons")
def offer_personal_data(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> list[Button]:
    """Add the button "Personal data" to the edit form of a notice."""
    if page.pk is None or not issubclass(page.specific_class or Page, AnnouncementPage):
        return []
    if not user.has_perm(personal_data.MAY_SEE):
        return []
    return [Button(_("Personal data"), reverse("personal_data", args=[page.pk]), icon_name="user", priority=90)]


@hooks.register("register_admin_urls")
def register_word_urls() -> list[Any]:
    """Return the addresses of drafts from Word files, and from workbooks of many cases."""
    return [*word_imports.URLS, *case_imports.URLS]


@hooks.register("register_page_header_buttons")
def offer_word_report(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> list[Button]:
    """Add the button "Word file" to the edit form of a story that was made from one."""
    if page.pk is None or not issubclass(page.specific_class or Page, StoryPage):
        return []
    found = WordImport.objects.filter(draft=page.pk).only("pk").first()
    if found is None:
        return []
    return [Button(_("Word file"), reverse("word_import", args=[found.pk]), icon_name="doc-full", priority=90)]


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Name the log actions on files, for the history of a notice, and on findings, for that of a story."""
    actions.register_action(REQUESTED, _("Request the takedown of a file"), _("Takedown of a file requested"))
    actions.register_action(CONFIRMED, _("Take a file down"), _("File taken down"))
    actions.register_action(story_history.OVERRULED)(story_history.OverruledFormatter)
    actions.register_action(DECLINED, _("Decline the takedown of a file"), _("Takedown of a file declined"))
    actions.register_action(
        personal_data.DECIDED, _("Decide on personal data"), _("Decided on personal data in the notice")
    )


@hooks.register("before_serve_document", order=-10)
def serve_nothing_taken_down(document: Document, request: HttpRequest) -> HttpResponse | None:
    """Refuse a file that was taken down, whatever other hooks would allow."""
    return refuse_taken_down(document, request)


@hooks.register("before_serve_document")
def keep_pending_files(document: Document, request: HttpRequest) -> None:
    """Answer 404 for the file of a list that is not published, except to officers who import lists."""
    attachment = ListAttachment.objects.filter(document=document).select_related("list_import").first()
    if attachment is None or request.user.has_perm("showcase.view_listimport"):
        return
    if not is_public(attachment) or is_withheld(attachment):
        raise Http404


@hooks.register("register_admin_urls")
def register_contributor_urls() -> list[Any]:
    """Return the address of the contributors of an enterprise."""
    return contributors.URLS


@hooks.register("register_log_actions")
def name_contributing(actions: Any) -> None:
    """Name changes of the contributors, for the history of an enterprise."""
    actions.register_action(contributors.ADDED, _("Add a contributor"), _("Contributor added"))
    actions.register_action(contributors.REMOVED, _("Remove a contributor"), _("Contributor removed"))


@hooks.register("register_admin_urls")
def register_sign_off_urls() -> list[Any]:
    """Return the addresses of confirmations by enterprises."""
    return sign_offs.URLS


@hooks.register("register_page_header_buttons")
def offer_sign_off(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> list[Button]:
    """Add the button "Confirmation by the enterprise" to the edit form of a story."""
    button = sign_offs.button(page, user)
    return [button] if button else []


@hooks.register("register_admin_urls")
def register_freshness_urls() -> list[Any]:
    """Return the addresses of freshness."""
    return freshness.URLS


@hooks.register("register_page_header_buttons")
def offer_freshness(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> list[Button]:
    """Add the button "Still correct?" to the edit form of a published story."""
    button = freshness.button(page, user)
    return [button] if button else []


@hooks.register("register_admin_urls")
def register_yearly_urls() -> list[Any]:
    """Return the addresses of the yearly showcase and of its report."""
    return [*yearly_report.URLS, *yearly.URLS, *proofs.URLS]


@hooks.register("construct_reports_menu")
def add_yearly_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Add the yearly showcase and its proofs to the menu of reports."""
    menu_items += [item for item in (yearly_report.menu_item(), proofs.menu_item()) if item.is_shown(request)]


@hooks.register("register_log_actions")
def name_freshness(actions: Any) -> None:
    """Name what is done about freshness, for the history of a story."""
    actions.register_action(keeping.CONFIRMED, _("Confirm as still correct"), _("Confirmed as still correct"))
    actions.register_action(keeping.CHOSEN, _("Set the date of the confirmation"), _("Date of the confirmation set"))


@hooks.register("register_log_actions")
def name_signing(actions: Any) -> None:
    """Name what is done about confirmations, for the history of a story."""
    actions.register_action(signing.ASKED, _("Ask the enterprise"), _("Enterprise asked to confirm"))
    actions.register_action(signing.COMMENTED, _("Comment as the enterprise"), _("Enterprise commented"))
    actions.register_action(signing.CONFIRMED, _("Confirm as the enterprise"), _("Confirmed by the enterprise"))
    actions.register_action(signing.REVOKED, _("Take the link back"), _("Link of the enterprise taken back"))
