"""Keeps the English of a page whose Chinese has been changed, and fills in what needs no translator.

Runs whenever wagtail-localize reads the Chinese page again, by whatever route: a text that was only moved keeps its
English, a changed one keeps the old English with a mark, a new one is filled in where it needs no translator.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from portal.text.chinese_text import Passage
from portal.translation.marks import KEPT, MACHINE, MARKED, SUGGESTED, is_sound
from portal.translation.matching import replaced
from portal.translation.suggestions import suggested

_LINK = re.compile(r"</?a\b[^>]*>")

Key = tuple[str, str]
"""Where a Chinese text is, and the text as wagtail-localize stores it."""


@receiver(post_save, sender=TranslationSource, dispatch_uid="portal.keep_english")
def keep_english(sender: Any, instance: TranslationSource, created: bool, **kwargs: Any) -> None:
    """Give the texts of the changed Chinese page the English of those that they replace.

    Runs before wagtail-localize stores the new texts: until then the old ones can be compared with them.
    """
    if kwargs.get("raw") or created:
        return
    translations = list(Translation.objects.filter(source=instance, enabled=True))
    if not translations:
        return
    old = list(
        StringSegment.objects.filter(source=instance)
        .order_by("order")
        .values_list("context__path", "string__data", named=True)
    )
    new = [segment for segment in extract_segments(instance.as_instance()) if isinstance(segment, StringSegmentValue)]
    before = [Passage(row.context__path, row.string__data) for row in old]
    after = [Passage(segment.path, segment.string.data) for segment in new]
    if before == after:
        return
    for translation in translations:
        _carry(translation, before, after)
        _fill_in(translation, after)


@receiver(post_save, sender=Translation, dispatch_uid="portal.fill_in")
def fill_in(sender: Any, instance: Translation, created: bool, **kwargs: Any) -> None:
    """Fill in what needs no translator when a page is first submitted for translation."""
    if created and not kwargs.get("raw"):
        rows = StringSegment.objects.filter(source_id=instance.source_id).values_list("context__path", "string__data")
        _fill_in(instance, [Passage(path, text) for path, text in rows])


@receiver(post_save, sender=StringTranslation, dispatch_uid="portal.mark_machine_made")
def mark_machine_made(sender: Any, instance: StringTranslation, **kwargs: Any) -> None:
    """Mark what a machine translated, until a person has saved it."""
    is_machine = instance.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    if kwargs.get("raw") or not is_machine or instance.has_error:
        return
    if is_sound(instance.translation_of.data, instance.data):  # else it gets an error of its own
        instance.has_error, instance.field_error = True, MACHINE
        StringTranslation.objects.filter(pk=instance.pk).update(has_error=True, field_error=MACHINE)


def _carry(translation: Translation, before: list[Passage], after: list[Passage]) -> None:
    """Copy English from old texts to the new ones that need it, and forget marked ones that nothing shows."""
    given = _given(translation)
    by_text = {text: row for (_path, text), row in given.items() if not row.has_error or row.field_error == MACHINE}
    pairs = replaced(before, after)
    for at, passage in enumerate(after):
        if (passage.place, passage.text) in given:
            continue
        if moved := by_text.get(passage.text):
            _store(translation, passage, moved.data, like=moved, mark=moved.field_error if moved.has_error else "")
        elif at in pairs and (old := given.get((before[pairs[at]].place, before[pairs[at]].text))):
            _store(translation, passage, _without_strange_links(passage.text, old.data), like=old, mark=KEPT)
    shown = {(passage.place, passage.text) for passage in after}
    gone = [row.pk for key, row in given.items() if row.has_error and key not in shown]
    StringTranslation.objects.filter(MARKED, pk__in=gone).delete()


def _given(translation: Translation) -> dict[Key, StringTranslation]:
    """Return the usable English texts of a page, those of former Chinese texts too."""
    rows = StringTranslation.objects.filter(
        Q(has_error=False) | MARKED,
        context__object_id=translation.source.object_id,
        locale_id=translation.target_locale_id,
    )
    rows = rows.select_related("context", "translation_of").order_by("updated_at", "pk")
    return {(row.context.path, row.translation_of.data): row for row in rows}


def _fill_in(translation: Translation, passages: Iterable[Passage]) -> None:
    """Store suggestions for the texts that have no English."""
    plain = {passage: html.unescape(passage.text) for passage in passages if "<" not in passage.text}
    found = suggested(set(plain.values()))
    wanted = {passage: found[text] for passage, text in plain.items() if text in found}
    if not wanted:
        return
    given = _paths_with_english(translation)
    for passage, english in wanted.items():
        if (passage.place, passage.text) not in given:
            _store(translation, passage, StringValue.from_plaintext(english).data, tool=SUGGESTED)


def _paths_with_english(translation: Translation) -> set[Key]:
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id
    )
    return set(rows.values_list("context__path", "translation_of__data"))


def _store(
    translation: Translation,
    passage: Passage,
    english: str,
    *,
    like: StringTranslation | None = None,
    mark: str = "",
    tool: str = "",
) -> None:
    """Store an English text, made as `like` was; with a mark it counts as not translated."""
    made = {"translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL, "tool_name": tool}
    if like is not None:
        names = ("translation_type", "tool_name", "last_translated_by")
        made = {name: getattr(like, name) for name in names}
    context, _new = TranslationContext.objects.get_or_create(object_id=translation.source.object_id, path=passage.place)
    StringTranslation.objects.get_or_create(
        translation_of=String.from_value(translation.source.locale_id, StringValue(passage.text)),
        locale_id=translation.target_locale_id,
        context=context,
        defaults={**made, "data": english, "has_error": bool(mark), "field_error": mark},
    )


def _without_strange_links(chinese: str, english: str) -> str:
    """Return old English without links that the new Chinese does not have: only the words of those stay."""
    if is_sound(chinese, english):
        return english
    return _LINK.sub("", english)
