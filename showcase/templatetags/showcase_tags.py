"""Tags of the content's own blocks."""

from django import template

from showcase.stories.blocks import SECTIONS

register = template.Library()

_LABELS = dict(SECTIONS)


@register.simple_tag
def section_label(key: str) -> str:
    """The heading of a story's section in the reader's language, from its key; the key itself where it is unknown."""
    return str(_LABELS.get(key, key))
