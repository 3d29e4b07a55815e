"""Describes stories, enterprises and the register for machines, in the words of schema.org."""

from __future__ import annotations

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.structured_data import json_ld, publisher
from showcase.cards import EnterpriseCard
from showcase.enterprises.models import Enterprise
from showcase.stories.models import StoryPage


def described_story(page: StoryPage, source: StoryPage, enterprises: tuple[str, ...]) -> SafeString:
    """Return a story as an Article: what it is about, what it rests on, when it was published and changed."""
    published, changed = page.first_published_at, page.last_published_at
    return json_ld(
        {
            "@type": "Article",
            "headline": page.title,
            "description": page.search_description or page.summary,
            "url": settings.SITE_URL + (page.get_url() or ""),
            "mainEntityOfPage": settings.SITE_URL + (page.get_url() or ""),
            "inLanguage": "en" if get_language() == "en" else "zh-Hans",
            "datePublished": published.isoformat() if published else "",
            "dateModified": changed.isoformat() if changed else "",
            "author": publisher(),
            "publisher": publisher(),
            "about": [{"@type": "Organization", "name": name} for name in enterprises],
            "citation": [row.url for row in source.sources.all() if row.url],
        }
    )


def described_enterprise(enterprise: Enterprise, card: EnterpriseCard, address: str) -> SafeString | str:
    """Return an enterprise as an Organization; nothing for an invented one, which no machine is to take for real."""
    if enterprise.is_example:
        return ""
    other = enterprise.name_zh if card.name != enterprise.name_zh else enterprise.name_en
    return json_ld(
        {
            "@type": "Organization",
            "name": card.name,
            "alternateName": other,
            "url": address,
            "identifier": {
                "@type": "PropertyValue",
                "propertyID": _("unified social credit code"),
                "value": enterprise.credit_code,
            }
            if enterprise.credit_code
            else None,
        }
    )
