"""Finds what is not translated: in the texts that a translation shows, and in the current Chinese page.

Of a page that wagtail-localize manages every Chinese text and its English one are known; of a page copied by hand only
its texts.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.text.chinese_text import Passage, left_in_chinese

NAMED = 5
PASSAGE_LENGTH = 40


def passages_of(page: Any) -> list[Passage]:
    """Return the texts of a page (or snippet) that are translated, in their order, without facts."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            # wagtail-localize needs ids of blocks. New ones have none; this gives them one, as saving does.
            field.value_from_object(page).get_prep_value()
    found = [segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue)]
    return [Passage(segment.path, segment.string.data) for segment in found]


def translation_of(page: Any) -> Translation | None:
    """Return how wagtail-localize translates this page (in another language); None where it does not."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    return found.select_related("source").first()


def waiting(translation: Translation) -> list[Passage]:
    """Return texts of the Chinese page, as last published, that have no English one yet, in their order."""
    segments = missing_english(translation.target_locale_id).filter(source_id=translation.source_id).order_by("order")
    return [Passage(path, data) for path, data in segments.values_list("context__path", "string__data")]


def waiting_of(translations: list[Translation]) -> dict[int, list[Passage]]:
    """Return the same for several translations, by their primary keys; one query for each of their languages."""
    found: dict[int, list[Passage]] = {translation.pk: [] for translation in translations}
    for locale in {translation.target_locale_id for translation in translations}:
        of_source = {one.source_id: one.pk for one in translations if one.target_locale_id == locale}
        segments = missing_english(locale).filter(source_id__in=of_source).order_by("order")
        for source, where, data in segments.values_list("source_id", "context__path", "string__data"):
            found[of_source[source]].append(Passage(where, data))
    return found


def missing_english(locale: Any) -> QuerySet[StringSegment]:
    """Return Chinese texts of all pages that have no finished English one."""
    given = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale_id=locale, has_error=False
    )
    return StringSegment.objects.exclude(Exists(given))


def outdated_pages(pages: PageQuerySet) -> list[tuple[Page, Translation]]:
    """Return those of these live pages whose Chinese page has texts they lack; two queries."""
    found = Translation.objects.filter(
        Exists(missing_english(OuterRef(OuterRef("target_locale_id"))).filter(source_id=OuterRef("source_id"))),
        enabled=True,
    )
    translations = {(one.source.object_id, one.target_locale_id): one for one in found.select_related("source")}
    live = pages.live().filter(translation_key__in=[key for key, _locale in translations]).specific(defer=True)
    by_page = ((page, translations.get((page.translation_key, page.locale_id))) for page in live)
    return [(page, translation) for page, translation in by_page if translation is not None]


def untranslated_passages(page: Any) -> tuple[Passage, ...]:
    """Return what an English page would show in Chinese; nothing for an alias."""
    if getattr(page, "alias_of_id", None) is not None:
        return ()
    managed = translation_of(page)
    return left_in_chinese(passages_of(page), [passage.text for passage in waiting(managed)] if managed else ())


def named(passages: tuple[Passage, ...] | list[Passage], page: Any) -> str:
    """Return the first passages with their places, in words: `Title: “…”`."""
    shown = [
        f"{place_label(page, one.place)}: “{Truncator(one.plain).chars(PASSAGE_LENGTH)}”" for one in passages[:NAMED]
    ]
    more = len(passages) - NAMED
    if more > 0:
        shown.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    return "; ".join(shown)


def place_label(page: Any, place: str) -> str:
    """Return the name of the field that a passage is in, or of the relation that a fact is a row of."""
    field = page._meta.get_field(place.partition(".")[0])
    label = str(field.related_model._meta.verbose_name if field.one_to_many else field.verbose_name)
    return label[:1].upper() + label[1:]


def refuse_untranslated(page: Any) -> list[str]:
    """Return why an English page may not go live: it still shows Chinese. Empty: it may."""
    left = untranslated_passages(page)
    if not left:
        return []
    return [
        _("The English page was not updated, because these parts are still in Chinese: %(named)s")
        % {"named": named(left, page)}
    ]


def would_publish(translation: Translation) -> Page:
    """Return the English page as wagtail-localize would publish it now, not saved."""
    found: Page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    return found
