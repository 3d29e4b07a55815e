"""PO files of a page for translators who work with their own programs.

English that is not finished is marked `fuzzy`, with the Chinese text it was translated from (`#| msgid`), as gettext
does. A file that comes back never removes or overwrites what others have written meanwhile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polib
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from portal.translation.comparing import State, open_texts
from portal.translation.marks import is_sound, settle
from portal.translation.unfinished import former_texts, texts_of

MOST_BYTES = 2_000_000
"""A page of 20,000 characters makes a file of some 100,000 bytes."""

TOOL = "PO File"
_BELONGS = "X-WagtailLocalize-TranslationID"
_MADE = "POT-Creation-Date"

Key = tuple[str, str]


class PoFault(ValueError):
    """A file that can't be taken; the message says why, in the editor's language."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the entries of a file, in numbers; `changed_here` and `broken`: the Chinese of those entries.

    `stored`: new English; `confirmed`: marked English that the file has without a mark; `older`: entries of Chinese
    texts that the page does not have any more; `fuzzy`: changed entries that the file still marks as unfinished.
    """

    stored: int = 0
    confirmed: int = 0
    older: int = 0
    fuzzy: int = 0
    changed_here: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


def exported(translation: Translation) -> polib.POFile:
    """Return the texts of the Chinese page with their English."""
    po = translation.export_po()
    po.metadata |= {"Language": "en", "Content-Transfer-Encoding": "8bit"}
    texts, former = texts_of(translation), former_texts(translation)
    marked = {(text.place, text.chinese) for text in texts if text.state in (State.KEPT, State.MACHINE)}
    older = {one.key: one.former for one in open_texts(texts, former)}
    keys = {(text.place, text.chinese): text.key for text in texts}
    for entry in po:
        key = (entry.msgctxt, entry.msgid)
        if not entry.obsolete and key in marked:
            entry.flags.append("fuzzy")
            entry.previous_msgid = older.get(keys[key]) or None
    return po


def read_po(content: bytes) -> polib.POFile:
    """Read an uploaded file; raises PoFault."""
    if len(content) > MOST_BYTES:
        raise PoFault(_("The file is larger than %(size)s MB, so it is no PO file of a page.") % {"size": 2})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PoFault(_("The file is not UTF-8 text: save it as a PO file in UTF-8.")) from error
    # polib opens what it takes for the name of a file: only what looks like the content of one may reach it.
    if "\n" not in text or 'msgid "' not in text or "\0" in text:
        raise PoFault(_("This is not a PO file: it has no entries."))
    try:
        return polib.pofile(text)
    except (OSError, ValueError, IndexError) as error:  # polib raises OSError for a wrong line
        raise PoFault(_("The PO file is damaged: %(error)s") % {"error": str(error)[:200]}) from error


def check_belongs(po: polib.POFile, translation: Translation) -> None:
    """Raise PoFault for a file that was not downloaded from this page."""
    belongs = po.metadata.get(_BELONGS, "")
    if not belongs:
        raise PoFault(_("The file does not say which page it belongs to: download the PO file of this page first."))
    if belongs != str(translation.uuid):
        raise PoFault(_("The file belongs to another page: upload it there."))


@transaction.atomic
def take(translation: Translation, po: polib.POFile, user: Any) -> Taken:
    """Store the English of a file that belongs to this page, and say what became of its entries."""
    entries = [entry for entry in po if not entry.obsolete and entry.msgstr.strip()]
    texts = {(text.place, text.chinese): text for text in texts_of(translation)}
    known = [entry for entry in entries if _key(entry) in texts]
    differing = [entry for entry in known if entry.msgstr != texts[_key(entry)].english]
    ready = [entry for entry in differing if not entry.fuzzy]
    broken = [entry for entry in ready if not is_sound(entry.msgid, entry.msgstr)]
    theirs = _changed_meanwhile(translation, _made_at(po), user)
    kept = [entry for entry in ready if texts[_key(entry)].key in theirs]
    stored = [entry for entry in ready if entry not in broken and entry not in kept]
    return Taken(
        stored=_store(translation, stored, user),
        confirmed=confirm_entries(translation, [entry for entry in known if entry not in differing]),
        older=len(entries) - len(known),
        fuzzy=len(differing) - len(ready),
        changed_here=tuple(entry.msgid for entry in kept),
        broken=tuple(entry.msgid for entry in broken if entry not in kept),
    )


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def _store(translation: Translation, entries: Sequence[polib.POEntry], user: Any) -> int:
    part = polib.POFile()
    part.extend(entries)
    translation.import_po(part, user=user, tool_name=TOOL)
    StringTranslation.objects.filter(_of(translation, entries)).update(field_error="")
    return len(entries)


def confirm_entries(translation: Translation, entries: Iterable[polib.POEntry]) -> int:
    """Take the marks from English that these entries have as it is, and without a mark; return how many."""
    return settle(StringTranslation.objects.filter(_of(translation, [entry for entry in entries if not entry.fuzzy])))


def _of(translation: Translation, entries: Sequence[polib.POEntry]) -> Q:
    """Return the condition of the English texts that these entries have."""
    shown = {(*_key(entry), entry.msgstr) for entry in entries}
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id
    )
    values = rows.values_list("pk", "context__path", "translation_of__data", "data")
    return Q(pk__in=[key for key, *key_of_text in values if tuple(key_of_text) in shown])


def _made_at(po: polib.POFile) -> dt.datetime | None:
    try:
        made = dt.datetime.fromisoformat(po.metadata.get(_MADE, ""))
    except ValueError:
        return None
    return made if made.tzinfo else None


def _changed_meanwhile(translation: Translation, made: dt.datetime | None, user: Any) -> set[int]:
    """Return English texts written since the file was made, but not by this user from a file: a second upload may."""
    if made is None:
        return set()
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id, updated_at__gt=made
    )
    rows = rows.exclude(tool_name=TOOL, last_translated_by=user).exclude(has_error=True)
    return set(rows.values_list("pk", flat=True))
