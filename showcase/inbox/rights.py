"""Who handles submissions: users who may change the page concerned; those about no page, who may change any case."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from portal.pages.permissions import LAST_SECTION_DEPTH, page_policy
from showcase.inbox.kinds import codes_about_pages
from showcase.inbox.models import Submission, SubmissionState
from showcase.stories.models import StoryIndexPage, StoryPage


def may_handle(user: Any) -> bool:
    """Say whether the user may change published stories somewhere; the permissions of a user are read once."""
    if not user.is_active or user.is_superuser:
        return bool(user.is_active)
    granted = page_policy().get_cached_permissions_for_user(user)
    return any(one.permission.codename == "change_page" and _holds_stories(one.page) for one in granted)


def may_publish(user: Any, submission: Submission) -> bool:
    """Say whether the user may make something of this submission public: whoever may publish its page."""
    page = submission.page
    return page is not None and bool(page.permissions_for_user(user).can_publish())


def submissions_for(user: Any) -> QuerySet[Submission]:
    """Return what this user handles, with its pages and without what was sent; none that its sender still writes."""
    mine = page_policy().instances_user_has_permission_for(user, "change")
    rows = Submission.objects.defer(*Submission.SEALED).select_related("page", "owner")
    rows = rows.exclude(state=SubmissionState.WRITING)  # it is the sender's alone until it is submitted
    about = Q(page__in=mine.values("pk"))
    return rows.filter(about | ~Q(kind__in=codes_about_pages())) if may_handle(user) else rows.none()


def _holds_stories(page: Any) -> bool:
    """Say whether this page is a story, or has stories below it."""
    model = ContentType.objects.get_for_id(page.content_type_id).model_class()
    return page.depth < LAST_SECTION_DEPTH or (model is not None and issubclass(model, (StoryIndexPage, StoryPage)))
