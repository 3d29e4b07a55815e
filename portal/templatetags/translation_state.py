"""Template tags of the admin on the state of translations."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail_localize.models import Translation

from portal.translation.editing.differences import Change, Piece
from portal.translation.editing.panel import work_of
from portal.translation.states import TranslationState, state_of

register = template.Library()


@register.simple_tag
def translation_state(translation: Translation) -> TranslationState:
    """Return its state now; wagtail-localize's own does not know of unpublished translated texts."""
    return state_of(translation)


@register.simple_tag
def changed_text(pieces: Iterable[Piece]) -> SafeString:
    """Return two texts in one: what was left out in `<del>`, what was added in `<ins>`."""
    tags = {Change.REMOVED: "del", Change.ADDED: "ins"}
    return format_html_join(
        "",
        "{}{}{}",
        (
            (mark_safe(f"<{tag}>"), piece.text, mark_safe(f"</{tag}>"))  # noqa: S308 - one of the two names above
            if (tag := tags.get(piece.change))
            else ("", piece.text, "")
            for piece in pieces
        ),
    )


@register.inclusion_tag("portal/admin/translation_work.html", takes_context=True)
def translation_work(context: dict[str, Any], translation: Translation, page: Any) -> dict[str, Any]:
    """Show what is not finished on an English page, with the Chinese beside it; nothing for a snippet."""
    request = context["request"]
    work = work_of(translation, page, request.user) if hasattr(page, "unfinished_facts") else None
    return {"work": work, "translation": translation, "page": page, "request": request}
