"""Says to readers of an English page that its Chinese one has been changed since, and which passages are concerned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation

from portal.text.dates import format_date
from portal.translation.comparing import Kind, Text, Unfinished, plain, unfinished_in
from portal.translation.unfinished import former_texts, texts_of
from portal.translation.untranslated import passages_of, translation_of


@dataclass(frozen=True, slots=True)
class TranslationNote:
    """What readers are shown above an English page. `labels`: plain text of a passage → what its mark says.

    `changed_on`: the day on which the Chinese was changed last; empty: nothing was. `is_incomplete`: the Chinese page
    has texts that are not here; `is_machine_made`: a machine translated some passages, and nobody has read them.
    """

    labels: dict[str, str]
    changed_on: str = ""
    is_incomplete: bool = False
    is_machine_made: bool = False


def reader_note(page: Any) -> TranslationNote | None:
    """Return the note for an English page; None: it says what the Chinese page says.

    Two queries, three more where the two may differ; facts are queries of their kind of page.
    """
    facts = page.unfinished_facts()
    translation = translation_of(page) if _may_differ(page) else None
    if translation is None:
        return _note(facts, "", False) if facts else None
    texts = texts_of(translation)
    passages = passages_of(page)
    own = unfinished_in(passages, texts, former_texts(translation))
    incomplete = _lacks(texts, {plain(passage.text) for passage in passages}, own)
    found = (*own, *facts)
    day = timezone.localdate(_changed_at(found) or translation.source.last_updated_at)
    return _note(found, format_date(day, "en"), incomplete) if found or incomplete else None


def _note(found: Sequence[Unfinished], changed_on: str, is_incomplete: bool) -> TranslationNote:
    outdated, machine = _("may be outdated"), _("translated by a machine")
    labels = {one.english: machine if one.kind is Kind.MACHINE else outdated for one in found}
    made = any(one.kind is Kind.MACHINE for one in found)
    was_changed = is_incomplete or any(one.kind is Kind.OUTDATED for one in found)
    return TranslationNote(labels, changed_on if was_changed else "", is_incomplete, made)


def _changed_at(found: Iterable[Unfinished]) -> Any:
    return max((one.since for one in found if one.since), default=None)


def _lacks(texts: Iterable[Text], shown: Collection[str], found: Sequence[Unfinished]) -> bool:
    """Say whether the Chinese page has more texts that are not here than older ones that are here in their place."""
    absent = [text for text in texts if plain(text.english) not in shown]
    return len(absent) > sum(one.kind is Kind.OUTDATED and one.key is None for one in found)


def _may_differ(page: Any) -> bool:
    """Say whether texts of the page are not finished, belong to older Chinese ones, or were written since.

    Two flat queries, compared here: Django takes longer to build the nested one than the database to answer it.
    """
    of_page = {"source__object_id": page.translation_key}
    segments = set(StringSegment.objects.filter(**of_page).values_list("context_id", "string_id"))
    given = StringTranslation.objects.filter(context__object_id=page.translation_key, locale_id=page.locale_id)
    rows = given.values_list("context_id", "translation_of_id", "has_error", "updated_at") if segments else ()
    finished = {(context, text) for context, text, has_error, _written in rows if not has_error}
    published = page.last_published_at or timezone.now()
    return segments != finished or any(written > published for *_key, written in rows)
