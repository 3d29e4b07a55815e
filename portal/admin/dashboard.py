"""Piles of the first page that belong to no domain: drafts, reviews, pages locked by the user, translations."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import Translation

from portal.admin import desk
from portal.admin.desk import Line, Pile, counted
from portal.pages.permissions import page_policy
from portal.translation.translation_rules import MAY_TRANSLATE
from portal.translation.untranslated import named, outdated_pages, waiting, waiting_of


def register_piles() -> None:
    """Register them, and the order in which they stand among those of other apps."""
    desk.register("reviews", reviews, order=10)
    desk.register("sent-back", sent_back, order=20)
    desk.register("drafts", drafts, order=40)
    desk.register("in-review", in_review, order=50)
    desk.register("translations", translations, order=80)
    desk.register("locked", locked, order=120)


def edit_url(instance: Any) -> str:
    """Return where a page or a snippet is edited."""
    if isinstance(instance, Page):
        return reverse("wagtailadmin_pages:edit", args=[instance.pk])
    return reverse(instance.snippet_viewset.get_url_name("edit"), args=[instance.pk])


def page_line(page: Page) -> Line:
    """Return the line of a page: its title as a draft, and which kind of page it is."""
    return Line(page.get_admin_display_title(), edit_url(page), str(page.page_type_display_name))


def _in_workflow() -> QuerySet[WorkflowState]:
    """Return the reviews of the page of an outer query that have not ended."""
    number = Cast(OuterRef("pk"), output_field=CharField())
    return WorkflowState.objects.active().filter(object_id=number, base_content_type__model="page")


def drafts(user: Any) -> Pile | None:
    """Return pages with unpublished changes of this user that are neither in review nor sent back."""
    mine = page_policy().instances_user_has_permission_for(user, "change")
    rows = mine.filter(Q(owner=user) | Q(latest_revision__user=user), has_unpublished_changes=True)
    rows = rows.filter(~Exists(_in_workflow())).order_by("-latest_revision_created_at", "pk")
    count, oldest = counted(rows, "latest_revision_created_at")
    return Pile("drafts", _("My drafts"), count, rows, page_line, oldest) if count else None


def reviews(user: Any) -> Pile | None:
    """Return the reviews that the user may decide on; under the four-eyes rule not those that it refuses them."""
    mine = TaskState.objects.reviewable_by(user)
    if settings.FOUR_EYES:
        approved = TaskState.objects.filter(finished_by=user, status=TaskState.STATUS_APPROVED)
        mine = mine.exclude(workflow_state__requested_by=user).exclude(
            workflow_state__in=approved.values("workflow_state")
        )
    rows = TaskState.objects.filter(pk__in=mine.values("pk")).order_by("started_at")
    count, oldest = counted(rows, "started_at")
    rows = rows.select_related("task", "revision").prefetch_related("revision__content_object")
    address = f"{reverse('wagtailadmin_reports:workflow_tasks')}?reviewable=true"
    return Pile("reviews", _("Waiting for my review"), count, rows, _review_line, oldest, address) if count else None


def _review_line(state: TaskState) -> Line:
    instance = state.revision.content_object
    return Line(str(instance), edit_url(instance), state.task.name)


def _submitted(user: Any, status: str) -> tuple[QuerySet[WorkflowState], str]:
    """Return the user's submissions in this state, the oldest first, and the report that lists them."""
    rows = WorkflowState.objects.filter(requested_by=user, status=status).order_by("current_task_state__started_at")
    rows = rows.select_related("current_task_state__task").prefetch_related("content_object")
    asked = urlencode({"status": status, "requested_by": user.pk})
    return rows, f"{reverse('wagtailadmin_reports:workflow')}?{asked}"


def sent_back(user: Any) -> Pile | None:
    """Return what the user submitted and a reviewer sent back, with the reviewer's words."""
    rows, address = _submitted(user, WorkflowState.STATUS_NEEDS_CHANGES)
    count, oldest = counted(rows, "current_task_state__finished_at")
    line = partial(_returned_line, user)
    return Pile("sent-back", _("Sent back to me"), count, rows, line, oldest, address) if count else None


def _returned_line(user: Any, state: WorkflowState) -> Line:
    return Line(_title(user, state.content_object), edit_url(state.content_object), state.current_task_state.comment)


def in_review(user: Any) -> Pile | None:
    """Return what the user submitted and others have yet to decide on, with the review it is in."""
    rows, address = _submitted(user, WorkflowState.STATUS_IN_PROGRESS)
    count, oldest = counted(rows, "current_task_state__started_at")
    heading, line = _("Submitted by me, in review"), partial(_submitted_line, user)
    return Pile("in-review", heading, count, rows, line, oldest, address) if count else None


def _submitted_line(user: Any, state: WorkflowState) -> Line:
    task = state.current_task_state.task.name if state.current_task_state else ""
    return Line(_title(user, state.content_object), edit_url(state.content_object), task)


def _title(user: Any, instance: Any) -> str:
    """Return what it is called; not the title of a draft that has become another enterprise's."""
    if isinstance(instance, Page) and not instance.live and not page_policy().sees_draft(user, instance):
        return _("(unpublished page)")
    return str(instance)


def translations(user: Any) -> Pile | None:
    """Return English pages that this user may change and that lack English for some Chinese text."""
    mine = page_policy().instances_user_has_permission_for(user, "change")
    rows = outdated_pages(mine)
    address = reverse("wagtail_localize:translations_report") if user.has_perm(MAY_TRANSLATE) else ""
    heading = _("English pages behind their Chinese page")
    shown = waiting_of([translation for _page, translation in rows[: desk.SHOWN]])

    def line(row: tuple[Page, Translation]) -> Line:
        page, translation = row
        left = shown[translation.pk] if translation.pk in shown else waiting(translation)
        return Line(page.get_admin_display_title(), edit_url(page), named(left, page))

    return Pile("translations", heading, len(rows), rows, line, url=address) if rows else None


def locked(user: Any) -> Pile | None:
    """Return the pages that the user has locked and not unlocked."""
    rows = Page.objects.filter(locked=True, locked_by=user).order_by("locked_at", "pk")
    count, oldest = counted(rows, "locked_at")
    return Pile("locked", _("Locked by me"), count, rows, page_line, oldest) if count else None
