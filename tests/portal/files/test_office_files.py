"""Word and Excel files are judged by what is in them: macros are found in old and new ones, whatever the name says."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents.forms import get_document_form

from portal.files.media import Document
from portal.files.office_files import OLE, PackageError, is_package_of, macro_part, part_names

WORD, WORKBOOK = "word/document.xml", "xl/workbook.xml"


def package(*names: str) -> bytes:
    """A zip with parts of these names."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
    return data.getvalue()


def old_file(*streams: str) -> bytes:
    """What .doc and .xls begin with, and directory entries of these names."""
    entries = [
        name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little") for name in streams
    ]
    return OLE + bytes(504) + b"".join(entries)


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/vbaProject.bin", "word/VBAPROJECT.BIN"])
def test_the_part_with_macros_of_a_new_file_is_named(part):
    assert macro_part(package(WORD, part)) == part


@pytest.mark.parametrize("stream", ["_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"])
def test_the_folder_with_macros_of_an_old_file_is_named(stream):
    assert macro_part(old_file("WordDocument", stream)) == stream


@pytest.mark.parametrize(
    "content",
    [
        package(WORD),
        package(WORKBOOK),
        old_file("WordDocument"),
        b"%PDF-1.7\n% Macros",
        "宏 Macros".encode("utf-16-le"),
    ],
)
def test_a_file_without_macros_has_none_also_where_its_text_speaks_of_them(content):
    assert macro_part(content) == ""


def test_a_package_is_of_the_kind_whose_main_part_it_has():
    assert is_package_of("docx", package(WORD))
    assert is_package_of("xlsx", package(WORKBOOK))
    assert not is_package_of("docx", package(WORKBOOK))
    assert not is_package_of("xlsx", package("photos/1.jpg"))
    assert is_package_of("zip", package("photos/1.jpg"))


@given(st.binary(max_size=200), st.integers(0, 90))
def test_a_damaged_package_is_an_error_of_our_own_and_nothing_else(noise, kept):
    damaged = package(WORD)[:kept] + noise
    try:
        names = part_names(damaged)
    except PackageError:
        return
    assert all(isinstance(name, str) for name in names)


def test_a_directory_of_countless_parts_is_not_read():
    with pytest.raises(PackageError, match="too many"):
        part_names(b"PK\x03\x04" + b"PK\x01\x02" * 10_001)


REFUSED = [
    ("a.docx", package(WORD, "word/vbaProject.bin"), "macros"),
    ("a.xlsx", package(WORKBOOK, "xl/vbaProject.bin"), "macros"),
    ("a.doc", old_file("WordDocument", "Macros"), "macros"),
    ("a.xls", old_file("Workbook", "_VBA_PROJECT_CUR"), "macros"),
    ("a.zip", package("report.docx", "word/vbaProject.bin"), "macros"),
    ("a.docx", package(WORKBOOK), "content"),
    pytest.param("a.docx", package(WORD)[:60], "damaged", id="damaged"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "word"), REFUSED)
def test_no_form_takes_a_document_that_runs_macros_or_is_something_else(name, content, word):
    form = get_document_form(Document)()
    form.cleaned_data = {"file": SimpleUploadedFile(name, content)}

    with override("en"), pytest.raises(ValidationError, match=word):
        form.clean_file()


@pytest.mark.django_db
def test_a_plain_word_file_is_taken_as_it_is():
    form = get_document_form(Document)()
    form.cleaned_data = {"file": SimpleUploadedFile("a.docx", package(WORD))}

    assert form.clean_file().read() == package(WORD)
