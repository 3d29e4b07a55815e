"""What a page says of itself for machines, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.frame.frame import Crumb

_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def json_ld(data: Mapping[str, object]) -> SafeString:
    """Return the content of a `<script type="application/ld+json">`, without empty values; it can't end the element."""
    kept = {"@context": "https://schema.org", **{name: value for name, value in data.items() if value}}
    return mark_safe(json.dumps(kept, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 — escaped above


def breadcrumbs(crumbs: Iterable[Crumb]) -> SafeString:
    """Return the way to a page as JSON-LD; the last step, which is the page itself, has no address."""
    items = [
        {"@type": "ListItem", "position": number, "name": crumb.label}
        | ({"item": settings.SITE_URL + crumb.url} if crumb.url else {})
        for number, crumb in enumerate(crumbs, 1)
    ]
    return json_ld({"@type": "BreadcrumbList", "itemListElement": items})


def publisher() -> dict[str, str]:
    """Return this site as the publisher of what it describes."""
    return {"@type": "Organization", "name": str(_("Lüjian")), "url": settings.SITE_URL}
