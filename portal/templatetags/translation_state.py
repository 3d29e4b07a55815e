"""How a translation stands to its Chinese page, for the admin's templates."""

from django import template
from wagtail_localize.models import Translation

from portal.untranslated import TranslationState, state_of

register = template.Library()


@register.simple_tag
def translation_state(translation: Translation) -> TranslationState:
    """Its state now; wagtail-localize's own word knows nothing of what is translated and not published."""
    return state_of(translation)
