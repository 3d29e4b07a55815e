"""Serves the cards that are shown with a link to a page."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.caching.content_version import cached_by_version
from portal.frame.context import demo_notice
from portal.pages.visibility import public_pages
from portal.social.drawing import card


@require_safe
def social_card(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Serve the card of the public page with this translation key, in the language of the address; else 404."""
    pages = Page.objects.filter(translation_key=key, locale__language_code=get_language(), alias_of=None)
    found = public_pages(pages).select_related("content_type").first()
    if found is None:
        raise Http404
    kind = str(found.specific_class._meta.verbose_name) if found.specific_class else ""
    return _png(f"page:{found.pk}:{get_language()}", found.title, kind)


@require_safe
def site_card(request: HttpRequest) -> HttpResponse:
    """Serve the card of the site, for pages without one of their own."""
    title = _("What worked at other plants, what it cost and what it saved")
    return _png(f"site:{get_language()}", title, _("Green manufacturing in Fujian"))


def _png(key: str, title: str, kind: str) -> HttpResponse:
    site = " · ".join(filter(None, (_("Lüjian"), demo_notice())))
    return HttpResponse(cached_by_version(f"card:{key}", lambda: card(title, kind, site)), content_type="image/png")
