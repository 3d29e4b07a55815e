"""Applies an import: fills the pending announcement as decided, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from portal.refusals import RefusedError
from showcase.enterprises.models import Enterprise, take_numbers
from showcase.enterprises.pinyin import pinyin_name
from showcase.lists.importing.deciding import DecidedRow, Decision, Plan, plan
from showcase.lists.importing.known import matcher_for
from showcase.lists.importing.matching import SURE, Match
from showcase.lists.importing.models import ImportRow, ImportState, ListImport
from showcase.lists.importing.rows.list_rows import ListRow
from showcase.lists.importing.rows.names import normal_name
from showcase.lists.models import PRINTED_FIELDS, AnnouncementPage, ListEntry

_BATCH = 500
NAMED_ROWS = 5
_LINKED = (Decision.LINK, Decision.CREATE)


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did: entries in all, those linked to an enterprise, enterprises made, rows left out."""

    entries: int
    linked: int
    made: int
    skipped: int


def plan_of(started: ListImport) -> Plan:
    """Return what applying would do now; one query."""
    names = ("position", "decision", "enterprise_id", "credit_code", "name", "region_id")
    has_default = started.region_id is not None
    rows = list(started.rows.values_list(*names))
    units = unit_keys((code, name) for _at, _decision, _enterprise, code, name, _region in rows)
    return plan(
        DecidedRow(at, Decision(decision), enterprise, units[code, name], has_default or bool(region), name)
        for at, decision, enterprise, code, name, region in rows
    )


def unit_keys(rows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return (credit code, name) of a row → the key that makes two rows one unit.

    The key is the code, else the name; a row without a code takes the code that the file prints with its name, if only
    one.
    """
    rows = set(rows)
    codes: dict[str, set[str]] = defaultdict(set)
    for code, name in rows:
        codes[normal_name(name)].update(filter(None, (code,)))
    return {(code, name): _unit(code, normal_name(name), codes) for code, name in rows}


def _unit(code: str, name: str, codes: Mapping[str, set[str]]) -> str:
    return code or (next(iter(codes[name])) if len(codes[name]) == 1 else name)


@transaction.atomic
def apply_import(started: ListImport, user: Any = None) -> Applied:
    """Create the entries, and the new enterprises as drafts; raises RefusedError where that is impossible.

    An import that is already applied returns its report and changes nothing.
    """
    started = ListImport.objects.select_for_update().get(pk=started.pk)
    if started.is_applied:
        return Applied(**started.report)
    # Locked like the import: two imports for one announcement must not use a position twice
    announcement = AnnouncementPage.objects.select_for_update(of=("self",)).get(pk=started.announcement_id)
    if announcement.is_locked:
        raise RefusedError(_("This list is published: its rows are fixed. Record a correction as a new event."))
    _meet_again(started, announcement)
    planned = plan_of(started)
    refuse_unready(started, planned)
    rows = {row.position: row for row in started.rows.select_related("attachment")}
    units = _make_enterprises(started, announcement, planned, rows)
    _name_made(planned, rows, units)
    _make_entries(announcement, planned, rows)
    done = Applied(len(planned.entries), _linked(planned, rows), len(units), planned.skipped)
    started.state, started.applied_at, started.report = ImportState.APPLIED, timezone.now(), asdict(done)
    started.save(update_fields=["state", "applied_at", "report"])
    return done


def _meet_again(started: ListImport, announcement: AnnouncementPage) -> None:
    """Link rows marked as new to enterprises that another import has made of the same unit since the preview.

    Imports that make enterprises run one at a time: the second waits here, and finds those of the first.
    """
    section = announcement.get_parent()
    list(Page.objects.select_for_update().filter(pk=section.pk).values_list("pk"))
    rows = list(started.rows.filter(decision=Decision.CREATE).select_related("region"))
    if not rows:
        return
    matcher, met, contradicted = matcher_for(announcement.is_example), [], []
    for row in rows:
        finding = matcher.find(_as_row(row))
        if finding.match is Match.CONTRADICTED and set(finding.enterprises) - set(row.candidates):
            contradicted.append(row.position)
        # A candidate that the officer was shown and did not choose stays declined.
        if finding.match in SURE and finding.enterprises[0] not in row.candidates:
            row.decision, row.enterprise_id = Decision.LINK, finding.enterprises[0]
            met.append(row)
    if contradicted:
        message = _(
            "Enterprises created since then contradict %(count)s rows in code or name: choose an enterprise by "
            "its number, or leave the rows out: %(rows)s."
        )
        raise RefusedError(message % {"count": len(contradicted), "rows": _places(started, contradicted)})
    ImportRow.objects.bulk_update(met, ["decision", "enterprise"], batch_size=_BATCH)


def _as_row(row: ImportRow) -> ListRow:
    return ListRow(
        *("", row.sheet, row.row, row.name),
        former_name=row.former_name,
        credit_code=row.credit_code,
        region=row.region.code if row.region else "",
    )


@transaction.atomic
def discard_import(started: ListImport) -> None:
    """Undo an import, with its entries if it was applied, and the draft it began; refused once published.

    Enterprises that it made stay: somebody may have edited them.
    """
    started = ListImport.objects.select_for_update(of=("self",)).select_related("announcement").get(pk=started.pk)
    announcement = started.announcement
    if announcement.is_locked or announcement.live:
        raise RefusedError(_("This list is published: its rows are fixed. Record a correction as a new event."))
    digests = list(started.attachments.values_list("sha256", flat=True))
    if started.is_applied:
        announcement.entries.filter(file_sha256__in=digests).delete()
    documents = [attachment.document for attachment in started.attachments.select_related("document")]
    began = started.made_announcement
    started.delete()
    for document in documents:
        document.delete()
    if began and not announcement.imports.exists() and not announcement.entries.exists():
        announcement.delete()


def refuse_unready(started: ListImport, planned: Plan) -> None:
    """Raise RefusedError naming the first rows that are undecided, or that cannot be applied."""
    reasons = []
    for positions, sentence in (
        (planned.open, _("%(count)s rows are not decided: %(rows)s.")),
        (planned.without_target, _("%(count)s rows have no enterprise chosen: %(rows)s.")),
        (planned.without_region, _("%(count)s new enterprises have no region: %(rows)s.")),
        (planned.without_name, _("%(count)s rows have no name: %(rows)s.")),
    ):
        if positions:
            reasons.append(sentence % {"count": len(positions), "rows": _places(started, positions)})
    if not planned.entries and not reasons:
        reasons.append(_("Every row is left out: there is nothing to apply."))
    if reasons:
        raise RefusedError(reasons)


def _places(started: ListImport, positions: Iterable[int]) -> str:
    found = list(started.rows.filter(position__in=list(positions)[:NAMED_ROWS]).select_related("attachment"))
    texts = [row_place(row) for row in found]
    return "; ".join(texts) + ("; …" if len(tuple(positions)) > NAMED_ROWS else "")


def row_place(row: ImportRow) -> str:
    """Return file, sheet or page, and row, as the officer finds them."""
    place = _("row %(number)s") % {"number": row.row}
    return ", ".join(filter(None, (row.attachment.name, row.sheet, place)))


def _make_enterprises(
    started: ListImport, announcement: AnnouncementPage, planned: Plan, rows: dict[int, ImportRow]
) -> dict[str, int]:
    """Create drafts without a revision and return unit → primary key; publishing the list publishes them."""
    numbers = take_numbers(len(planned.units))
    keys = unit_keys((row.credit_code, row.name) for row in rows.values())
    codes = {unit: code for (code, _name), unit in keys.items() if code}
    made = []
    for number, (unit, position) in zip(numbers, planned.units.items(), strict=True):
        row = rows[position]
        made.append(
            Enterprise(
                number=number,
                name_zh=row.name,
                name_en=pinyin_name(row.name),
                credit_code=codes.get(unit),
                region_id=row.region_id or started.region_id,
                is_example=announcement.is_example,
                live=False,
            )
        )
    Enterprise.objects.bulk_create(made, batch_size=_BATCH)
    given = Enterprise.objects.filter(number__gte=numbers.start, number__lt=numbers.stop)
    by_number = dict(given.values_list("number", "pk"))
    return {unit: by_number[number] for number, unit in zip(numbers, planned.units, strict=True)}


def _name_made(planned: Plan, rows: dict[int, ImportRow], units: dict[str, int]) -> None:
    """Link the rows to the new enterprises; publishing the list publishes those."""
    made = [row for at in planned.entries if (row := rows[at]).decision == Decision.CREATE]
    keys = unit_keys((row.credit_code, row.name) for row in rows.values())
    for row in made:
        row.enterprise_id = units[keys[row.credit_code, row.name]]
    ImportRow.objects.bulk_update(made, ["enterprise"], batch_size=_BATCH)


def _make_entries(announcement: AnnouncementPage, planned: Plan, rows: dict[int, ImportRow]) -> None:
    last = announcement.entries.aggregate(last=Max("position"))["last"] or 0
    entries = []
    for at, position in enumerate(planned.entries, start=1):
        row = rows[position]
        entries.append(_entry(announcement, row, last + at))
    ListEntry.objects.bulk_create(entries, batch_size=_BATCH)


def _entry(announcement: AnnouncementPage, row: ImportRow, position: int) -> ListEntry:
    return ListEntry(
        announcement=announcement,
        position=position,
        **{name: getattr(row, name) for name in PRINTED_FIELDS},
        action=row.action,
        programme_id=row.programme_id,
        region_id=row.region_id,
        enterprise_id=row.enterprise_id if row.decision in _LINKED else None,
        file_name=row.attachment.name,
        file_sha256=row.attachment.sha256,
        file_sheet=row.sheet,
        file_row=row.row,
    )


def _linked(planned: Plan, rows: dict[int, ImportRow]) -> int:
    return sum(rows[at].decision in _LINKED for at in planned.entries)


def report_text(done: Applied) -> str:
    """Return what an import did, in one sentence."""
    entries = ngettext("%(n)s entry", "%(n)s entries", done.entries) % {"n": done.entries}
    made = ngettext("%(n)s enterprise created", "%(n)s enterprises created", done.made) % {"n": done.made}
    skipped = ngettext("%(n)s row left out", "%(n)s rows left out", done.skipped) % {"n": done.skipped}
    unlinked = _("%(n)s without an enterprise") % {"n": done.entries - done.linked}
    return f"{entries}, {unlinked}, {made}, {skipped}"
