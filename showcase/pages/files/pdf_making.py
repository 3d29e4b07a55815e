"""Makes the PDFs of a published story: the whole of it, and a sheet of one page."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.utils import timezone, translation

from portal.templatetags.portal_tags import shown_date
from showcase.lists.printing.making import PdfFailedError, on_one_page, written
from showcase.pages.files.document import published_document
from showcase.pages.files.sheet import sheets
from showcase.stories.models import StoryPage
from showcase.stories.outputs.html_file import html_file
from showcase.stories.outputs.models import StoryPdf
from showcase.stories.outputs.pictures import picture_addresses

_STYLES = settings.BASE_DIR / "static" / "css"
STYLE, SHEET_STYLE = _STYLES / "story-pdf.css", _STYLES / "story-sheet.css"
_log = logging.getLogger(__name__)


def make_pdf(page: StoryPage) -> None:
    """Make and store the PDFs of a page as it is; raises PdfUnavailableError and PdfFailedError."""
    now = timezone.now()
    with translation.override(page.locale.language_code):
        document = published_document(page)
        day = shown_date(timezone.localdate(now))
        html = html_file(document, picture_addresses(document, drawings=True), day)
        variants = tuple(sheets(page, day))
    try:
        _store(page, now, content=written(html, STYLE), sheet=_sheet(page, variants))
    except PdfFailedError as error:
        _store(page, now, failure=str(error))
        raise


def _sheet(page: StoryPage, variants: tuple[str, ...]) -> bytes:
    """Return the sheet; empty where none could be made, which keeps nobody from the PDF of the whole story."""
    try:
        return on_one_page(variants, SHEET_STYLE)
    except PdfFailedError as error:
        _log.warning("no sheet of page %s: %s", page.pk, error)
        return b""


def _store(page: StoryPage, now: dt.datetime, content: bytes = b"", sheet: bytes = b"", failure: str = "") -> None:
    values = {"content": content, "sheet": sheet, "made_at": now, "failure": failure}
    StoryPdf.objects.update_or_create(page_id=page.pk, defaults=values)
