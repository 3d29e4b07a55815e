"""The languages of pages, kept until something public changes; Wagtail reads them each time."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale, Page

from portal.caching.content_version import kept_each


def source_locale_id() -> int:
    """Return the key of the locale in which pages are written first."""
    return next(key for key, code in _codes().items() if code == settings.LANGUAGE_CODE)


def language_of_page(page: Page) -> str:
    """Return `zh-hans` or `en`."""
    return _codes()[page.locale_id]


def _codes() -> dict[int, str]:
    return kept_each("locales", "", lambda: dict(Locale.objects.values_list("pk", "language_code")))
