"""Registers the domain's own part of the admin."""

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
from showcase.dashboard import MyDraftsPanel, OpenNoticesPanel
from showcase.enterprises.admin import EnterpriseViewSet
from showcase.enterprises.merging import views as merges
from showcase.enterprises.models import Enterprise
from showcase.lists.admin import ENTRY_CHOOSER, AnnouncementListing, EntryViewSet
from showcase.lists.importing import views as list_imports
from showcase.lists.importing.announcing import is_public
from showcase.lists.importing.models import ListAttachment
from showcase.lists.models import AnnouncementPage
from showcase.lists.reports import views as list_reports
from showcase.lists.screening import views as personal_data
from showcase.lists.screening.notices import is_withheld
from showcase.lists.screening.takedown import CONFIRMED, DECLINED, REQUESTED, refuse_taken_down
from showcase.objections import handling as objections
from showcase.objections.dashboard import NewObjectionsPanel
from showcase.stories.admin import LISTINGS
from showcase.vocabulary.admin import CHOOSERS, VocabularyGroup, register_policies

register_policies()
register_snippet(EnterpriseViewSet)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Lists with menu entries, and the chooser windows."""
    announcements = AnnouncementListing("admin_announcements", url_prefix="announcements")
    return [*LISTINGS, announcements, EntryViewSet(), VocabularyGroup(), ENTRY_CHOOSER, *CHOOSERS]


@hooks.register("register_admin_urls")
def register_import_urls() -> list[Any]:
    """Importing lists, behind the announcements, and what is missing in them."""
    return [*list_imports.URLS, *list_reports.URLS]


@hooks.register("register_admin_urls")
def register_merge_urls() -> list[Any]:
    """Merging enterprises, behind the enterprises."""
    return merges.URLS


@hooks.register("register_admin_menu_item")
def register_merge_menu() -> MenuItem:
    """Its entry in the main menu."""
    return merges.menu_item()


@hooks.register("after_publish_page")
def tell_proposed_merges(request: HttpRequest, page: Page) -> None:
    """To whoever has just published a notice."""
    if isinstance(page, AnnouncementPage):
        merges.tell_proposed(request, page)


@hooks.register("register_snippet_listing_buttons")
def offer_merge(instance: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """In the list of enterprises."""
    button = merges.merge_button(instance, user) if isinstance(instance, Enterprise) else None
    return [button] if button else []


@hooks.register("register_admin_menu_item")
def register_import_menu() -> MenuItem:
    """Its entry in the main menu."""
    return list_imports.menu_item()


@hooks.register("construct_reports_menu")
def add_list_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """What is missing in the lists and where they disagree."""
    menu_items += [item for item in list_reports.menu_items() if item.is_shown(request)]


@hooks.register("register_admin_urls")
def register_objection_urls() -> list[Any]:
    """Objections, for the group that handles them."""
    return objections.URLS


@hooks.register("register_admin_menu_item")
def register_objection_menu() -> MenuItem:
    """Their entry in the main menu."""
    return objections.menu_item()


@hooks.register("register_admin_urls")
def register_personal_data_urls() -> list[Any]:
    """What personal data a notice holds, and files to take down."""
    return personal_data.URLS


@hooks.register("register_page_header_buttons")
def offer_personal_data(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> list[Button]:
    """In the menu of a notice's editor."""
    if page.pk is None or not issubclass(page.specific_class or Page, AnnouncementPage):
        return []
    if not user.has_perm(personal_data.MAY_SEE):
        return []
    return [Button(_("Personal data"), reverse("personal_data", args=[page.pk]), icon_name="user", priority=90)]


@hooks.register("register_log_actions")
def name_actions_on_files(actions: Any) -> None:
    """For the history of a notice."""
    actions.register_action(REQUESTED, _("Ask for the takedown of a file"), _("Takedown of a file asked for"))
    actions.register_action(CONFIRMED, _("Take a file down"), _("File taken down"))
    actions.register_action(DECLINED, _("Decline the takedown of a file"), _("Takedown of a file declined"))
    actions.register_action(
        personal_data.DECIDED, _("Decide on personal data"), _("Decided on personal data in the notice")
    )


@hooks.register("before_serve_document", order=-10)
def serve_nothing_taken_down(document: Document, request: HttpRequest) -> HttpResponse | None:
    """For nobody, whatever may be asked of it besides."""
    return refuse_taken_down(document, request)


@hooks.register("before_serve_document")
def keep_pending_files(document: Document, request: HttpRequest) -> None:
    """The file of a list that is not published yet is for the officers who import lists; for others it is not there."""
    attachment = ListAttachment.objects.filter(document=document).select_related("list_import").first()
    if attachment is None or request.user.has_perm("showcase.view_listimport"):
        return
    if not is_public(attachment) or is_withheld(attachment):
        raise Http404


@hooks.register("construct_homepage_panels")
def add_home_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Own drafts, open notices and, for their group, new objections on the first page after logging in."""
    panels += [MyDraftsPanel(), OpenNoticesPanel()]
    if request.user.has_perm(objections.MAY_SEE):
        panels.append(NewObjectionsPanel())
