"""What Word shows is read as blocks: looks, numbers that Word makes, tables, notes, links, pictures."""

import io

import docx
import pytest
from PIL import Image as Pillow

from showcase.stories.word.reading.blocks import read_document
from showcase.stories.word.reading.document import Kind, Place, Span
from showcase.stories.word.reading.numbering import written
from showcase.stories.word.reading.process import read_word, restored, stored
from tests.showcase.stories.word import word_files as make


def read(*body, **parts):
    return read_document(make.package("".join(body), **parts))


def of_docx(document):
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def png():
    data = io.BytesIO()
    Pillow.new("RGB", (40, 30), "seagreen").save(data, "PNG")
    return data.getvalue()


def numbered(levels):
    """The part with one list of these (format, pattern) by level."""
    inside = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (form, pattern) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{inside}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )


def item(text, level=0):
    return make.paragraph(
        make.run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
    )


def test_looks_of_a_text_are_kept_and_neighbours_of_one_look_are_joined():
    raised = '<w:vertAlign w:val="superscript"/>'

    (block,) = read(
        make.paragraph(make.run("节电"), make.run("3×10"), make.run("3", raised), make.run("粗", "<w:b/>"))
    ).blocks

    assert block.spans == (Span("节电3×10"), Span("3", raised=True), Span("粗", bold=True))


def test_headings_and_the_title_are_known_by_their_styles():
    document = docx.Document()
    document.add_heading("题目", 0)
    document.add_heading("背景", 1)
    document.add_heading("细节", 2)

    blocks = read_document(of_docx(document)).blocks

    assert [(block.kind, block.level) for block in blocks] == [(Kind.HEADING, level) for level in (0, 1, 2)]


def test_the_numbers_that_word_makes_are_counted():
    levels = [("chineseCounting", "%1、"), ("decimal", "%2."), ("lowerLetter", "%2.%3)")]
    texts = [("甲", 0), ("子", 1), ("丑", 1), ("x", 2), ("乙", 0), ("寅", 1)]

    blocks = read(*(item(text, level) for text, level in texts), numbering=numbered(levels)).blocks

    assert [block.label for block in blocks] == ["一、", "1.", "2.", "2.a)", "二、", "1."]
    assert all(block.ordered for block in blocks)


def test_a_bullet_is_an_item_without_a_number():
    (block,) = read(item("点"), numbering=numbered([("bullet", "•")])).blocks

    assert (block.kind, block.label, block.ordered) == (Kind.ITEM, "", False)


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (35, "japaneseCounting", "三十五"),
        (3, "upperRoman", "III"),
        (28, "upperLetter", "BB"),
        (4, "decimalEnclosedCircle", "④"),
        (21, "decimalEnclosedCircle", "21"),
        (5, "decimalFullWidth", "５"),
        (7, "hebrew1", "7"),
        (10, "ideographDigital", "一〇"),
    ],
)
def test_a_number_is_written_in_the_form_of_its_list(number, form, text):
    assert written(number, form) == text


def test_merged_cells_repeat_the_cell_that_covers_them():
    text = make.paragraph
    data = make.table(
        [make.cell(text(make.run("能耗")), '<w:gridSpan w:val="2"/>'), make.cell(text(make.run("年")))],
        [
            make.cell(text(make.run("电")), '<w:vMerge w:val="restart"/>'),
            make.cell(text(make.run("12.5"))),
            make.cell(text(make.run("2023"))),
        ],
        [make.cell(text(), "<w:vMerge/>"), make.cell(text(make.run("9"))), make.cell(text(make.run("2024")))],
    )

    (table,) = read(data).blocks

    assert [[cell.text for cell in row] for row in table.rows] == [
        ["能耗", "能耗", "年"],
        ["电", "12.5", "2023"],
        ["电", "9", "2024"],
    ]
    assert [row[0].covered for row in table.rows] == ["", "", "above"]
    assert table.text == "能耗\t年\n电\t12.5\t2023\n9\t2024"


def test_a_table_in_a_cell_is_a_table_of_its_own():
    inner = make.table([make.cell(make.paragraph(make.run("内"))), make.cell(make.paragraph(make.run("里")))])
    outer = make.table([make.cell(make.paragraph(make.run("外")) + inner), make.cell(make.paragraph())])

    blocks = read(outer).blocks

    assert [(block.kind, block.place, block.text) for block in blocks] == [
        (Kind.TABLE, Place.BODY, "外\t"),
        (Kind.TABLE, Place.NESTED_TABLE, "内\t里"),
    ]


def test_a_frame_of_one_cell_is_its_text():
    assert [block.text for block in read(make.table([make.cell(make.paragraph(make.run("框")))])).blocks] == ["框"]


def test_a_text_box_is_read_once_after_its_paragraph():
    document = read(make.paragraph(make.run("正文"), make.text_box(make.paragraph(make.run("框内")))))

    assert [(block.text, block.place) for block in document.blocks] == [
        ("正文", Place.BODY),
        ("框内", Place.TEXT_BOX),
    ]
    assert document.remainder == ()


def test_a_copy_for_old_programs_that_says_something_else_is_in_the_remainder():
    document = read(make.paragraph(make.text_box(make.paragraph(make.run("新")), old="旧")))

    assert [(left.place, left.text) for left in document.remainder] == [(Place.OLD_COPY, "旧")]


def test_notes_follow_the_body_in_the_order_in_which_they_are_referred_to():
    body = make.paragraph(make.run("甲"), make.note("endnote", 2), make.note("footnote", 5))

    document = read(
        body, footnotes=make.noted("footnote", {5: "脚注", 6: "无人引用"}), endnotes=make.noted("endnote", {2: "尾注"})
    )

    assert [span.note for span in document.blocks[0].spans] == [0, 1, 2]
    assert [(block.text, block.number) for block in document.blocks[1:]] == [("尾注", 1), ("脚注", 2)]
    assert [(left.place, left.text) for left in document.remainder] == [(Place.FOOTNOTE, "无人引用")]


def test_a_link_field_gives_its_result_the_address_and_its_code_is_in_the_remainder():
    document = read(make.paragraph(make.field(' HYPERLINK "https://example.org/a" ', "网页")))

    assert document.blocks[0].spans == (Span("网页", link="https://example.org/a"),)
    assert [left.place for left in document.remainder] == [Place.FIELD]


@pytest.mark.parametrize(
    ("inline", "place"),
    [
        (make.hidden("藏"), Place.HIDDEN),
        (make.run("藏", "<w:strike/>"), Place.STRUCK),
        (make.deleted("藏"), Place.DELETION),
        (make.control(make.run("藏"), "<w:showingPlcHdr/>"), Place.PLACEHOLDER),
        (f"<w:r><w:ruby><w:rt>{make.run('藏')}</w:rt></w:ruby></w:r>", Place.PHONETIC),
    ],
)
def test_what_is_not_text_is_named_by_its_place(inline, place):
    document = read(make.paragraph(make.run("文"), inline))

    assert [block.text for block in document.blocks] == ["文"]
    assert [(left.place, left.text) for left in document.remainder] == [(place, "藏")]


def test_a_table_of_contents_is_no_text():
    properties = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'

    document = read(make.control(make.paragraph(make.run("一、背景 1")), properties))

    assert document.blocks == ()
    assert document.remainder[0].place is Place.CONTENTS


@pytest.mark.parametrize("name", ["word/embeddings/oleObject1.bin", "word/afchunk.htm", "word/embeddings/b.xlsx"])
def test_a_file_inside_the_file_is_named(name):
    document = read_document(make.with_part(make.empty(), name, b"x"))

    assert [(left.place, left.part) for left in document.remainder] == [(Place.EMBEDDED, name)]


def test_a_picture_is_named_by_its_part_with_its_alternative_text():
    document = docx.Document()
    document.add_picture(io.BytesIO(png()))
    document.inline_shapes[0]._inline.docPr.set("descr", "热交换器")

    (block,) = read_document(of_docx(document)).blocks

    assert (block.kind, block.part, block.alt) == (Kind.PICTURE, "word/media/image1.png", "热交换器")


def test_a_picture_that_is_not_in_the_file_is_named():
    rels = (
        '<Relationship Id="rId90" TargetMode="External" Target="https://example.org/a.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    data = make.package(make.paragraph('<w:r><w:drawing><a:blip r:link="rId90"/></w:drawing></w:r>'))
    data = make.changed(
        data, "word/_rels/document.xml.rels", lambda text: text.replace("</Relationships>", rels + "</Relationships>")
    )

    document = read_document(data)

    assert document.linked_pictures == ("https://example.org/a.png",)
    assert document.blocks[0].part == ""


def test_a_document_that_is_stored_as_json_comes_back_as_it_was():
    document = read(
        item("甲"),
        make.table([make.cell(make.paragraph(make.run("a"))), make.cell("")]),
        numbering=numbered([("decimal", "%1.")]),
    )

    assert restored(stored(document)) == document


def test_characters_that_cannot_be_seen_are_removed():
    document = read_word("a.docx", make.package(make.paragraph(make.run("节\u200b电\x85量"), make.deleted("旧\ufeff"))))

    assert document.blocks[0].text == "节电量"
    assert document.remainder[0].text == "旧"
