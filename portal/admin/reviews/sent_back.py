"""Says above the form what a reviewer asks of a page or record that was sent back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from portal.templatetags.portal_tags import shown_date


def say_what_a_reviewer_asks(request: HttpRequest, instance: Any) -> None:
    """Show the words of the reviewer who sent it back, with name and day, until it is submitted again."""
    state = getattr(instance, "current_workflow_state", None)
    if request.method != "GET" or state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    task: TaskState | None = state.current_task_state
    if task is None or not task.finished_at:
        return
    words = {
        "review": task.task.name,
        "who": _name(task.finished_by),
        "day": shown_date(timezone.localdate(task.finished_at)),
        "comment": task.comment.strip(),
    }
    if words["comment"]:
        text = _("Sent back in “%(review)s” by %(who)s on %(day)s: %(comment)s")
    else:
        text = _("Sent back in “%(review)s” by %(who)s on %(day)s, without a comment.")
    messages.warning(request, text % words)


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("a reviewer")
