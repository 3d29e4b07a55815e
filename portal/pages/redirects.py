"""Redirects old addresses of moved pages, but only to pages that are public; those of deleted pages say so."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from portal.deleting.tombstones import gone, tombstone_at
from portal.pages.visibility import is_public

_SECONDS = 60  # a page may move back, and a browser must not be caught in a loop then


class PublicRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects; an old address does not reveal that of a draft or private page."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the redirect in place of a 404; 410 where a page that was published is deleted."""
        if response.status_code != 404:
            return response
        found = _redirect(request)
        if found is None:
            tombstone = tombstone_at(request.path)
            return gone(request, tombstone) if tombstone else response
        if found.redirect_page is not None and not is_public(found.redirect_page):
            return response
        link = cast("str | None", found.link)
        if link is None:
            return response
        answer = (HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect)(link)
        patch_cache_control(answer, max_age=_SECONDS)
        return answer


def _redirect(request: HttpRequest) -> Redirect | None:
    """Find the redirect by the whole address, else by the path."""
    whole = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    path = urlsplit(whole).path
    return get_redirect(request, whole) or (get_redirect(request, path) if path != whole else None)
