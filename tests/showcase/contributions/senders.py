"""Enterprises that offer a case: they begin, open the link of the mail, write, submit."""

import datetime as dt
import io
import re
from typing import Any

import docx
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow

from portal.public_forms.tickets import new_ticket
from showcase.enterprises.credit_codes import check_character
from showcase.models import Submission

EMAIL = "chen.gong@factory.example"
ENTERPRISE = "示例染整有限公司"
CODE = "91350582MA00000000"[:17]
CODE += check_character(CODE)
TEXTS = {
    "title": "定型机余热用于洗水",
    "summary": "回收两台定型机的废气余热，加热洗水用水。",
    "why": "定型机废气排放温度高，余热没有利用。",
    "what": "在两台定型机上加装换热器。",
    "how": "分两次停机安装，每次三天。",
    "wrong": "换热片半年后被油污堵塞，改为每月清洗。",
    "check": "先测废气含油量。",
    "sources": "示例报 《示例企业节能改造见效》 2024-08-10",
}
FIGURE = {
    "quantity": "electricity_saved",
    "of_what": "定型机",
    "amount": "约186万千瓦时/年",
    "per": "year",
    "scope": "project",
    "evidence": "metered",
    "period": "2024",
}


def begin_fields(seconds: float = 60, **fields: Any) -> dict[str, Any]:
    shown_at = timezone.now() - dt.timedelta(seconds=seconds)
    return {
        "ticket": new_ticket("contribution", 0, shown_at),
        "enterprise": ENTERPRISE,
        "credit_code": CODE,
        "role": "enterprise",
        "email": EMAIL,
        "website": "",
        **fields,
    }


def begun(language: str = "en", **fields: Any) -> str:
    """Begin a contribution, and return the address of its form as the mail's link leads there."""
    prefix = "/en" if language == "en" else ""
    answer = Client().post(f"{prefix}/send/contribution/", begin_fields(**fields))
    assert answer.status_code == 302, answer.content.decode()
    return led_to(mail.outbox[-1].body)


def led_to(body: Any) -> str:
    """Return the address to which the link of a mail leads."""
    link = re.search(r"http://127\.0\.0\.1(/\S+/sent/\S+|/sent/\S+)", str(body))
    assert link
    led = Client().get(link[1])
    assert led.status_code == 302
    return str(led.url)


def written(*figures: dict[str, str], act: str = "save:case", **fields: Any) -> dict[str, Any]:
    """What the form behind the link holds."""
    rows = {f"figures-{at}-{name}": value for at, row in enumerate(figures) for name, value in row.items()}
    counts = {"figures-TOTAL_FORMS": len(figures), "figures-INITIAL_FORMS": 0}
    return {**TEXTS, **counts, **rows, "act": act, **fields}


def save(address: str, *figures: dict[str, str], **fields: Any) -> Any:
    return Client().post(address, written(*figures, **fields))


def submitted(*figures: dict[str, str], **fields: Any) -> Submission:
    answer = save(begun(), *figures, act="submit", **fields)
    assert answer.status_code == 302, answer.content.decode()
    return Submission.objects.latest("pk")


def content_of(found: Submission) -> dict[str, Any]:
    return Submission.objects.get(pk=found.pk).fields()


def latest() -> Submission:
    return Submission.objects.latest("pk")


def picture(name: str = "定型机.jpg", size: tuple[int, int] = (400, 300)) -> SimpleUploadedFile:
    """A photo that tells who took it."""
    exif = Pillow.Exif()
    exif[0x013B] = "Chen Gong"
    data = io.BytesIO()
    Pillow.new("RGB", size, "seagreen").save(data, "JPEG", exif=exif)
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/jpeg")


def word_file(*lines: str) -> SimpleUploadedFile:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return SimpleUploadedFile("案例.docx", data.getvalue())
