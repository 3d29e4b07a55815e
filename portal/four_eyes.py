"""Four eyes: no review is passed by the one who asked for it, nor two stages of it by the same person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.db.models.signals import pre_save
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from portal.refusals import RefusedError


@dataclass(frozen=True)
class Approval:
    """That a person (key of the account) approved a stage (key of the task)."""

    stage: int
    person: int


def obstacle(approval: Approval, submitter: int | None, earlier: Iterable[Approval]) -> Literal["own", "twice", ""]:
    """Why this approval does not count: it is of the own submission, or by whoever approved another stage."""
    if approval.person == submitter:
        return "own"
    if any(other.person == approval.person and other.stage != approval.stage for other in earlier):
        return "twice"
    return ""


def refuse_one_pair(instance: Any, **kwargs: Any) -> None:
    """Receiver: every way to approve saves the state of a task. Superusers are people too."""
    if not settings.FOUR_EYES or not isinstance(instance, TaskState) or instance.status != TaskState.STATUS_APPROVED:
        return
    if instance.finished_by_id is None:
        return
    review = instance.workflow_state
    passed = TaskState.objects.filter(workflow_state=review, status=TaskState.STATUS_APPROVED).exclude(pk=instance.pk)
    earlier = [Approval(*row) for row in passed.values_list("task_id", "finished_by_id")]
    found = obstacle(Approval(instance.task_id, instance.finished_by_id), review.requested_by_id, earlier)
    if found == "own":
        raise RefusedError(
            _(
                "Not approved: you submitted this for review yourself, so somebody else has to approve it. This holds "
                "for administrators and superusers too."
            )
        )
    if found == "twice":
        raise RefusedError(
            _(
                "Not approved: you approved an earlier stage of this review, so somebody else has to approve this one. "
                "This holds for administrators and superusers too."
            )
        )


def connect() -> None:
    """Called once when the app is ready. Without a sender: a kind of task may keep its state in a class of its own."""
    pre_save.connect(refuse_one_pair, dispatch_uid="portal.four_eyes")
