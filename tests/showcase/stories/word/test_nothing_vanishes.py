"""Every character of every text of a Word file is in a block or in the named remainder, whatever the file contains."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from showcase.stories.word.reading.blocks import read_document
from showcase.stories.word.reading.document import Place
from tests.showcase.stories.word import word_files as make

# Each text occurs once, so that a text in the wrong place or twice is noticed.
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn")), max_size=12)
HOW = {
    "plain": make.run,
    "bold": lambda text: make.run(text, "<w:b/>"),
    "raised": lambda text: make.run(text, '<w:vertAlign w:val="superscript"/>'),
    "deleted": make.deleted,
    "moved away": lambda text: f'<w:moveFrom w:id="3">{make.run(text)}</w:moveFrom>',
    "inserted": make.inserted,
    "hidden": make.hidden,
    "struck through": lambda text: make.run(text, "<w:dstrike/>"),
    "control": lambda text: make.control(make.run(text)),
    "placeholder": lambda text: make.control(make.run(text), "<w:showingPlcHdr/>"),
    "text box": lambda text: make.text_box(make.paragraph(make.run(text))),
    "field": lambda text: make.field(f" DATE {text}", text),
    "formula": lambda text: f"<m:oMath><m:sSup><m:e><m:r><m:t>{make.escape(text)}</m:t></m:r></m:e></m:sSup></m:oMath>",
    "unknown": lambda text: f"<w:unheardOf>{make.run(text)}</w:unheardOf>",
    "ruby": lambda text: f"<w:r><w:ruby><w:rt>{make.run(text)}</w:rt><w:rubyBase/></w:ruby></w:r>",
    "smart tag": lambda text: f"<w:smartTag>{make.run(text)}</w:smartTag>",
}
inline = st.tuples(st.sampled_from(sorted(HOW)), words).map(lambda pair: HOW[pair[0]](pair[1]))
styles = st.sampled_from(
    ["", '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="TOC1"/>', '<w:numPr><w:numId w:val="1"/></w:numPr>']
)
paragraphs = st.tuples(styles, st.lists(inline, max_size=4)).map(
    lambda pair: make.paragraph(*pair[1], properties=pair[0])
)
merges = st.sampled_from(["", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"])


def tables(contents):
    cells = st.tuples(contents, merges).map(lambda pair: make.cell(*pair))
    return st.lists(st.lists(cells, max_size=3), max_size=3).map(lambda rows: make.table(*rows))


def wrapped(contents):
    several = st.lists(contents, max_size=3).map("".join)
    boxes = several.map(lambda inside: make.paragraph(make.text_box(inside)))
    return tables(several) | boxes | several.map(make.control)


bodies = st.lists(st.recursive(paragraphs, wrapped, max_leaves=12), max_size=4).map("".join)
parts = st.fixed_dictionaries(
    {
        "header1": bodies,
        "footer2": paragraphs,
        "comments": words.map(lambda text: f"<w:comment>{make.paragraph(make.run(text))}</w:comment>"),
        "charts/chart1": words.map(lambda text: f"<a:t>{make.escape(text)}</a:t>"),
        "diagrams/data1": words.map(lambda text: f"<a:p><a:t>{make.escape(text)}</a:t></a:p>"),
    }
)


def shown(document):
    return [block.text for block in document.blocks] + [left.text for left in document.remainder]


def letters(texts):
    return Counter("".join("".join(texts).split()))


@given(body=bodies, others=parts, notes=st.lists(words, max_size=3))
@settings(max_examples=80, deadline=None)
def test_every_character_is_in_a_block_or_in_the_named_remainder(body, others, notes):
    references = "".join(make.note("footnote", key) for key in range(len(notes)))
    data = make.package(
        body + make.paragraph(references), footnotes=make.noted("footnote", dict(enumerate(notes, 0))), **others
    )

    document = read_document(data)

    missing = letters(make.texts_of(data)) - letters(shown(document))
    assert not missing


@given(text=words.filter(str.strip))
@settings(max_examples=30, deadline=None)
def test_deletions_and_comments_are_never_text(text):
    body = make.paragraph(make.run("正文"), make.deleted(text))

    document = read_document(make.package(body, comments=make.paragraph(make.run(text))))

    assert [block.text for block in document.blocks] == ["正文"]
    assert [(left.place, left.text) for left in document.remainder] == [
        (Place.DELETION, text),
        (Place.COMMENT, text),
    ]
