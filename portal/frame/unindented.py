"""Loads templates without the indentation of their source, which no reader sees.

It is a fifth of the page editor (81 of 487 kB). Whitespace is taken out of a template's own text once, when it is
loaded: what variables and translations hold stays as it is, and a page costs no more to render.
"""

from __future__ import annotations

import re
from typing import Any

from django.template import Template
from django.template.base import TextNode
from django.template.loaders import base, cached

_INDENTATION = re.compile(r"\s*\n\s*")
# Their whitespace is shown or sent; none of our templates has one with text of its own.
_VERBATIM = re.compile(r"<(?:pre|textarea)\b[^>]*>\s*[^\s<{]", re.IGNORECASE)


class _Unindented(base.Loader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        if template_name.endswith(".html") and not _VERBATIM.search(template.source):
            texts: list[Any] = template.nodelist.get_nodes_by_type(TextNode)
            for text in texts:
                text.s = _INDENTATION.sub("\n", text.s)
        return template


class Loader(cached.Loader, _Unindented):
    """Django's cached loader, over templates whose lines begin without whitespace."""
