"""What a page says of itself for machines, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def json_ld(data: Mapping[str, object]) -> SafeString:
    """Return the content of a `<script type="application/ld+json">`, without empty values; it can't end the element."""
    kept = {"@context": "https://schema.org", **{name: value for name, value in data.items() if value}}
    return mark_safe(json.dumps(kept, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 — escaped above
