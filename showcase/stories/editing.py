"""What further admin pages of a story share: who gets in, and the button above its edit form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.admin.auth import require_admin_access
from wagtail.admin.widgets.button import Button

from showcase.stories.models import StoryPage
from showcase.stories.queries import StoryQuerySet

View = Callable[..., HttpResponse]


def for_editors(stories: Callable[[], StoryQuerySet]) -> Callable[[View], View]:
    """Let only users in who may edit the story of the address; the view gets its specific page.

    `stories`: the pages that there may be; any other key is 404.
    """

    def checking(view: View) -> View:
        @require_admin_access
        @wraps(view)
        def checked(request: HttpRequest, key: int, **values: Any) -> HttpResponse:
            page: Any = get_object_or_404(stories(), pk=key).specific
            if not page.permissions_for_user(request.user).can_edit():
                raise PermissionDenied
            return view(request, page, **values)

        return checked

    return checking


def edit_button(page: Any, user: Any, label: Promise, name: str, icon: str, priority: int) -> Button | None:
    """Return the button that leads to the view `name` of a Chinese story; None for who may not edit it."""
    if page.pk is None or not issubclass(page.specific_class, StoryPage) or not page.specific.is_source:
        return None
    if not page.permissions_for_user(user).can_edit():
        return None
    return Button(label, reverse(name, args=[page.pk]), icon_name=icon, priority=priority)
