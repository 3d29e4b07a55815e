"""The list of findings by itself, for a form that was saved meanwhile."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from wagtail.admin.auth import permission_denied

from showcase.stories.checks.panel import lines_of
from showcase.stories.models import StoryPage


def checks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer the findings of the latest draft of a Chinese story; refused to users who may not edit it."""
    page = get_object_or_404(StoryPage, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        return permission_denied(request)
    draft = page.get_latest_revision_as_object()
    lines = lines_of(draft, request.user) if draft.is_source else []
    return render(request, "showcase/admin/checks.html", {"lines": lines, "is_new": False})


URLS = [path("stories/<int:page_id>/checks/", checks, name="story_checks")]
