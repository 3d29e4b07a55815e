"""Registers what readers send in with the admin: objections, the desk, answer templates."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from showcase.inbox import desk_views as inbox
from showcase.inbox.answer_templates import AnswerTemplateViewSet
from showcase.inbox.handling import log_action
from showcase.inbox.kinds import kinds
from showcase.inbox.models import SubmissionState
from showcase.objections import handling as objections


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Return the addresses of objections and of the desk."""
    return [*objections.URLS, *inbox.URLS]


@hooks.register("register_admin_menu_item")
def register_objection_menu() -> MenuItem:
    """Return the menu item of objections."""
    return objections.menu_item()


hooks.register("register_admin_menu_item", inbox.menu_item)


@hooks.register("register_admin_viewset")
def register_templates() -> AnswerTemplateViewSet:
    """Return the list of answer templates."""
    return AnswerTemplateViewSet()


@hooks.register("register_log_actions")
def name_decisions(actions: Any) -> None:
    """Name decisions about what readers sent in, for the history of a story."""
    for kind in kinds():
        accepted = format_lazy(_("{kind} of a reader accepted"), kind=kind.label)
        declined = format_lazy(_("{kind} of a reader declined"), kind=kind.label)
        actions.register_action(log_action(kind.code, SubmissionState.ACCEPTED), _("Accept"), accepted)
        actions.register_action(log_action(kind.code, SubmissionState.DECLINED), _("Decline"), declined)
