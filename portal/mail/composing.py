"""Composes a mail from one template: the plain text, and the same words as HTML. Nothing in it can be tracked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import urlize
from django.utils.safestring import mark_safe


def compose(
    template: str,
    context: Mapping[str, Any],
    *,
    subject: str,
    to: str,
    language: str,
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """Return a mail in that language from a text template; paragraphs are separated by empty lines.

    `subject` is in that language already; line breaks in it are replaced. Addresses become links in the HTML part, and
    nothing of the text is read as HTML.
    """
    with translation.override(language):
        text = render_to_string(template, dict(context)).strip() + "\n"
        paragraphs = [_paragraph(part) for part in text.split("\n\n") if part.strip()]
        html = render_to_string("portal/mail/letter.html", {"paragraphs": paragraphs, "language": language})
    headline = " ".join(subject.split())
    mail = EmailMultiAlternatives(headline, text, settings.DEFAULT_FROM_EMAIL, [to], headers=dict(headers or {}))
    mail.attach_alternative(html, "text/html")
    return mail


def _paragraph(part: str) -> str:
    """Return a paragraph as HTML, its addresses as links."""
    lines = (urlize(line, autoescape=True) for line in part.strip().split("\n"))
    return mark_safe("<br>".join(lines))  # noqa: S308 - `urlize` has escaped every line
