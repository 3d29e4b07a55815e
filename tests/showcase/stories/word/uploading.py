"""Takes a Word file through the admin as an editor does."""

import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.users.models import UserProfile

from portal.models import User
from showcase.models import CaseStudyPage
from showcase.stories.word.making import store_import
from showcase.stories.word.reading.blocks import read_document
from tests.factories import make_user, section

ENTERPRISE = "示例定型纺织有限公司"


def png(colour="seagreen"):
    data = io.BytesIO()
    Pillow.new("RGB", (40, 30), colour).save(data, "PNG")
    return io.BytesIO(data.getvalue())


def case_file():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.add_heading("定型机余热回收改造", 0)
    document.add_paragraph(f"{ENTERPRISE}回收定型机余热，年节电186万千瓦时。")
    document.add_heading("一、主要做法", 1)
    text = document.add_paragraph("减排3×10")
    text.add_run("3").font.superscript = True
    text.add_run("吨[1]。")
    table = document.add_table(2, 2)
    for at, words in enumerate(("指标", "数值", "节电", "186万kWh")):
        table.cell(at // 2, at % 2).text = words
    document.add_picture(png())
    document.inline_shapes[0]._inline.docPr.set("descr", "换热器")
    document.add_paragraph("参考来源").runs[0].bold = True
    document.add_paragraph("[1] 示例报：《余热回收见效》，2024-08-10")
    document.add_paragraph("[2] 企业提供的资料")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def signed_in(client, role):
    """Let somebody in this role work in the admin, in English."""
    user = make_user(role)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


def upload(client, data=None, slug="cases", name="案例.docx"):
    address = reverse("word_import_new", args=[section(slug).pk])
    return client.post(address, {"file": SimpleUploadedFile(name, data or case_file())})


def uploaded(client, data=None, slug="cases"):
    """A stored file of who is signed in; read in this process, which takes less time."""
    data = data or case_file()
    user = User.objects.get(pk=client.session["_auth_user_id"])
    return store_import(section(slug), "案例.docx", data, read_document(data), user)


def suggested(found):
    """What the form of the preview posts when nothing is changed."""
    return {f"role-{at}": code for at, code in enumerate(found.choices)}


def draft_made(client, found, **changes):
    answer = client.post(reverse("word_import_draft", args=[found.pk]), {**suggested(found), **changes})
    assert answer.status_code == 302
    found.refresh_from_db()
    return CaseStudyPage.objects.get(pk=found.draft_id).get_latest_revision_as_object()
