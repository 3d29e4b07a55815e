"""What the page of each kind shows and answers: the packages above register it here for their page classes.

A model stands below what is shown of it, so it cannot import that. It asks these functions, and a module that knows
more registers its own: `@page_context.register`, once for a class and all its subclasses.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page


@singledispatch
def page_context(shown: object, request: HttpRequest) -> dict[str, Any]:
    """Return what the template of a page (or of the preview of a snippet) names beside the object's own fields."""
    return {}


@singledispatch
def page_response(page: Page, request: HttpRequest) -> HttpResponseBase:
    """Answer a request for a page; by default with its template."""
    return Page.serve(page, request)


def has_context(shown: type) -> bool:
    """Tell whether some module registered what an object of this class shows."""
    return page_context.dispatch(shown) is not page_context.dispatch(object)
