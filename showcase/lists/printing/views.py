"""Serves the PDF of an announcement while it says what the page says."""

from __future__ import annotations

import io

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.text import get_valid_filename
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from portal.pages.visibility import public_pages
from showcase.lists.models import AnnouncementPage
from showcase.lists.printing.models import AnnouncementPdf
from showcase.lists.printing.printed import current_fingerprint

_NAME = 80  # characters of the title in the file name


@require_safe
def announcement_pdf(request: HttpRequest, number: int) -> FileResponse:
    """Serve the PDF of the announcement with this id (of its Chinese page) in the language of the address.

    404 unless it is current.
    """
    page = _public_page(number)
    if page is None:
        raise Http404
    found = get_object_or_404(AnnouncementPdf, page=page, fingerprint=current_fingerprint(page), failure="")
    name = f"{get_valid_filename(page.title[:_NAME])}.pdf"
    response = FileResponse(io.BytesIO(found.content), filename=name, content_type="application/pdf")
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["X-Robots-Tag"] = "noindex"  # the page is what a search engine should show
    return response


def _public_page(number: int) -> AnnouncementPage | None:
    pages = public_pages(AnnouncementPage.objects.all())
    # By `id`: a number too large for the database matches nothing; by `pk`, which is a relation here, it is an error.
    source = pages.filter(id=number, locale=Locale.get_default()).first()
    if source is None or get_language() == source.locale.language_code:
        return source
    language = get_language()
    return pages.filter(translation_key=source.translation_key, locale__language_code=language).first()
