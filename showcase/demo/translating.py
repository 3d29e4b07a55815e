"""Publishing the English page of a Chinese one through wagtail-localize, so that editors go on in its editor."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.strings import StringValue, extract_strings

from portal.translation.editing.po_files import confirm_entries


class TranslationGap(ValueError):
    """A Chinese string of the page has no English one; the message holds the string."""


def plain(chinese: str, english: str) -> dict[str, str]:
    """One plain text as localize keeps it."""
    return {StringValue.from_plaintext(chinese).data: StringValue.from_plaintext(english).data} if chinese else {}


def rich(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Rich texts side by side as localize cuts them into strings."""
    found: dict[str, str] = {}
    for chinese, english in pairs:
        ours = [string.data for string, _attributes in extract_strings(chinese)[1]]
        theirs = [string.data for string, _attributes in extract_strings(english)[1]]
        if len(ours) != len(theirs):
            raise TranslationGap(f"not the same number of strings: {chinese!r} and {english!r}")
        found.update(zip(ours, theirs, strict=True))
    return found


def publish_english(page: Page, texts: dict[str, str]) -> Page:
    """Translate the live Chinese `page` with `texts` (Chinese string → English string) and publish it.

    Raises TranslationGap where a string of the page is not in `texts`: a Chinese sentence must not go live in English.
    """
    english = Locale.objects.get(language_code="en")
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=english)
    messages = translation.export_po()
    for message in messages:
        if message.obsolete:  # of an earlier text of the page, kept by localize for reference
            continue
        if message.msgid not in texts:
            raise TranslationGap(f"{page.slug}: no English for “{message.msgid}” ({message.msgctxt})")
        message.msgstr = texts[message.msgid]
    translation.import_po(messages)
    confirm_entries(translation, messages)
    # Published here: localize would do so after the commit, which a seed that is killed never comes to, and with the
    # number of children that the page had before.
    translation.save_target(publish=False)
    page.get_translation(english).get_latest_revision().publish()
    return page.get_translation(english)
