"""An information page with an English one, as wagtail-localize keeps them."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from portal.pages.base import InfoPage
from tests.factories import section

OLD, NEW = "改造后年节约标准煤1200吨，减排效果明显。", "改造后年节约标准煤1300吨，减排效果明显。"
ENGLISH = "The retrofit saves 1,200 tce a year."
OTHER, OTHER_ENGLISH = "印染工序排出大量高温废气，余热没有利用。", "Hot waste gas left the dryers unused."


def make_info(*paragraphs: str) -> InfoPage:
    """A live Chinese page, one rich text with these paragraphs."""
    page = InfoPage(title="怎样列入名单", slug="how", live=False, body=body(*paragraphs))
    section("about").add_child(instance=page)
    page.save_revision().publish()
    return InfoPage.objects.get(pk=page.pk)


def body(*paragraphs: str, block: str = "b1") -> list[dict[str, Any]]:
    """The body as it is stored: the block keeps its id from save to save."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return [{"type": "text", "value": text, "id": block}]


def change(page: InfoPage, *paragraphs: str, block: str = "b1") -> None:
    """Publish the Chinese page with other paragraphs."""
    found = InfoPage.objects.get(pk=page.pk)
    found.body = body(*paragraphs, block=block)
    found.save_revision().publish()


def translate(page: InfoPage, texts: dict[str, str]) -> Translation:
    """Give texts of the page their English, as a translator does in the editor; the title always has one."""
    source, _new = TranslationSource.update_or_create_from_instance(page)
    translation, _new = Translation.objects.get_or_create(source=source, target_locale=locale())
    for chinese, english in {page.title: "How to be listed", **texts}.items():
        write(translation, chinese, english)
    return translation


def write(translation: Translation, chinese: str, english: str) -> None:
    """Save one text as wagtail-localize's editor does."""
    segment = StringSegment.objects.get(source=translation.source, string__data=chinese)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=locale(),
        defaults={
            "data": english,
            "translation_type": "manual",
            "tool_name": "",
            "has_error": False,
            "field_error": "",
        },
    )


def locale() -> Locale:
    return Locale.objects.get(language_code="en")


def english(page: InfoPage) -> InfoPage:
    return InfoPage.objects.get(translation_key=page.translation_key, locale=locale())
