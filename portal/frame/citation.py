"""The citation of a page (GB/T 7714)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _


def citation(title: str, path: str, published: dt.datetime | None) -> str:
    """Return `Lüjian. Title[EB/OL]. (2026-11-22)[2026-11-24]. https://…`: day of publication, then today."""
    day = f"({timezone.localtime(published).date().isoformat()})" if published else ""
    read = timezone.localdate().isoformat()
    site = _("Lüjian")
    return f"{site}. {title}[EB/OL]. {day}[{read}]. {settings.SITE_URL}{path}"
