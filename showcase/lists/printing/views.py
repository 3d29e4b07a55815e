"""The PDF of an announcement, while it says what the page says."""

from __future__ import annotations

import io
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from portal.frame import ExportLink
from portal.visibility import public_pages
from showcase.lists.entry_tables import Wanted
from showcase.lists.models import AnnouncementPage
from showcase.lists.page import announcement_context
from showcase.lists.printing.models import AnnouncementPdf
from showcase.lists.printing.printed import has_pdf, told

_NAME = 80  # characters of the title in the name of the file


def page_context(page: AnnouncementPage, params: QueryDict) -> dict[str, Any]:
    """What `showcase/announcement_page.html` names: the announcement, and its PDF where there is a current one."""
    context = announcement_context(page, Wanted.from_params(params))
    pdf: tuple[ExportLink, ...] = ()
    if has_pdf(page, context):
        pdf = (ExportLink("PDF", reverse("announcement_pdf", args=[page.source.pk]), "application/pdf"),)
    return {**context, "exports": pdf}


@require_safe
def announcement_pdf(request: HttpRequest, number: int) -> FileResponse:
    """Of the announcement with this id (of its Chinese page), in the language of the address; 404 unless current."""
    page = _public_page(number)
    if page is None:
        raise Http404
    found = get_object_or_404(AnnouncementPdf, page=page, fingerprint=told(page), failure="")
    name = f"{get_valid_filename(page.title[:_NAME])}.pdf"
    response = FileResponse(io.BytesIO(found.content), filename=name, content_type="application/pdf")
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["X-Robots-Tag"] = "noindex"  # the page is what a search engine should show
    return response


def _public_page(number: int) -> AnnouncementPage | None:
    pages = public_pages(AnnouncementPage.objects.all())
    # By `id`: a number too large for the database is none of them; by `pk`, which is a relation here, it is an error.
    source = pages.filter(id=number, locale=Locale.get_default()).first()
    if source is None or get_language() == source.locale.language_code:
        return source
    language = get_language()
    return pages.filter(translation_key=source.translation_key, locale__language_code=language).first()
