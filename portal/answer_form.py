"""In which form a request is answered: as a whole page or as the part of it that htmx puts in place."""

from __future__ import annotations

from enum import StrEnum

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.middleware import HtmxDetails


class Form(StrEnum):
    """Views and the page cache decide by it, so that neither takes one form for the other."""

    PAGE = "page"
    FRAGMENT = "fragment"


def form_of(request: HttpRequest) -> Form:
    """A fragment for htmx alone; when htmx restores an address of the history it wants the whole page."""
    htmx = HtmxDetails(request)
    return Form.FRAGMENT if htmx and not htmx.history_restore_request else Form.PAGE


def say_form(request: HttpRequest, response: HttpResponseBase) -> None:
    """Tell caches between us and the reader which form this is.

    No browser keeps a fragment: Back to its address would show it bare.
    """
    patch_vary_headers(response, ("HX-Request", "HX-History-Restore-Request"))
    if form_of(request) is Form.FRAGMENT:
        patch_cache_control(response, no_store=True)
