"""The four-eyes rule: nobody approves their own submission, nor two stages of one review."""

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
    """A person (primary key of the account) approved a stage (primary key of the task)."""

    stage: int
    person: int


def obstacle(approval: Approval, submitter: int | None, earlier: Iterable[Approval]) -> Literal["own", "twice", ""]:
    """Return why this approval does not count: `own` submission, or another stage approved (`twice`); else ""."""
    if approval.person == submitter:
        return "own"
    if any(other.person == approval.person and other.stage != approval.stage for other in earlier):
        return "twice"
    return ""


def refuse_one_pair(instance: Any, **kwargs: Any) -> None:
    """Refuse such an approval; a receiver, because every way to approve saves a task state.

    Superusers are not exempt.
    """
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
                "Not approved: you submitted this for review yourself, so somebody else has to approve it. This "
                "also applies to administrators and superusers."
            )
        )
    if found == "twice":
        raise RefusedError(
            _(
                "Not approved: you approved an earlier stage of this review, so somebody else has to approve "
                "this one. This also applies to administrators and superusers."
            )
        )


def connect() -> None:
    """Connect the receiver; called once when the app is ready.

    Without a sender, because a kind of task may have a state class of its own.
    """
    pre_save.connect(refuse_one_pair, dispatch_uid="portal.admin.reviews.four_eyes")
