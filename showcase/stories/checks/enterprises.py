"""Publishes the enterprises of a story together with it."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.models import Page

from showcase.enterprises.models import Enterprise
from showcase.stories.checks.enterprise_choice import joined
from showcase.stories.models import StoryPage


def publish_joined(request: HttpRequest, page: Page) -> None:
    """Publish the ticked enterprises of a story that is about to be published; refused as each alone would be."""
    if not isinstance(page, StoryPage) or not page.is_source:
        return
    for unit in Enterprise.objects.filter(pk__in=joined(page, request.POST, request.user), live=False):
        revision = unit.latest_revision or unit.save_revision(user=request.user)
        revision.publish(user=request.user)
