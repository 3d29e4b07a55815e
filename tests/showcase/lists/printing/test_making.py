"""PDFs are made of what is published, by a process that opens nothing but our own pictures."""

import datetime as dt
import hashlib
import re
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from time_machine import travel

from ops import tools
from portal.models import Document
from showcase.lists.importing.reading.process import read_sheets
from showcase.lists.printing import making
from showcase.lists.printing.writer import own_file
from showcase.models import AnnouncementPage, AnnouncementPdf, ListAttachment, ListImport
from tests import factories
from tests.conftest import need
from tests.showcase.lists.printing.pdf_pages import (
    OPEN,
    attachments_in,
    is_tagged,
    language_of,
    notice,
    picture,
    pictures_in,
    text_of,
)

pytestmark = pytest.mark.django_db

NAMES = [f"示例{number}印染有限公司（福建）" for number in range(1, 61)]


@pytest.fixture
def pango():
    """What WeasyPrint needs of the machine."""
    for tool in (tools.PANGO, tools.FONT_SUBSETS, tools.HAN_FONT):
        need(tool)


def press(monkeypatch, does):
    """Let this Python stand where WeasyPrint would."""
    monkeypatch.setattr(making, "_WRITER", (sys.executable, "-c", does))


def quick(monkeypatch):
    press(monkeypatch, "import sys; sys.stdin.read(); sys.stdout.write('%PDF-1.7')")


def make_pdfs(**options):
    said = StringIO()
    call_command("make_pdfs", stdout=said, stderr=said, **options)
    return said.getvalue().splitlines()[-1]


# What is printed ------------------------------------------------------------------------------------------


@travel(OPEN, tick=False)
def test_all_rows_come_back_from_the_pdf_as_they_stand_in_the_notice(pango):
    page = notice(*NAMES, body=[factories.paragraph("<p>现将名单<b>公示</b>。</p>")])
    page.entries.update(region_printed="泉州市晋江市", industry_printed="纺织(C17)")

    made = making.make_pdf(AnnouncementPage.objects.get(pk=page.pk))

    (sheet,) = read_sheets("notice.pdf", bytes(made.content))
    rows = [row.texts for row in sheet.rows if not row.is_text and row.texts[0].isdecimal()]
    assert rows == [(str(at), name, "泉州市晋江市", "纺织(C17)") for at, name in enumerate(NAMES, start=1)]
    headers = [row.place for row in sheet.rows if row.texts[0] == "序号"]
    assert len(headers) == len(set(headers)) > 1
    printed = text_of(made.content)
    for words in ("绿色工厂名单公示", "公示中", "闽工信规〔2025〕3号", "示例节能处", "示例纪检组", "现将名单公示。"):
        assert words in printed
    assert f"以发文机关公布的文件为准。{settings.SITE_URL}{page.get_url()}" in printed
    assert "2026年11月25日 10:00" in printed
    assert re.search(r"1 / [2-9]", printed)


@travel(OPEN, tick=False)
def test_the_english_pdf_is_tagged_and_english_and_a_withdrawn_notice_says_so(pango, settings):
    settings.DEMO = True
    page = notice("示例纺织有限公司")
    AnnouncementPage.objects.filter(pk=page.pk).update(withdrawn_on="2026-11-24", withdrawal_reason="名单有误")
    english = factories.make_translation(page, "Proposed green factories")

    made = making.make_pdf(english)

    printed = text_of(made.content)
    for words in (
        "Proposed green factories",
        "Withdrawn on 24 November 2026.",
        "名单有误",
        "Name as printed",
        "Demonstration",
    ):
        assert words in printed
    assert "The documents published by the issuing authority prevail." in printed
    assert (language_of(made.content), is_tagged(made.content)) == ("en", True)


def test_the_files_of_the_notice_stand_in_it_with_their_hashes(monkeypatch):
    press(monkeypatch, "import sys; sys.stdout.write('%PDF-' + sys.stdin.read())")
    page = notice()
    applied = ListImport.objects.create(announcement=page, programme=factories.programme(), state="applied")
    begun = ListImport.objects.create(announcement=page, programme=factories.programme())
    for of, name in ((applied, "附件1.xlsx"), (begun, "未采用.xlsx")):
        document = Document.objects.create(title=name, file=ContentFile(name.encode(), name="list.xlsx"))
        digest = hashlib.sha256(name.encode()).hexdigest()
        ListAttachment.objects.create(list_import=of, document=document, name=name, sha256=digest, size=1)

    printed = making.make_pdf(page).content.decode()

    assert "附件1.xlsx" in printed
    assert hashlib.sha256("附件1.xlsx".encode()).hexdigest() in printed
    assert "未采用" not in printed


# What the process may open --------------------------------------------------------------------------------


def test_nothing_but_our_own_pictures_gets_into_a_pdf(pango, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "ours.png").write_bytes(picture())
    (tmp_path / "secret.png").write_bytes(picture())
    secret = (tmp_path / "secret.png").as_uri()
    html = (
        f"<html lang=zh><title>t</title><p>名单<img alt=a src='/media/images/ours.png'><img alt=b src='{secret}'>"
        "<img alt=c src='/media/images/../secret.png'><img alt=d src='http://example.org/x.png'>"
        "<img alt=e src='file:///etc/passwd'><object data='file:///etc/passwd' type='text/plain'></object>"
        "<link rel=attachment href='file:///etc/passwd'><link rel=stylesheet href='file:///etc/passwd'>"
        "<a rel=attachment href='file:///etc/passwd'>file</a><style>@import 'file:///etc/passwd'</style>"
    )

    made = making.written(html)

    assert (pictures_in(made), attachments_in(made)) == (1, 0)
    assert "root:" not in text_of(made)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://example.org/media/images/ours.png",
        "https://lujian.example/media/images/ours.png",
        "http://lujian.example/media/secret.png",
        "http://lujian.example/media/images/../secret.png",
        "http://lujian.example/media/images/%2e%2e/secret.png",
        "http://lujian.example/media/images//etc/passwd",
        "http://lujian.example/media/images/link.png",
        "http://lujian.example/media/images/",
        "http://lujian.example/media/images/%00",
        "data:text/plain,x",
    ],
)
def test_an_address_outside_the_folder_of_pictures_is_none_of_ours(tmp_path, url):
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / "ours.png").write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    site = "http://lujian.example/media/images/"

    assert own_file(url, site, folder) is None
    assert own_file(f"{site}ours.png?v=1", site, folder) == folder / "ours.png"


def test_the_process_learns_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hidden")
    press(monkeypatch, "import os, sys; sys.stdin.read(); print('%PDF-', sorted(os.environ))")

    assert "SECRET_KEY" not in making.written("").decode()


# What is made ---------------------------------------------------------------------------------------------


def test_the_command_makes_what_is_public_and_only_what_is_not_current(monkeypatch):
    quick(monkeypatch)
    page = notice()
    english = factories.make_translation(page, "Proposed green factories")
    factories.make_announcement("未发布")

    assert make_pdfs() == "2 made, 0 current already, 0 failed"
    assert set(AnnouncementPdf.objects.values_list("page_id", flat=True)) == {page.pk, english.pk}
    assert make_pdfs() == "0 made, 2 current already, 0 failed"
    assert make_pdfs(announcement=page.pk, again=True) == "2 made, 0 current already, 0 failed"

    english = AnnouncementPage.objects.get(pk=english.pk)
    english.introduction = "Another word"
    english.save_revision().publish()
    assert make_pdfs() == "1 made, 1 current already, 0 failed"


@pytest.mark.parametrize(
    ("code", "package"), [(making.NO_LIBRARY, "libpango-1.0-0"), (making.NO_FONT, "fonts-noto-cjk")]
)
def test_where_something_is_missing_the_command_says_what_to_install(monkeypatch, code, package):
    press(monkeypatch, f"import sys; sys.exit({code})")
    notice()

    with pytest.raises(CommandError, match=package):
        make_pdfs()

    assert not AnnouncementPdf.objects.exists()


def test_a_machine_without_chinese_letters_makes_no_pdf_of_boxes(pango, monkeypatch, tmp_path):
    (tmp_path / "fonts.conf").write_text("<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))

    with pytest.raises(making.PdfUnavailableError, match="fonts-noto-cjk"):
        making.written("<p>名单")


def test_one_that_fails_is_named_and_does_not_stop_the_others(monkeypatch):
    press(monkeypatch, "import sys; sys.exit('broken') if '坏' in sys.stdin.read() else print('%PDF-1.7')")
    fine = notice("好公司")
    bad = notice("坏公司")
    said = StringIO()

    with pytest.raises(CommandError):
        call_command("make_pdfs", stdout=said, stderr=said)

    assert f"{bad.pk} {bad.title}: exit code 1: broken" in said.getvalue()
    assert list(AnnouncementPdf.objects.filter(failure="").values_list("page_id", flat=True)) == [fine.pk]
    assert make_pdfs() == "0 made, 2 current already, 0 failed"  # a large one costs minutes: not again today
    assert Client().get(f"/notices/{bad.pk}/pdf/").status_code == 404
    with travel(timezone.now() + dt.timedelta(days=1, seconds=1)), pytest.raises(CommandError):
        make_pdfs()


def test_one_that_never_ends_is_ended(monkeypatch):
    press(monkeypatch, "while True: pass")
    monkeypatch.setattr(making, "MAX_WAIT", 0.5)

    with pytest.raises(making.PdfFailedError, match="not done"):
        making.written("")
