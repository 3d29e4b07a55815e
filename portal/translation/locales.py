"""The languages of pages, read once a request: a page asks for them several times, and Wagtail reads them each time."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale, Page

from portal.caching.content_version import once_per_request


def source_locale_id() -> int:
    """Return the key of the locale in which pages are written first."""
    return next(key for key, code in _codes().items() if code == settings.LANGUAGE_CODE)


def language_of_page(page: Page) -> str:
    """Return `zh-hans` or `en`."""
    return _codes()[page.locale_id]


def _codes() -> dict[int, str]:
    return once_per_request("locales", lambda: dict(Locale.objects.values_list("pk", "language_code")))
