"""A notice that takes objections online, and people who send some."""

import datetime as dt
import io
import re
import uuid
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from showcase.models import AnnouncementPage, Objection
from tests import factories

CONTACTS = {
    "office_contact": "示例节能处\n0591-8000000\noffice@example.org",
    "discipline_contact": "示例纪检组\n0591-8000001",
}
OPEN = "2026-11-25T02:00:00Z"
CLOSED = "2026-11-28T02:00:00Z"
UNTIL = dt.datetime(2026, 11, 27, 9, 30, tzinfo=dt.UTC)
NAME, TEXT, UNIT = "张三丰", "该企业二〇二五年发生过环境污染事故，附有照片。", "示例企业甲有限公司"

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def notice(**fields: Any) -> AnnouncementPage:
    """An official proposal with both contacts whose form is on; open from 20 to 27 November 2026, 17:30 in Fujian."""
    values = {
        "kind": "proposal",
        "basis": "official_page",
        "objections_from": dt.date(2026, 11, 20),
        "objections_until": UNTIL,
        "takes_objections_online": True,
        "entries": [UNIT, "示例企业乙有限公司"],
        **CONTACTS,
        **fields,
    }
    return factories.make_announcement("示例公示", live=True, **values)


def address(page: AnnouncementPage, language: str = "zh-hans") -> str:
    prefix = "/en" if language == "en" else ""
    return f"{prefix}/notices/{page.pk}/objection/"


def form_fields(**fields: Any) -> dict[str, Any]:
    """What a form holds when all is in order."""
    return {
        "unit": UNIT,
        "text": TEXT,
        "name": NAME,
        "phone": "13800000000",
        "email": "",
        "consent": "on",
        "website": "",
        "key": str(uuid.uuid4()),
        **fields,
    }


def send(page: AnnouncementPage, client: Client | None = None, language: str = "en", **fields: Any) -> Any:
    return (client or Client()).post(address(page, language), form_fields(**fields))


def received(page: AnnouncementPage, **fields: Any) -> Objection:
    answer = send(page, **fields)
    assert answer.status_code == 302, answer.content.decode()
    return Objection.objects.latest("pk")


def upload(name: str = "照片.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "seagreen").save(data, kind)
    return data.getvalue()


def package(part: str, *more: tuple[str, bytes]) -> bytes:
    """An office file of the least parts, and any more."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in (("[Content_Types].xml", b"<Types/>"), (part, b"<w/>"), *more):
            parts.writestr(name, content)
    return data.getvalue()


def faults(answer: Any) -> list[str]:
    """What the summary on top of the form says, each fault with its field."""
    context = answer.context
    told = [f"{label}: {text}" for _id, label, texts in context["faults"] for text in texts]
    return [*([context["fault"]] if context["fault"] else []), *told]


def key_of(answer: Any) -> str:
    """The key of the form on a page."""
    found = re.search(r'name="key" value="([0-9a-f-]{36})"', answer.content.decode())
    assert found
    return found[1]
