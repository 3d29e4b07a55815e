"""Tags of the content's own blocks."""

from collections.abc import Iterable

from django import template

from showcase.panels import EffectRow
from showcase.stories.blocks import SECTIONS

register = template.Library()

_LABELS = dict(SECTIONS)


@register.simple_tag
def section_label(key: str) -> str:
    """The heading of a story's section in the reader's language, from its key; the key itself where it is unknown."""
    return str(_LABELS.get(key, key))


@register.simple_tag
def has_pairs(effects: Iterable[EffectRow]) -> bool:
    """True when at least one effect was published with both absolute values, before and after."""
    return any(effect.before_after for effect in effects)
