"""Says what of an English page is not finished: from the texts that wagtail-localize stores of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.translation.comparing import State, Text, Unfinished, open_texts, unfinished_in
from portal.translation.marks import FINISHED, KEPT, MACHINE
from portal.translation.untranslated import passages_of, translation_of

_STATES = {KEPT: State.KEPT, MACHINE: State.MACHINE}


def texts_of(translation: Translation) -> list[Text]:
    """Return the texts of the Chinese page as last published, with their English; one query."""
    given = _given(translation).filter(translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"))
    names = ("pk", "data", "has_error", "field_error", "created_at")
    rows = StringSegment.objects.filter(source_id=translation.source_id).order_by("order")
    rows = rows.annotate(**{f"given_{name}": Subquery(given.values(name)[:1]) for name in names})
    return [_text(row) for row in rows.select_related("context", "string")]


def _text(row: Any) -> Text:
    where = (row.context.path, row.string.data)
    if row.given_pk is None:
        return Text(*where, state=State.MISSING)
    state = _STATES.get(row.given_field_error, State.BROKEN) if row.given_has_error else State.FINISHED
    return Text(*where, row.given_data, state, row.given_created_at, row.given_pk)


def former_texts(translation: Translation) -> list[Text]:
    """Return finished texts whose Chinese is no more on the page, the latest last; one query."""
    shown = StringSegment.objects.filter(
        source_id=translation.source_id, string_id=OuterRef("translation_of_id"), context_id=OuterRef("context_id")
    )
    rows = _given(translation).filter(FINISHED).exclude(Exists(shown)).order_by("updated_at", "pk")
    values = rows.values_list("context__path", "translation_of__data", "data", "updated_at", "pk")
    return [Text(place, chinese, english, State.FINISHED, since, key) for place, chinese, english, since, key in values]


def _given(translation: Translation) -> QuerySet[StringTranslation]:
    return StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id
    )


def open_of(translation: Translation) -> tuple[Unfinished, ...]:
    """Return what a translator still has to do on this page; two queries."""
    return open_texts(texts_of(translation), former_texts(translation))


def unfinished_of(page: Any) -> tuple[Unfinished, ...]:
    """Return what an English page, saved or not, would show that is not finished; three queries.

    Facts of the Chinese page that have English words of their own are among it (`unfinished_facts`).
    """
    if getattr(page, "alias_of_id", None) is not None:
        return ()
    facts = page.unfinished_facts() if hasattr(page, "unfinished_facts") else ()
    translation = translation_of(page)
    if translation is None:
        return tuple(facts)
    found = unfinished_in(passages_of(page), texts_of(translation), former_texts(translation))
    return (*found, *facts)
