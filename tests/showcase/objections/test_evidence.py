"""Files sent with an objection: known by their content, limited, refused with their name."""

import pytest
from django.test import Client
from time_machine import travel

from showcase.models import ObjectionEvidence
from tests.showcase.objections import senders
from tests.showcase.objections.senders import OPEN, address, faults, form_fields, notice, received, send

pytestmark = pytest.mark.django_db

EMPTY_ZIP_BOMB = senders.package("word/document.xml", ("word/media/zeros.bin", b"0" * 60_000_000))


@pytest.fixture(autouse=True)
def inside_the_window():
    with travel(OPEN, tick=False):
        yield


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("证据.pdf", senders.PDF),
        ("照片.JPG", senders.picture("JPEG")),
        ("照片.jpeg", senders.picture("JPEG")),
        ("截图.png", senders.picture()),
        ("说明.docx", senders.package("word/document.xml")),
        ("数据.xlsx", senders.package("xl/workbook.xml")),
    ],
)
def test_evidence_of_each_kind_is_kept_as_it_came(name, content):
    found = received(notice(), evidence=[senders.upload(name, content)])

    (file,) = found.evidence.all()
    assert (file.name, file.size) == (name, len(content))


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.exe", b"MZ\x90\x00" * 100, "only PDF, JPG, PNG, DOCX and XLSX files are accepted."),
        ("a.pdf.exe", senders.PDF, "only PDF, JPG, PNG, DOCX and XLSX files are accepted."),
        ("noname", senders.PDF, "only PDF, JPG, PNG, DOCX and XLSX files are accepted."),
        ("a.zip", senders.package("x"), "only PDF, JPG, PNG, DOCX and XLSX files are accepted."),
        ("a.pdf", b"MZ\x90\x00" * 100, "is damaged, or its content does not match its name."),
        ("a.pdf", b"<html><script>alert(1)</script></html>", "is damaged, or its content does not match its name."),
        ("a.pdf", b"%PDF-1.4 <html><script>alert(1)</script>", "is damaged, or its content does not match its name."),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"<html>" * 50, "is damaged, or its content does not match its name."),
        ("a.png", senders.picture("JPEG"), "is damaged, or its content does not match its name."),
        ("a.docx", senders.package("xl/workbook.xml"), "is damaged, or its content does not match its name."),
        ("a.docx", b"PK\x03\x04" + b"\x00" * 90, "is damaged, or its content does not match its name."),
        ("a.docx", EMPTY_ZIP_BOMB, "is too large when unpacked."),
        (
            "a.xlsx",
            senders.package("xl/workbook.xml", ("xl/vbaProject.bin", b"x")),
            "contains macros: save it without them.",
        ),
        ("a.pdf", b"", "The submitted file is empty."),
    ],
)
def test_what_is_no_evidence_is_refused_by_its_name(name, content, fault):
    answer = send(notice(), evidence=[senders.upload(name, content)])

    expected = f"Evidence files: “{name}” is empty." if not content else f"“{name}”"
    assert answer.status_code == 400
    assert expected in faults(answer)[0]
    assert not content or fault in faults(answer)[0]
    assert not ObjectionEvidence.objects.exists()


def test_a_file_may_have_ten_megabytes_and_not_one_byte_more():
    page = notice()
    room = 10_000_000 - len(senders.PDF)
    whole, large = (senders.PDF[:9] + b"%" * n + senders.PDF[9:] for n in (room, room + 1))

    refused = send(page, evidence=[senders.upload("大.pdf", large), senders.upload("好.pdf", whole)])

    assert faults(refused) == ["Evidence files: “大.pdf” is larger than 10 MB."]
    assert received(page, evidence=[senders.upload("好.pdf", whole)]).evidence.get().size == 10_000_000


def test_more_than_five_files_are_refused():
    answer = send(notice(), evidence=[senders.upload(f"{n}.pdf") for n in range(6)])

    assert faults(answer) == ["Evidence files: At most 5 files at once."]


def test_the_name_of_a_file_leads_nowhere_and_breaks_no_header():
    body = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value.encode())
        for name, value in form_fields().items()
    )
    name = b"filename*=UTF-8''..%2F..%2Fetc%2Fx%22%0D%0ASet-Cookie:a%00b.pdf"
    file = b'--b\r\nContent-Disposition: form-data; name="evidence"; %s\r\n\r\n%s\r\n--b--\r\n' % (name, senders.PDF)

    answer = Client().generic("POST", address(notice()), body + file, "multipart/form-data; boundary=b")

    assert answer.status_code == 302
    assert ObjectionEvidence.objects.get().name == 'x"Set-Cookie:ab.pdf'
