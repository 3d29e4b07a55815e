"""Serves a published story as a file to take away: Word, and HTML for 公众号."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.models import Image
from showcase.stories.models import StoryPage
from showcase.stories.outputs.document import Picture, StoryDocument, story_document
from showcase.stories.outputs.docx_file import docx_file
from showcase.stories.outputs.html_file import html_file

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SIZE = "max-1600x1600|format-jpeg"


@require_safe
def story_as_word(request: HttpRequest, story: uuid.UUID) -> HttpResponse:
    """Serve the story in the language of the address as DOCX; 404 for one that is not public in it."""
    page = _public(story)
    document = story_document(page)
    return _attached(docx_file(document, _files(document)), _DOCX, f"{page.slug}.docx")


@require_safe
def story_as_html(request: HttpRequest, story: uuid.UUID) -> HttpResponse:
    """Serve the story in the language of the address as an HTML file; 404 for one that is not public in it."""
    page = _public(story)
    document = story_document(page)
    return _attached(html_file(document, _addresses(document)).encode(), "text/html", f"{page.slug}.html")


def _public(story: uuid.UUID) -> StoryPage:
    """Return the page in the active language; an alias is a Chinese text under an English address."""
    pages = StoryPage.objects.published().filter(translation_key=story, locale__language_code=get_language())
    page = pages.filter(alias_of=None).with_facts().specific().first()
    if page is None:
        raise Http404
    return page


def _pictures(document: StoryDocument) -> Iterable[Image]:
    """Return what can be written as JPEG: a drawing stays on the site, its caption says what it shows."""
    found = (part.image for part in document.parts if isinstance(part, Picture))
    return [image for image in dict.fromkeys(found) if not image.is_svg()]


def _files(document: StoryDocument) -> Mapping[Any, bytes]:
    files = {}
    for image in _pictures(document):
        with image.get_rendition(_SIZE).file.open("rb") as file:
            files[image] = file.read()
    return files


def _addresses(document: StoryDocument) -> Mapping[Any, str]:
    return {image: f"{settings.SITE_URL}{image.get_rendition(_SIZE).url}" for image in _pictures(document)}


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file that browsers save: its looks are for other programs, and our policy would not show them."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
