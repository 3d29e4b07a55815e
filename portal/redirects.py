"""Old addresses of pages that were moved: Wagtail keeps them, and they lead only to what anyone may read."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from portal.visibility import is_public

_SECONDS = 60  # a page may move back, and a browser must not go round in a circle then


class PublicRedirectMiddleware(RedirectMiddleware):
    """As Wagtail's; the address of a draft or private page is not told to whoever knows an old one."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The redirect in place of a 404."""
        found = _redirect(request) if response.status_code == 404 else None
        if found is None or (found.redirect_page is not None and not is_public(found.redirect_page)):
            return response
        link = cast("str | None", found.link)
        if link is None:
            return response
        answer = (HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect)(link)
        patch_cache_control(answer, max_age=_SECONDS)
        return answer


def _redirect(request: HttpRequest) -> Redirect | None:
    """By the whole address, else by the path alone."""
    whole = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    path = urlsplit(whole).path
    return get_redirect(request, whole) or (get_redirect(request, path) if path != whole else None)
