"""Keeps what components rendered: their output depends on their view-models and the language alone.

A page of cards spends most of its time in templates. View-models that are kept themselves (`content_version.kept_each`)
are the same objects again and again, so a component is found by which objects it shows. Not by what they are equal to:
a safe text equals an unsafe one of the same letters, but is shown differently.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST = 2_000
"""Components kept in a process; a card has about 3 kB. Beyond that all are dropped and rendered again as needed."""

_PLAIN = (str, int, bool, type(None))
_kept: dict[tuple[Any, ...], tuple[SafeString, tuple[Any, ...]]] = {}


def rendered(template: str, shown: dict[str, Any]) -> SafeString:
    """Return a template with these variables alone, rendered once for the same objects in a language."""
    key = (template, get_language(), *((name, _identity(value)) for name, value in shown.items()))
    kept = _kept.get(key)
    if kept is None:
        # The objects are kept with it: an object that is gone could leave its identity to another.
        kept = (mark_safe(get_template(template).render(shown)), tuple(shown.values()))  # noqa: S308 - a template's output
        if not settings.DEBUG:
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = kept
    return kept[0]


def _identity(value: Any) -> tuple[type, Any]:
    return type(value), value if isinstance(value, _PLAIN) else id(value)


def forget() -> None:
    """Drop everything that is kept."""
    _kept.clear()
