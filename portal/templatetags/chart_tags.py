"""Template tags that draw numbers: `{% drawing chart.plot %}`, `{% bar 40 %}`, `{% bar_pair 100 60 %}`."""

from django import template
from django.utils.safestring import SafeString

from portal.charts import bars
from portal.charts.lanes import EventShape, legend_plot
from portal.charts.marks import Drawing
from portal.charts.svg import inline_svg

register = template.Library()


@register.simple_tag
def drawing(drawn: Drawing) -> SafeString:
    """Return a drawing as SVG, hidden from screen readers: the page says the same in words."""
    return inline_svg(drawn)


@register.simple_tag
def bar(share: float) -> SafeString:
    """Return a bar of 0–100 per cent of its place."""
    return inline_svg(bars.bar(share), "bar")


@register.simple_tag
def bar_pair(before: float, after: float) -> SafeString:
    """Return two bars, before above after, in 0–100 per cent of their place."""
    return inline_svg(bars.bar_pair(before, after), "bar-pair")


@register.simple_tag
def held_bar(share: float | None) -> SafeString:
    """Return what is held of a whole, 0–100 per cent of its place; None where the whole is not known."""
    return inline_svg(bars.held_bar(share), "bar")


@register.simple_tag
def lane_mark(shape: EventShape) -> SafeString:
    """Return the mark of an event of a list, for a legend."""
    return inline_svg(legend_plot(shape), "lane-mark")
