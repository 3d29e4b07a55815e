"""Announcements that are printed, and what stands in a PDF."""

import datetime as dt
import io
from typing import Any

import pypdfium2
from django.utils import timezone
from pypdfium2 import raw

from showcase.models import AnnouncementPage
from tests import factories

UNTIL = dt.datetime(2026, 11, 27, 17, 30, tzinfo=timezone.get_default_timezone())
OPEN, LATER, CLOSED = "2026-11-25T02:00:00Z", "2026-11-26T02:00:00Z", "2026-11-28T02:00:00Z"


def notice(*names: str, **fields: Any) -> AnnouncementPage:
    """A published official proposal with both contacts."""
    values = {
        "kind": "proposal",
        "basis": "official_page",
        "objections_until": UNTIL,
        "issuer": "福建省工业和信息化厅",
        "document_number": "闽工信规〔2025〕3号",
        "office_contact": "示例节能处\n0591-8000000",
        "discipline_contact": "示例纪检组\n0591-8000001",
        **fields,
    }
    return factories.make_announcement("绿色工厂名单公示", entries=names or ["示例纺织有限公司"], live=True, **values)


def text_of(content: bytes) -> str:
    """All letters of a PDF, page by page, without line breaks."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    return "".join("".join(page.splitlines()) for page in pages)


def pictures_in(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    return sum(1 for page in document for _image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def attachments_in(content: bytes) -> int:
    return pypdfium2.PdfDocument(content).count_attachments()


def is_tagged(content: bytes) -> bool:
    return bool(raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(content)))


def language_of(content: bytes) -> str:
    letters = (raw.FPDF_WCHAR * 16)()
    raw.FPDFCatalog_GetLanguage(pypdfium2.PdfDocument(content), letters, 32)
    return bytes(letters).decode("utf-16-le").rstrip("\0")


def picture() -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(data, "PNG")
    return data.getvalue()
