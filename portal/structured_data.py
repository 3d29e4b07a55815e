"""schema.org descriptions for machines (JSON-LD): a data block, which the content security policy lets stand."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def json_ld(data: Mapping[str, object]) -> SafeString:
    """The content of a `<script type="application/ld+json">`; nothing in it can end the element. Empty values go."""
    kept = {"@context": "https://schema.org", **{name: value for name, value in data.items() if value}}
    return mark_safe(json.dumps(kept, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 — escaped above
