"""What of a translation is not translated: of the texts it shows, and of the Chinese page as it is now.

A page that wagtail-localize manages keeps every text of its Chinese page with its English one; a page that was copied
by hand is known by its texts alone.
"""

from __future__ import annotations

from dataclasses import dataclass
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

from portal.chinese_text import Passage, left_in_chinese

NAMED = 5
PASSAGE_LENGTH = 40


def passages_of(page: Any) -> list[Passage]:
    """The texts of a page (or snippet) that are translated, in their order; facts are none of them."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            # wagtail-localize needs ids of blocks. Those just typed have none; this gives them one, as saving does.
            field.value_from_object(page).get_prep_value()
    found = [segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue)]
    return [Passage(segment.path, segment.string.data) for segment in found]


def translation_of(page: Any) -> Translation | None:
    """How wagtail-localize translates this page (the one in another language); None where it doesn't."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    return found.select_related("source").first()


def waiting(translation: Translation) -> list[Passage]:
    """Texts of the Chinese page, as it was last published, that have no English one yet, in their order."""
    segments = _waiting(translation.target_locale_id).filter(source_id=translation.source_id).order_by("order")
    return [Passage(path, data) for path, data in segments.values_list("context__path", "string__data")]


def _waiting(locale: Any) -> QuerySet[StringSegment]:
    given = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale_id=locale, has_error=False
    )
    return StringSegment.objects.exclude(Exists(given))


@dataclass(frozen=True, slots=True)
class TranslationState:
    """How a translation stands to its Chinese page.

    `key`: `translation-waiting` (texts have no English yet), `translation-unpublished` (English was given since it was
    last published) or `translation-current`. `detail`: which texts wait, in words.
    """

    key: str
    label: str
    detail: str = ""


def state_of(translation: Translation) -> TranslationState:
    """By what the Chinese page says now; three queries."""
    target = translation.get_target_instance()
    if left := waiting(translation):
        label = ngettext("%(count)s text without English", "%(count)s texts without English", len(left))
        return TranslationState("translation-waiting", label % {"count": len(left)}, named(left, target))
    if _is_newer(translation, target):
        return TranslationState("translation-unpublished", _("translated, not yet published"))
    return TranslationState("translation-current", _("up to date"))


def _is_newer(translation: Translation, target: Any) -> bool:
    """Whether English was given after the translation was last published."""
    published = getattr(target, "last_published_at", None)
    given = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id
    )
    return not getattr(target, "live", True) or (
        published is not None and given.filter(updated_at__gt=published).exists()
    )


def outdated_pages(pages: PageQuerySet) -> list[tuple[Page, Translation]]:
    """Those of these live pages whose Chinese page says what they don't say yet; two queries."""
    found = Translation.objects.filter(
        Exists(_waiting(OuterRef(OuterRef("target_locale_id"))).filter(source_id=OuterRef("source_id"))), enabled=True
    )
    translations = {(one.source.object_id, one.target_locale_id): one for one in found.select_related("source")}
    live = pages.live().filter(translation_key__in=[key for key, _locale in translations]).specific(defer=True)
    by_page = ((page, translations.get((page.translation_key, page.locale_id))) for page in live)
    return [(page, translation) for page, translation in by_page if translation is not None]


def untranslated_passages(page: Any) -> tuple[Passage, ...]:
    """What an English page would show in Chinese; an alias is the Chinese page itself and has nothing of its own."""
    if getattr(page, "alias_of_id", None) is not None:
        return ()
    managed = translation_of(page)
    return left_in_chinese(passages_of(page), [passage.text for passage in waiting(managed)] if managed else ())


def named(passages: tuple[Passage, ...] | list[Passage], page: Any) -> str:
    """The first of them with their places, in words: `Title: “…”`."""
    shown = [f"{place_label(page, one)}: “{Truncator(one.plain).chars(PASSAGE_LENGTH)}”" for one in passages[:NAMED]]
    more = len(passages) - NAMED
    if more > 0:
        shown.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    return "; ".join(shown)


def place_label(page: Any, passage: Passage) -> str:
    """The name of the field in which it stands."""
    field = page._meta.get_field(passage.place.partition(".")[0])
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def refuse_untranslated(page: Any) -> list[str]:
    """Why an English page may not go live as it is: it still shows Chinese. Empty = it may."""
    left = untranslated_passages(page)
    if not left:
        return []
    return [
        _("The English page stays as it is, because this is still in Chinese: %(named)s") % {"named": named(left, page)}
    ]


def would_publish(translation: Translation) -> Page:
    """The English page as wagtail-localize would publish it now, not saved."""
    found: Page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    return found
