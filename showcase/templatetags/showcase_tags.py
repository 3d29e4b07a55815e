"""Template tags of the content's blocks."""

from collections.abc import Iterable, Iterator
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal.templatetags.portal_tags import lang_attribute
from showcase.filters import FilterValue
from showcase.for_your_plant.form import Tick
from showcase.panels import EffectRow
from showcase.stories.blocks import SECTIONS

register = template.Library()

_LABELS = dict(SECTIONS)


@register.simple_tag
def section_label(key: str) -> str:
    """Return the heading of a story's section in the reader's language; the key itself where it is unknown."""
    return str(_LABELS.get(key, key))


@register.simple_tag
def has_pairs(effects: Iterable[EffectRow]) -> bool:
    """Say whether an effect was published with both absolute values, before and after."""
    return any(effect.before_after for effect in effects)


@register.simple_tag
def lacks_period(effects: Iterable[EffectRow]) -> bool:
    """Say whether the source of an effect does not state its period."""
    return any(not effect.period for effect in effects)


@register.simple_tag
def filter_values(values: Iterable[FilterValue], name: str) -> SafeString:
    """Render a facet's boxes to tick as `<li>`s, children in a list of their own; `name`: the query parameter.

    With `plant_ticks` the only markup outside the templates: a page of results has two hundred of them, and as a
    template included for each they took a third of the time of the page (`python -m bench.speed`).
    """
    return mark_safe("".join(_boxes(values, escape(name))))  # noqa: S308 - every part below is escaped


def _boxes(values: Iterable[FilterValue], name: str) -> Iterator[str]:
    for value in values:
        code, checked = escape(value.code), " checked" if value.selected else ""
        yield (
            f'<li><label class="filter-value"><input type="checkbox" id="f-{name}-{code}" name="{name}" value="{code}"'
            f"{checked}><span{lang_attribute(value.language)}>{escape(value.label)}</span>"
            f'<span class="count">{value.count}</span></label>'
        )
        if value.children:
            yield f'<ul class="filter-values"{"" if value.opens else " hidden data-closed"}>'
            yield from _boxes(value.children, name)
            yield "</ul>"
        yield "</li>"


@register.simple_tag
def plant_ticks(ticks: Iterable[Tick]) -> SafeString:
    """Render the boxes to tick of a plant's form as `<li>`s; in Python for the same reason: there are 330 of them."""
    marks = {language: str(lang_attribute(language)) for language in ("", "zh-hans", "en")}
    boxes = (_tick(tick, marks[tick.language]) for tick in ticks)
    return mark_safe("".join(boxes))  # noqa: S308 - every part below is escaped


def _tick(tick: Tick, language: str) -> str:
    checked = " checked" if tick.checked else ""
    return (
        f'<li><label class="plant-tick"><input type="checkbox" name="{escape(tick.name)}" value="{escape(tick.value)}"'
        f"{checked}><span{language}>{escape(tick.label)}</span></label></li>"
    )
