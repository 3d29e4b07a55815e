"""Renames enterprises as published notices say; the old name is kept as a former name.

A row that gives one enterprise the name or the code of another that we hold renames nobody: it proposes a merge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.text.dates import PartialDate, Precision
from showcase.enterprises.identity import identities
from showcase.enterprises.merges import MergeProposal, ProposalState
from showcase.enterprises.models import Enterprise, FormerName
from showcase.enterprises.pinyin import pinyin_name
from showcase.lists.choices import EntryAction, EventKind
from showcase.lists.importing.known import matcher_for
from showcase.lists.importing.matching import Matcher
from showcase.lists.importing.models import ImportRow
from showcase.lists.importing.rows.list_rows import ListRow
from showcase.lists.importing.rows.names import normal_name
from showcase.lists.models import AnnouncementPage, ListEntry
from showcase.lists.register.events import ListingEvent

_TAKING_BACK = (EventKind.CORRECTED, EventKind.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Renaming:
    """A row that states two names. `until`: the day of the notice, as exactly as it is known."""

    entry: ListEntry
    unit: Enterprise
    until: str
    row: ListRow


def follow_renamings(announcement: AnnouncementPage, entries: Iterable[ListEntry]) -> None:
    """Apply what these rows of a notice being published say about names."""
    renamed = [entry for entry in entries if entry.action == EntryAction.RENAME or entry.former_name]
    if not renamed:
        return
    matcher, codes = matcher_for(announcement.is_example), _codes(announcement)
    day = PartialDate.of(announcement.effective_on, Precision(announcement.effective_precision))
    for entry in renamed:
        unit = Enterprise.objects.select_related("merged__into").get(pk=entry.enterprise_id).head
        _follow(Renaming(entry, unit, str(day), _as_row(entry, codes)), matcher)


def take_back(events: Iterable[ListingEvent]) -> None:
    """Give enterprises back the names they had before rows that are now corrected or withdrawn.

    An enterprise that was renamed again since keeps its name.
    """
    rows = [event.corrects.entry_id for event in events if event.kind in _TAKING_BACK and event.corrects]
    for former in FormerName.objects.filter(entry__in=[row for row in rows if row]).select_related("entry"):
        unit = Enterprise.objects.get(pk=former.enterprise_id)
        if former.entry is not None and normal_name(unit.name_zh) == normal_name(former.entry.name):
            _restore(unit, former)


def _follow(renaming: Renaming, matcher: Matcher) -> None:
    others = [pk for pk in matcher.named(renaming.row) if pk != renaming.unit.pk]
    for other in others:
        _propose(renaming, other)
    if others:
        return
    known = {normal_name(name) for name in (renaming.unit.name_zh, *_former(renaming.unit))}
    former = renaming.entry.former_name
    if _is_news(renaming, known):
        _rename(renaming)
        known.add(normal_name(renaming.entry.name))
    if former and normal_name(former) not in known:
        _change(renaming.unit, lambda unit: _add_former(unit, FormerName(name_zh=former, until=renaming.until)))


def _is_news(renaming: Renaming, known: set[str]) -> bool:
    """Say whether the row's name is newer than any we know: a list published late must not restore an old name."""
    entry, unit = renaming.entry, renaming.unit
    if normal_name(entry.name) in known:
        return False
    # A row with another action renames a unit only if we know it by the name printed as the former one.
    if entry.action != EntryAction.RENAME and normal_name(entry.former_name) != normal_name(unit.name_zh):
        return False
    later = ListingEvent.objects.filter(enterprise__in=unit.record_keys, kind=EventKind.RENAMED)
    return not later.filter(effective_on__gt=entry.announcement.effective_on).exists()


def _propose(renaming: Renaming, other: int) -> None:
    """Propose a merge: once for two enterprises while it is undecided, and once per row."""
    pair = (renaming.unit.pk, other)
    if not MergeProposal.objects.filter(state=ProposalState.OPEN, named__in=pair, other__in=pair).exists():
        MergeProposal.objects.get_or_create(named=renaming.unit, other_id=other, entry=renaming.entry)


def _rename(renaming: Renaming) -> None:
    name, old, entry, until = renaming.entry.name, renaming.unit.name_zh, renaming.entry, renaming.until

    def change(unit: Enterprise) -> None:
        if unit.name_zh == old:
            _add_former(unit, FormerName(name_zh=old, name_en=unit.name_en, until=until, entry=entry))
            unit.name_zh, unit.name_en = name, pinyin_name(name)

    _change(renaming.unit, change)


def _restore(unit: Enterprise, former: FormerName) -> None:
    given, name = unit.name_zh, former.name_zh

    def change(unit: Enterprise) -> None:
        unit.former_names = [kept for kept in unit.former_names.all() if kept.entry_id != former.entry_id]
        if unit.name_zh == given:
            unit.name_zh, unit.name_en = name, former.name_en or pinyin_name(name)

    _change(unit, change)


def _change(unit: Enterprise, change: Any) -> None:
    """Change the public record and the newest draft, so that publishing the draft does not restore the old names."""
    draft = unit.get_latest_revision_as_object() if unit.has_unpublished_changes else None
    change(unit)
    unit.save()
    if draft is not None:
        change(draft)
        draft.save_revision(clean=False)
    elif unit.latest_revision_id:
        unit.save_revision(changed=False, clean=False)


def _add_former(unit: Enterprise, former: FormerName) -> None:
    former.sort_order = len(unit.former_names.all())
    unit.former_names.add(former)


def _former(unit: Enterprise) -> list[str]:
    return [name.name_zh for name in identities([unit.pk], drafts=True)[unit.pk].names]


def _codes(announcement: AnnouncementPage) -> dict[tuple[str, str, int], str]:
    """Return place in a file → the credit code printed there; entries store none."""
    rows = ImportRow.objects.filter(list_import__announcement=announcement.pk).exclude(credit_code="")
    found = rows.values_list("attachment__sha256", "sheet", "row", "credit_code")
    return {(sha256, sheet, row): code for sha256, sheet, row, code in found}


def _as_row(entry: ListEntry, codes: dict[tuple[str, str, int], str]) -> ListRow:
    return ListRow(
        file=entry.file_name,
        sheet=entry.file_sheet,
        row=entry.file_row or 0,
        name=entry.name,
        former_name=entry.former_name,
        credit_code=codes.get((entry.file_sha256, entry.file_sheet, entry.file_row or 0), ""),
        region=entry.region.code if entry.region else "",
    )
