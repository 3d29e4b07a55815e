"""Limits how often the passwords of private pages and collections may be tried."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail import views as wagtail_views
from wagtail.documents.views import serve as document_views

from portal.accounts import pace


def paced(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view that checks a shared password and redirects if it is right; 429 after too many wrong ones."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        # The restriction comes first in both addresses; the page after it is only where to go next.
        who = pace.digest(view.__module__, str(next(iter([*args, *kwargs.values()]))), pace.network_of(request))
        try:
            pace.take_a_turn(who, pace.WRONG_PASSWORDS)
        except pace.TooOften:
            text = _("Too many wrong passwords. Wait 15 minutes.")
            return HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            pace.start_over(who)
        return response

    return checked


page_password = paced(wagtail_views.authenticate_with_password)
document_password = paced(document_views.authenticate_with_password)
