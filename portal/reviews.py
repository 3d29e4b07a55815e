"""Workflows as data: stages, each approved by one of its groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps


@dataclass(frozen=True)
class Stage:
    """One review; anyone in one of the groups may approve it."""

    name: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """A workflow: its stages in their order."""

    name: str
    stages: tuple[Stage, ...]


def ensure_review(apps: Apps, review: Review) -> Any:
    """Return the workflow row of this review; creates it with its tasks where it does not exist."""
    workflow, new = apps.get_model("wagtailcore.Workflow").objects.get_or_create(
        name=review.name, defaults={"active": True}
    )
    if new:
        for position, stage in enumerate(review.stages):
            apps.get_model("wagtailcore.WorkflowTask").objects.create(
                workflow=workflow, task_id=_task(apps, stage).pk, sort_order=position
            )
    return workflow


def _task(apps: Apps, stage: Stage) -> Any:
    content_type, _new = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task, new = apps.get_model("wagtailcore.GroupApprovalTask").objects.get_or_create(
        name=stage.name, defaults={"active": True, "content_type_id": content_type.pk}
    )
    if new:
        task.groups.set(apps.get_model("auth.Group").objects.filter(name__in=stage.groups).values_list("pk", flat=True))
    return task


def review_pages(apps: Apps, workflow: Any, pages: Iterable[Any]) -> None:
    """Assign this workflow to these pages and everything below them; one assigned by hand stays."""
    for page in pages:
        apps.get_model("wagtailcore.WorkflowPage").objects.get_or_create(
            page_id=page.pk, defaults={"workflow": workflow}
        )


def review_model(apps: Apps, workflow: Any, app_label: str, model: str) -> None:
    """Assign this workflow to every row of a model."""
    content_type, _new = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    apps.get_model("wagtailcore.WorkflowContentType").objects.get_or_create(
        content_type_id=content_type.pk, defaults={"workflow": workflow}
    )
