"""Removes characters that cannot be seen and that break files, comparisons and searches, wherever text is stored.

Removed: control characters (C0 except tab, line feed and carriage return; DEL; C1), lone surrogates, noncharacters, and
characters without width: zero-width space, word joiner, byte order mark, soft hyphen, marks and overrides of writing
direction. The zero-width joiner and non-joiner stay: scripts and emoji need them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.fields import StreamField

TEXT_FIELDS = (models.CharField, models.TextField, models.JSONField, StreamField)
_UNWANTED = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069"
    "\\ufeff\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def clean_text(text: str) -> str:
    """Return the text without unwanted characters; most texts have none."""
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def clean_value(value: Any) -> Any:
    """Clean every text in lists and dictionaries, keys too; anything else is returned as it is."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_value(key): clean_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([clean_value(item) for item in value]) if type(value) in (list, tuple) else value
    return value


def guard(all_models: Iterable[type[models.Model]]) -> None:
    """Let no text field of these models store an unwanted character; called once, when all models are loaded.

    Done at the field, because forms, importers, commands, bulk writes and Wagtail's own views have nothing else in
    common.
    """
    for model in all_models:
        for field in model._meta.local_concrete_fields:
            if isinstance(field, TEXT_FIELDS) and not is_guarded(field):
                prepared = partial(_prepared, field.get_prep_value)
                setattr(field, "get_prep_value", prepared)  # noqa: B010 - a method


def is_guarded(field: models.Field[Any, Any]) -> bool:
    """Say whether `guard` has changed the field."""
    return "get_prep_value" in vars(field)


def _prepared(prepare: Callable[[Any], Any], value: Any) -> Any:
    return clean_value(prepare(value))


def _clean_posted(text: str) -> str:
    """Clean a posted text; rich text is JSON, which writes control characters as escapes."""
    if not (text.startswith("{") and "\\u" in text):
        return clean_text(text)
    try:
        posted = json.loads(text)
    except ValueError:
        return clean_text(text)
    cleaned = clean_value(posted)
    return text if cleaned == posted else json.dumps(cleaned)


class PlainPostMiddleware:
    """Cleans what is posted to the admin before any form sees it, so that lengths count what is left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        if request.method != "POST" or not request.path.startswith("/admin/"):
            return
        values = {name: [_clean_posted(text) for text in texts] for name, texts in request.POST.lists()}
        if values != dict(request.POST.lists()):
            cleaned = request.POST.copy()
            for name, texts in values.items():
                cleaned.setlist(name, texts)
            request.POST = cleaned  # type: ignore[assignment]


def guard_exports() -> None:
    """Clean the exports of Wagtail's reports: openpyxl refuses a whole workbook for one such character."""
    original = SpreadsheetExportMixin.preprocess_field_value
    if getattr(original, "is_guarded", False):
        return

    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        return clean_value(original(self, field, value, export_format))

    preprocess_field_value.is_guarded = True  # type: ignore[attr-defined]
    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
