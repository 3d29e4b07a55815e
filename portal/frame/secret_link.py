"""A public page behind a link that only its receiver knows: its address is the key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.context import home_path
from portal.frame.frame import Crumb


def secret_page(
    request: HttpRequest, template: str, title: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Return the page in its frame, not for search engines, and with an address that no other site may see."""
    frame = {
        "crumbs": (Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE)), Crumb(title)),
        "page_title": title,
        "noindex": True,
        "is_example": settings.DEMO,
    }
    answer = render(request, template, {**frame, **context}, status=status)
    answer["X-Robots-Tag"] = "noindex"
    # Without any referrer browsers send forms with `Origin: null`, which Django refuses.
    answer["Referrer-Policy"] = "same-origin"
    return answer
