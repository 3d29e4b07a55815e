"""Passages are marked in whatever elements they are: pure."""

import pytest

from portal.translation.passage_marks import marked

LABELS = {"It saves 1,200 t a year & more.": "may be outdated"}
SIGN = '<span class="visually-hidden">(may be outdated) </span>'


def mark(markup: str) -> str:
    return marked(markup, LABELS)


@pytest.mark.parametrize("tag", ["p", "li", "h1", "td", "span", "figcaption"])
def test_the_element_that_a_passage_fills_is_marked_for_eyes_and_ears(tag: str) -> None:
    text = "It saves 1,200 t a year &amp; more."
    assert mark(f'<{tag} class="x">{text}</{tag}>') == f'<{tag} data-outdated class="x">{SIGN}{text}</{tag}>'


def test_inline_markup_line_breaks_and_a_number_of_a_source_make_no_difference() -> None:
    markup = "<p>It saves <b>1,200 t</b>\n a year &amp; more.<sup>〔1〕</sup></p>"
    assert mark(markup).startswith(f"<p data-outdated>{SIGN}It saves <b>")


def test_a_citation_inside_a_sentence_makes_no_difference() -> None:
    cited = '<a class="cite" href="#source-1" aria-label="Source 〔1〕">〔1〕</a>'

    assert mark(f"<p>It saves {cited} 1,200 t a year &amp; more.</p>").startswith("<p data-outdated>")


def test_an_element_before_the_text_is_passed_over() -> None:
    assert "<p data-outdated><b>" in mark("<p><b>It saves</b> 1,200 t a year &amp; more.</p>")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>In all, it saves 1,200 t a year &amp; more.</p>",
        "<p>It saves 1,200 t a year &amp; more. So it is.</p>",
        '<img alt="It saves 1,200 t a year &amp; more.">',
        "<p>Nothing of it.</p>",
    ],
)
def test_what_only_contains_the_words_is_left_alone(markup: str) -> None:
    assert mark(markup) == markup


def test_every_occurrence_is_marked() -> None:
    assert mark("<p>It saves 1,200 t a year &amp; more.</p>" * 2).count("data-outdated") == 2


def test_an_empty_passage_marks_nothing() -> None:
    assert marked("<p></p><p> </p>", {"": "may be outdated"}) == "<p></p><p> </p>"
