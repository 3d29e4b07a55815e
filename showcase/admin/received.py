"""Registers what readers send in with the admin: objections, the desk, answer templates."""

from typing import Any

from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from showcase.contributions import desk as contributions
from showcase.inbox import desk_views as inbox
from showcase.inbox.handling import log_action
from showcase.inbox.kinds import kinds
from showcase.inbox.models import AnswerTemplate, SubmissionState
from showcase.objections import handling as objections
from showcase.questions import desk_views as questions
from showcase.questions import published_views as published_answers
from showcase.questions.publishing import CORRECTED, TAKEN_BACK
from showcase.replications import publishing as reports
from showcase.replications import views as replications
from showcase.usefulness import report as useful_report


class AnswerTemplateViewSet(ModelViewSet):
    """The list and the forms of answer templates, for who has the permission of the model."""

    model = AnswerTemplate
    name = "answer_templates"
    url_prefix = "answer-templates"
    icon = "openquote"
    menu_name = "answer-templates"  # else it comes from the translated label
    menu_order = 149
    add_to_admin_menu = True
    list_display = ["title"]
    search_fields = ["title", "text_zh", "text_en"]
    panels = [FieldPanel("title"), FieldPanel("text_zh"), FieldPanel("text_en")]


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Return the addresses of objections, of the desk, of questions, of replications, contributions and votes."""
    return [
        *objections.URLS,
        *inbox.URLS,
        *questions.URLS,
        *published_answers.URLS,
        *replications.URLS,
        *contributions.URLS,
        *useful_report.URLS,
    ]


@hooks.register("construct_reports_menu")
def add_useful_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Add what readers said of pages to the menu of reports."""
    item = useful_report.menu_item()
    if item.is_shown(request):
        menu_items.append(item)


@hooks.register("register_page_header_buttons")
def offer_origin(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> list[Button]:
    """Add the button to the contribution to the edit form of a case that was made of one."""
    button = contributions.origin_button(page, user)
    return [button] if button else []


@hooks.register("register_admin_menu_item")
def register_objection_menu() -> MenuItem:
    """Return the menu item of objections."""
    return objections.menu_item()


hooks.register("register_admin_menu_item", inbox.menu_item)
hooks.register("register_admin_menu_item", replications.menu_item)


@hooks.register("register_admin_viewset")
def register_templates() -> AnswerTemplateViewSet:
    """Return the list of answer templates."""
    return AnswerTemplateViewSet()


@hooks.register("register_page_header_buttons")
def offer_answers(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> list[Button]:
    """Add the button "Questions and answers" to the edit form of a story that has any."""
    button = published_answers.button(page, user)
    return [button] if button else []


@hooks.register("register_log_actions")
def name_decisions(actions: Any) -> None:
    """Name decisions about what readers sent in, for the history of a story."""
    for kind in kinds():
        accepted = format_lazy(_("{kind} of a reader accepted"), kind=kind.label)
        declined = format_lazy(_("{kind} of a reader declined"), kind=kind.label)
        actions.register_action(log_action(kind.code, SubmissionState.ACCEPTED), _("Accept a submission"), accepted)
        actions.register_action(log_action(kind.code, SubmissionState.DECLINED), _("Decline a submission"), declined)
    actions.register_action(
        reports.REWRITTEN, _("Rewrite a replication"), _("Public version of another plant's report rewritten")
    )
    actions.register_action(reports.WITHDRAWN)(reports.WithdrawnFormatter)
    actions.register_action(TAKEN_BACK, _("Take an answer back"), _("Published answer taken back"))
    actions.register_action(CORRECTED, _("Correct an answer"), _("Published answer corrected"))
