"""Serves a published story as a file to take away: Word, PDF, and HTML for 公众号."""

from __future__ import annotations

import uuid
from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from portal.frame.citation import citation
from showcase.pages.files.document import published_document
from showcase.pages.files.json_file import story_answer
from showcase.pages.files.pdfs import pdf_of
from showcase.stories.models import StoryPage
from showcase.stories.outputs.docx_file import docx_file
from showcase.stories.outputs.html_file import html_file
from showcase.stories.outputs.pictures import picture_addresses, picture_files
from showcase.stories.reading import public_story

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def story_as_word(request: HttpRequest, story: uuid.UUID) -> HttpResponse:
    """Serve the story in the language of the address as DOCX; 404 for one that is not public in it."""
    page = _public(story)
    document = published_document(page)
    return _attached(docx_file(document, picture_files(document)), _DOCX, f"{page.slug}.docx")


@require_safe
def story_as_html(request: HttpRequest, story: uuid.UUID) -> HttpResponse:
    """Serve the story in the language of the address as an HTML file; 404 for one that is not public in it."""
    page = _public(story)
    document = published_document(page)
    return _attached(html_file(document, picture_addresses(document)).encode(), "text/html", f"{page.slug}.html")


@require_safe
def story_as_json(request: HttpRequest, story: uuid.UUID) -> JsonResponse:
    """Serve the story in the language of the address as JSON, to pages of any host; 404 for one that is not public."""
    headers = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}
    answer = asdict(story_answer(_public(story)))
    return JsonResponse(answer, headers=headers, json_dumps_params={"ensure_ascii": False})


@require_safe
def story_as_reference(request: HttpRequest, story: uuid.UUID, kind: str) -> HttpResponse:
    """Serve the story as a reference: `bib` for BibTeX, `ris` for other programs; 404 for one that is not public."""
    page = _public(story)
    cited = citation(page.title, page.get_url() or "", page.first_published_at)
    if kind == "bib":
        return _attached(cited.bibtex.encode(), "application/x-bibtex", f"{page.slug}.bib")
    return _attached(cited.ris.encode(), "application/x-research-info-systems", f"{page.slug}.ris")


@require_safe
def story_as_pdf(request: HttpRequest, story: uuid.UUID) -> HttpResponse:
    """Serve the PDF of the story in the language of the address; 404 where none says what the page says."""
    page = _public(story)
    pdf = pdf_of(page)
    if pdf is None:
        raise Http404
    return _attached(bytes(pdf.content), "application/pdf", f"{page.slug}.pdf")


@require_safe
def story_sheet(request: HttpRequest, story: uuid.UUID) -> HttpResponse:
    """Serve the story on one page of paper, in the language of the address; 404 as of the PDF of the whole story."""
    page = _public(story)
    pdf = pdf_of(page)
    if pdf is None or not pdf.sheet:
        raise Http404
    return _attached(bytes(pdf.sheet), "application/pdf", f"{page.slug}-sheet.pdf")


def _public(story: uuid.UUID) -> StoryPage:
    """Return the page in the active language; raise Http404 where it is not public."""
    page = public_story(story)
    if page is None:
        raise Http404
    return page


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file that browsers save: its looks are for other programs, and our policy would not show them."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
