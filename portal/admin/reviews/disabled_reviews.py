"""Restores what a workflow was assigned to when it is enabled again after being disabled: Wagtail forgets it."""

from __future__ import annotations

from typing import Any

from asgiref.local import Local
from django.db import models, transaction
from django.db.models.signals import post_save, pre_delete
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Workflow, WorkflowContentType, WorkflowPage

_removed = Local()


class DisabledReview(models.Model):
    """What a disabled workflow was assigned to: primary keys of pages and of content types."""

    workflow = models.OneToOneField(Workflow, on_delete=models.CASCADE, related_name="+", verbose_name=_("workflow"))
    pages = models.JSONField(default=list)
    content_types = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.workflow)


def connect() -> None:
    """Connect the receivers; called once from `PortalConfig.ready`."""
    for model in (WorkflowPage, WorkflowContentType):
        pre_delete.connect(_note_removal, sender=model, dispatch_uid=f"portal.note_removed_{model.__name__}")
    post_save.connect(_keep_or_restore, sender=Workflow, dispatch_uid="portal.keep_or_restore_review")


def _note_removal(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Remember removed rows: disabling removes them first and says why later, in the same transaction."""
    rows = getattr(_removed, "rows", [])
    _removed.rows = [*rows, (instance.workflow_id, sender, instance.pk)]
    transaction.on_commit(_forget, robust=True)


def _forget() -> None:
    _removed.rows = []


def _keep_or_restore(instance: Workflow, **kwargs: Any) -> None:
    if kwargs.get("raw") or kwargs.get("created"):
        return
    if instance.active:
        _restore(instance)
        return
    rows = [(sender, pk) for workflow, sender, pk in getattr(_removed, "rows", []) if workflow == instance.pk]
    if rows:
        pages = [pk for sender, pk in rows if sender is WorkflowPage]
        types = [pk for sender, pk in rows if sender is WorkflowContentType]
        DisabledReview.objects.update_or_create(workflow=instance, defaults={"pages": pages, "content_types": types})


def _restore(workflow: Workflow) -> None:
    """Restore the assignments, except where another workflow has been assigned meanwhile."""
    found = DisabledReview.objects.filter(workflow=workflow).first()
    if found is None:
        return
    for page in Page.objects.filter(pk__in=found.pages):
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    for pk in found.content_types:
        WorkflowContentType.objects.get_or_create(content_type_id=pk, defaults={"workflow": workflow})
    found.delete()
