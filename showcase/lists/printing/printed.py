"""What the PDF of an announcement prints, and the fingerprint that identifies it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from portal.frame.context import demo_notice
from showcase.lists.models import AnnouncementPage
from showcase.lists.notice_page.ended import ended_since
from showcase.lists.notice_page.entry_tables import row_counts
from showcase.lists.notice_page.page import announcement_facts
from showcase.lists.printing.models import AnnouncementPdf

TEMPLATE = "showcase/announcement_print.html"
STYLE = settings.BASE_DIR / "static" / "css" / "announcement-pdf.css"
_TEMPLATES = (TEMPLATE, "includes/notice_changes.html")
_LOOKS = (*(settings.BASE_DIR / "templates" / name for name in _TEMPLATES), STYLE)


def current_fingerprint(page: AnnouncementPage) -> str:
    """Return the fingerprint of what the page says now, in the active language; some ten queries."""
    source: AnnouncementPage = page.source
    return fingerprint(page, announcement_facts(page, source, row_counts(source), ended_since(source)))


def fingerprint(page: AnnouncementPage, context: Mapping[str, Any]) -> str:
    """Return a hash of text, facts, state, files and styles; `context` holds at least `announcement_facts`.

    Rows are locked once a list is published and printed as in the notice, so their number stands for them; rows that
    are no longer listed are hashed too.
    """
    parts = [
        _looks(),
        settings.SITE_URL,
        demo_notice(),
        get_language(),
        page.title,
        page.introduction,
        page.body.get_prep_value(),
        asdict(_lasting(context)),
        [asdict(fact) for fact in context["facts"]],
        [asdict(contact) for contact in context["contacts"]],
        [asdict(change) for change in context["notice_changes"]],
        [asdict(file) for file in context["files"]],
        [asdict(source) for source in context["sources"]],
        [context[name] for name in ("is_press", "is_example", "form_url")],
        asdict(context["counts"]),
        sorted(context["ended"].items()),
    ]
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


def print_context(page: AnnouncementPage, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the template prints: the page's context, without what changes from day to day."""
    return {
        **context,
        "page": page,
        "language": get_language(),
        "demo_notice": demo_notice(),
        "banner": _lasting(context),
        "address": f"{settings.SITE_URL}{context['form_url']}",
    }


def has_pdf(page: AnnouncementPage, context: Mapping[str, Any]) -> bool:
    """Say whether a PDF prints what the page says now; one query."""
    if page.pk is None or not page.live:
        return False
    return AnnouncementPdf.objects.filter(page_id=page.pk, fingerprint=fingerprint(page, context), failure="").exists()


def _lasting(context: Mapping[str, Any]) -> Any:
    """Return the banner without the days left."""
    return replace(context["banner"], days_left=None)


@cache
def _looks() -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in _LOOKS)).hexdigest()
