"""Marks of English texts that are not finished: kept from an older Chinese text, or made by a machine.

wagtail-localize knows texts with an error: it counts them as not translated and names the error beside them. A mark is
such an error, which saving the text removes. Unlike other errors it doesn't hide the text: a draft shows what is
marked, and not the Chinese. For that, and to say marks in the language of the editor, three methods of its models are
replaced here.
"""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.strings import StringValue, validate_translation_links

KEPT = "lujian:kept"
MACHINE = "lujian:machine"
MARKS = (KEPT, MACHINE)

SUGGESTED = "lujian:suggested"
"""In place of the name of a tool: the text was filled in, and is finished unless somebody changes it."""

MARKED = Q(has_error=True, field_error__in=MARKS)
"""The condition of a StringTranslation that is marked."""

FINISHED = Q(has_error=False)

_error = StringTranslation.get_error
_comment = StringTranslation.get_comment


def mark_of(text: StringTranslation) -> str:
    """Return the mark of an English text; empty: it has none."""
    return text.field_error if text.has_error and text.field_error in MARKS else ""


def is_sound(chinese: str, english: str) -> bool:
    """Say whether an English text can stand for a Chinese one: its markup is complete, and it has no other links."""
    try:
        StringValue.from_translated_html(english)
        validate_translation_links(chinese, english)
    except ValueError:
        return False
    return True


def settle(texts: QuerySet[StringTranslation]) -> int:
    """Take the marks from these English texts as they are, and return how many had one.

    What a machine made counts as a person's from then on: somebody has read it.
    """
    manual = StringTranslation.TRANSLATION_TYPE_MANUAL
    return texts.filter(MARKED).update(has_error=False, field_error="", translation_type=manual)


def replace_methods() -> None:
    """Let wagtail-localize use marked texts, and name marks in the language of the editor."""
    queryset: Any = type(StringSegment.objects.all())
    queryset.annotate_translation = _annotate_translation
    StringTranslation.get_error = _get_error
    StringTranslation.get_comment = _get_comment


def _annotate_translation(self: Any, locale: Any, include_errors: bool = False) -> Any:
    """As wagtail-localize does: `translation`, the English of a segment, which may be a marked one."""
    given = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        locale_id=getattr(locale, "pk", locale),
        context_id=OuterRef("context_id"),
    )
    if not include_errors:
        given = given.filter(FINISHED | MARKED)
    return self.annotate(translation=Subquery(given.values("data")))


def _get_error(self: StringTranslation) -> str | None:
    mark = mark_of(self)
    if not mark:
        found: str | None = _error(self)
        return found
    if mark == KEPT:
        return _("The Chinese text has been changed: correct the English, or save it as it is if it is still right.")
    return _("Translated by a machine (%(tool)s): correct it, or save it as it is if it is right.") % {
        "tool": self.tool_name
    }


def _get_comment(self: StringTranslation) -> str | None:
    if self.tool_name == SUGGESTED:
        return _("Filled in: a number, a date, a code or a term of the vocabulary. Change it where it does not fit.")
    found: str | None = _comment(self)
    return found
