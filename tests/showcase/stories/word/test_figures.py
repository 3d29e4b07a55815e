"""Figures are found in texts and tables, each once, with the source that their paragraph cites."""

from showcase.effects.choices import Quantity
from showcase.stories.word.composing.figures import figures_in
from showcase.stories.word.reading.document import Block, Cell, Kind, Span


def text(words):
    return Block(Kind.PARAGRAPH, (Span(words),))


def found(*pairs):
    return figures_in([block for block, _code in pairs], [code for _block, code in pairs])


def test_a_figure_carries_the_only_source_that_its_paragraph_cites():
    (figure,) = found((text("项目年节电186万千瓦时[2]。"), "paragraph"))

    assert figure.effect.quantity is Quantity.ELECTRICITY_SAVED
    assert (figure.cited, figure.source_number([1, 2]), figure.source_number([1])) == ((2,), 2, None)


def test_of_two_cited_sources_none_is_that_of_the_figure():
    (figure,) = found((text("项目年节电186万千瓦时[1,2]。"), "paragraph"))

    assert figure.source_number([1, 2]) is None


def test_what_the_summary_repeats_is_the_figure_of_the_text():
    figures = found((text("年节电186万千瓦时。"), "summary"), (text("项目年节电186万千瓦时[1]。"), "paragraph"))

    assert [figure.at for figure in figures] == [1]


def test_of_a_figure_stated_twice_the_statement_with_its_period_counts():
    cells = (("指标", "数值"), ("节电", "186万kWh"))
    table = Block(Kind.TABLE, rows=tuple(tuple(Cell((Span(words),)) for words in row) for row in cells))

    (figure,) = found((table, "table"), (text("年节电186万千瓦时。"), "summary"))

    assert (figure.at, figure.effect.per) == (1, "year")


def test_a_table_of_results_is_read_by_its_rows():
    rows = (("指标", "改造前", "改造后", "单位"), ("单位产品水耗", "38", "21", "m³/t"))
    table = Block(Kind.TABLE, rows=tuple(tuple(Cell((Span(words),)) for words in row) for row in rows))

    (figure,) = found((table, "table"))

    assert (figure.effect.before, figure.effect.after) == (38, 21)


def test_title_and_sources_state_no_figures():
    assert found((text("年节电186万千瓦时"), "title"), (text("年节电186万千瓦时"), "source")) == []
