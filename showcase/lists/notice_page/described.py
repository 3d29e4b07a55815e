"""Describes an announcement for machines, as schema.org's Dataset: a copy of a list, not the authority's document."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.structured_data import json_ld, publisher
from showcase.lists.choices import Basis
from showcase.lists.models import AnnouncementPage
from showcase.lists.panels import AttachedFile, NoticeChangeLine


def described(
    page: AnnouncementPage,
    source: AnnouncementPage,
    files: Iterable[AttachedFile],
    changes: Iterable[NoticeChangeLine],
    path: str,
) -> SafeString:
    """Return JSON-LD for search engines. Issuer and document number only where an official document is the basis."""
    official = source.basis != Basis.PRESS and not source.is_example
    return json_ld(
        {
            "@type": "Dataset",
            "@id": settings.SITE_URL + path,
            "url": settings.SITE_URL + path,
            "name": page.title,
            "description": page.search_description or page.introduction or page.title,
            "inLanguage": "en" if get_language() == "en" else "zh-Hans",
            "identifier": source.document_number if official else "",
            "creator": {"@type": "GovernmentOrganization", "name": source.issuer}
            if official and source.issuer
            else None,
            "publisher": publisher(),
            "datePublished": source.published_on.isoformat() if source.published_on else "",
            "temporalCoverage": str(source.year),
            "isBasedOn": [row.url for row in source.sources.all() if row.url],
            "correction": [_correction(change) for change in changes],
            "distribution": [
                {"@type": "DataDownload", "name": file.label, "contentUrl": settings.SITE_URL + file.url}
                for file in files
                if file.url
            ],
        }
    )


def _correction(change: NoticeChangeLine) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "datePublished": change.date.isoformat(),
        "name": change.label,
        "text": _("%(was)s → %(now)s. Reason: %(reason)s")
        % {"was": change.was or "—", "now": change.now or "—", "reason": change.reason},
    }
