"""A guide is read from its Markdown: title, introduction, sections with anchors, steps, pictures, links."""

import pytest

from portal.guides.reading import Guide, GuideFault, Picture, read_guide

TEXT = """# From a file

What it is for.

## Upload {#upload}
1. Choose the file.

   ![The form](upload-form)

2. Press **Read**, see [tags](guide:tags#find).

- not a step

## After it {#after}
Done.
"""


def read(text: str) -> Guide:
    return read_guide("example", text, lambda name: f"/static/{name}.webp", lambda place: f"/guides/{place}")


def test_a_guide_has_a_title_an_introduction_and_sections_with_anchors():
    guide = read(TEXT)

    assert (guide.title, guide.introduction) == ("From a file", "<p>What it is for.</p>\n")
    assert [(one.anchor, one.heading, one.steps) for one in guide.sections] == [
        ("upload", "Upload", 2),
        ("after", "After it", 0),
    ]


def test_a_picture_has_its_address_its_words_and_its_size():
    section = read(TEXT).sections[0]

    assert section.pictures == (Picture("upload-form", "The form"),)
    assert (
        '<img src="/static/upload-form.webp" alt="The form" width="1200" height="750" loading="lazy">' in section.html
    )


def test_a_link_to_a_guide_gets_its_address():
    assert '<a href="/guides/tags#find">tags</a>' in read(TEXT).sections[0].html


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '<img src=x onerror="alert(1)">'])
def test_html_in_a_text_is_shown_as_typed(typed: str):
    assert "<" + typed[1:4] not in read(f"# A\n\n{typed}\n").introduction


def test_an_address_that_runs_a_script_is_no_link():
    assert "<a" not in read("# A\n\n[words](javascript:alert(1))\n").introduction


@pytest.mark.parametrize("text", ["No title.", "# A\n\n## Without an anchor\n", "# A\n\n### Too deep {#deep}\n"])
def test_what_is_no_guide_is_refused_by_its_name(text: str):
    with pytest.raises(GuideFault, match="example"):
        read(text)
