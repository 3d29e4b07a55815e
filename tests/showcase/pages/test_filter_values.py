"""The boxes of a facet, which a tag writes: nested, ticked, marked with their language, and escaped."""

from django.template import Context, Template
from django.utils.translation import override

from showcase.filters import FilterValue


def _written(*values: FilterValue, name: str = "industry") -> str:
    template = Template("{% load showcase_tags %}{% filter_values values name %}")
    with override("en"):
        return template.render(Context({"values": values, "name": name}))


def test_a_value_is_a_box_with_its_count() -> None:
    assert _written(FilterValue("C17", "Textiles", 3, language="en")) == (
        '<li><label class="filter-value"><input type="checkbox" id="f-industry-C17" name="industry" value="C17">'
        '<span>Textiles</span><span class="count">3</span></label></li>'
    )


def test_a_chosen_value_is_ticked_and_its_list_open() -> None:
    written = _written(FilterValue("G01", "Fibre", 5, children=(FilterValue("C17", "Textiles", 3, selected=True),)))

    assert 'value="C17" checked>' in written
    assert '<ul class="filter-values"><li>' in written
    assert "hidden" not in written


def test_values_below_one_that_is_not_chosen_are_closed() -> None:
    written = _written(FilterValue("G01", "Fibre", 5, children=(FilterValue("C17", "Textiles", 3),)))

    assert '<ul class="filter-values" hidden data-closed><li>' in written


def test_a_label_in_the_other_language_says_so() -> None:
    assert '<span lang="zh-hans">纺织业</span>' in _written(FilterValue("C17", "纺织业", 3, language="zh-hans"))


def test_nothing_of_a_value_is_taken_for_markup() -> None:
    written = _written(FilterValue('"><script>', "<b>&", 1), name='"x')

    assert "<script>" not in written
    assert "<b>" not in written
    assert 'name="&quot;x" value="&quot;&gt;&lt;script&gt;"' in written
    assert "&lt;b&gt;&amp;" in written
