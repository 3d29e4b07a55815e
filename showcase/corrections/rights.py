"""Who handles corrections: users who may change the page concerned."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from portal.pages.permissions import LAST_SECTION_DEPTH, page_policy
from showcase.corrections.models import Correction
from showcase.stories.models import StoryIndexPage, StoryPage


def may_handle(user: Any) -> bool:
    """Say whether the user may change published stories somewhere; the permissions of a user are read once."""
    if not user.is_active or user.is_superuser:
        return bool(user.is_active)
    granted = page_policy().get_cached_permissions_for_user(user)
    return any(one.permission.codename == "change_page" and _holds_stories(one.page) for one in granted)


def corrections_for(user: Any) -> QuerySet[Correction]:
    """Return the corrections of pages that this user may change, with their pages and without what was sent."""
    mine = page_policy().instances_user_has_permission_for(user, "change")
    rows = Correction.objects.defer(*Correction.SEALED).select_related("page", "handled_by")
    return rows.filter(page__in=mine.values("pk"))


def _holds_stories(page: Any) -> bool:
    """Say whether this page is a story, or has stories below it."""
    model = ContentType.objects.get_for_id(page.content_type_id).model_class()
    return page.depth < LAST_SECTION_DEPTH or (model is not None and issubclass(model, (StoryIndexPage, StoryPage)))
