"""Piles of the first page that come from readers, objectors and enterprises."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.admin.desk import Line, Pile, counted
from portal.pages.permissions import page_policy
from showcase.inbox.kinds import kind_of
from showcase.inbox.models import Submission, SubmissionState
from showcase.inbox.rights import may_handle, submissions_for
from showcase.objections.handling import MAY_SEE as MAY_SEE_OBJECTIONS
from showcase.objections.models import Objection, ObjectionState
from showcase.signoff.models import SignOffComment
from showcase.stories.models import StoryPage


def objections(user: Any) -> Pile | None:
    """Return how many objections nobody has answered, for the group that handles them; what they say stays sealed."""
    if not user.has_perm(MAY_SEE_OBJECTIONS):
        return None
    count, oldest = counted(Objection.objects.filter(state=ObjectionState.NEW), "received_at")
    address = f"{reverse('objections')}?state={ObjectionState.NEW.value}"
    return (
        Pile("objections", _("Objections without an answer"), count, [], _unnamed, oldest, address) if count else None
    )


def _unnamed(_objection: Objection) -> Line:
    return Line("", reverse("objections"))


def submissions(user: Any) -> Pile | None:
    """Return what readers sent in and nobody has handled, on pages that this user may change."""
    if not may_handle(user):
        return None
    rows = submissions_for(user).filter(state=SubmissionState.NEW)
    count, oldest = counted(rows, "received_at")
    heading, address = _("Sent in by readers"), f"{reverse('inbox')}?state={SubmissionState.NEW.value}"
    rows = rows.order_by("received_at", "pk")
    return Pile("inbox", heading, count, rows, _submission_line, oldest, address) if count else None


def _submission_line(row: Submission) -> Line:
    kind = kind_of(row.kind)
    title = row.page.get_admin_display_title() if row.page else row.number
    return Line(title, reverse("inbox_detail", args=[row.pk]), str(kind.label) if kind else row.number)


def enterprise_comments(user: Any) -> Pile | None:
    """Return stories that this user may change with comments of the enterprise that nobody has dealt with."""
    mine = page_policy().instances_user_has_permission_for(user, "change")
    waiting = SignOffComment.objects.filter(done_at=None, sign_off__page__in=mine.values("pk"))
    _comments, oldest = counted(waiting, "at")
    rows = StoryPage.objects.filter(pk__in=waiting.values("sign_off__page")).order_by("pk")
    count, heading = rows.count(), _("Stories on which the enterprise commented")
    return Pile("enterprise_comments", heading, count, rows, _commented_line, oldest) if count else None


def _commented_line(story: Any) -> Line:
    return Line(story.get_admin_display_title(), reverse("sign_offs", args=[story.pk]))
