"""Decides whether a request gets a whole page or the fragment that htmx inserts."""

from __future__ import annotations

from enum import StrEnum

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.middleware import HtmxDetails


class Form(StrEnum):
    """The form of a response. Views and the page cache use it, so that neither confuses the two."""

    PAGE = "page"
    FRAGMENT = "fragment"


def form_of(request: HttpRequest) -> Form:
    """Return FRAGMENT for htmx only; when htmx restores an address of the history, it needs the whole page."""
    htmx = HtmxDetails(request)
    return Form.FRAGMENT if htmx and not htmx.history_restore_request else Form.PAGE


def say_form(request: HttpRequest, response: HttpResponseBase) -> None:
    """Tell caches between the site and the reader which form this is.

    No browser may store a fragment: Back to its address would show it without a page.
    """
    patch_vary_headers(response, ("HX-Request", "HX-History-Restore-Request"))
    if form_of(request) is Form.FRAGMENT:
        patch_cache_control(response, no_store=True)
