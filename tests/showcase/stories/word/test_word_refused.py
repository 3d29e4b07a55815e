"""What is no Word file of a story is refused by its content, and says why; nothing in a file is expanded."""

import pytest

from showcase.lists.importing.reading.sheets import FileRefused
from showcase.stories.word.reading.blocks import read_document
from showcase.stories.word.reading.process import read_word
from tests.showcase.lists.importing import list_files
from tests.showcase.stories.word import word_files as make
from tests.showcase.stories.word.uploading import png


def _strict():
    own, strict = make.W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    return make.changed(make.empty(), "word/document.xml", lambda text: text.replace(own, strict))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (lambda: b"", "empty"),
        (make.old_word, "old_word"),
        (lambda: make.old_office("EncryptedPackage"), "encrypted"),
        (lambda: list_files.xlsx([["a"]]), "not_word"),
        ("一份文字".encode, "not_word"),
        (lambda: png().read(), "picture"),
        (lambda: make.with_part(make.empty(), "word/vbaProject.bin", b"x"), "macros"),
        (lambda: make.package("<w:p>"), "damaged"),
        (lambda: make.empty()[:-500], "damaged"),
        (lambda: make.package(make.paragraph(make.run("x")) * 1_501), "too_many_blocks"),
        (lambda: make.package(make.paragraph(make.deleted("x")) * 1_501), "too_many_blocks"),
        (lambda: make.package(make.paragraph(make.run("字" * 300_001))), "too_long"),
        (lambda: make.package("<w:p>" * 400 + "</w:p>" * 400), "damaged"),
        (_strict, "strict"),
    ],
)
def test_what_is_no_word_file_of_a_story_is_refused_by_its_content(data, fault):
    with pytest.raises(FileRefused) as refused:
        read_word("a.docx", data())

    assert refused.value.fault == fault


def test_no_entity_of_a_file_is_expanded():
    doctype = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = make.changed(
        make.package(make.paragraph(make.run("甲ENTITY乙"))),
        "word/document.xml",
        lambda text: doctype + text.replace("ENTITY", "&x;"),
    )

    assert "root" not in str(read_document(data))
