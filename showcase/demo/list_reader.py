"""Read announcements: ``lists/<slug>/facts.yaml`` and ``entries.csv``."""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

from showcase.demo.codes import COVERAGES, ENTRY_ACTIONS, LIST_BASES, LIST_KINDS, KnownCodes
from showcase.demo.faults import Faults
from showcase.demo.list_records import CoverageFacts, EntryFacts, ListFacts, NoticeFacts
from showcase.demo.sourced import read_sources
from showcase.demo.tables import Bilingual, Table, read_table, read_text

_LIST_KEYS = set(ListFacts.__annotations__) - {"slug", "path", "entries"} | {"stated_total", "stated_total_note"}
_BLANK = Bilingual("", "")
_COLUMNS = ("serial", "name", "region", "programme", "enterprise", "source", "data_row")
_MORE_COLUMNS = ("action", "former_name", "reason", "product")
_NOTICE_KEYS = set(NoticeFacts.__annotations__)


def read_list(folder: Path, known: KnownCodes, faults: Faults) -> ListFacts | None:
    """The announcement in ``folder`` with its entries; ``None`` when its facts can't be read."""
    table = read_table(folder / "facts.yaml", faults)
    if table is None:
        return None
    table.only(_LIST_KEYS)
    sources = read_sources(table)
    is_example = table.flag("is_example")
    # The rows of an example rest on no source, which its entries say with a 0.
    numbers = {0} if is_example else {source.number for source in sources}
    entries = _read_entries(folder / "entries.csv", known, numbers, faults)
    facts = ListFacts(
        slug=folder.name,
        path=folder,
        programmes=tuple(code.text for code in table.scalars("programmes")),
        level=table.choice("level", known.levels),
        region=table.choice("region", known.regions),
        year=table.integer("year"),
        batch=table.bilingual("batch"),
        kind=table.choice("kind", LIST_KINDS),
        basis=table.choice("basis", LIST_BASES),
        document_number=table.optional("document_number"),
        coverage=_read_coverage(table, known, len(entries)),
        effective_on=table.date("effective_on"),
        title=table.bilingual("title", required=True) or _BLANK,
        text=table.bilingual("text", required=True) or _BLANK,
        is_example=is_example,
        held_back=table.bilingual("held_back"),
        notice=_read_notice(table),
        sources=sources,
        entries=entries,
    )
    _check_list(table, facts, known)
    return facts


def _read_notice(table: Table) -> NoticeFacts | None:
    notice = table.table("notice")
    if notice is None:
        return None
    notice.only(_NOTICE_KEYS)
    return NoticeFacts(
        issuer=notice.optional("issuer"),
        published_on=notice.date("published_on"),
        objections_until=notice.date("objections_until"),
        open_days=notice.integer("open_days"),
        office_contact=notice.optional("office_contact"),
        discipline_contact=notice.optional("discipline_contact"),
        takes_objections_online=notice.flag("takes_objections_online"),
        decides=notice.optional("decides"),
    )


def _read_coverage(table: Table, known: KnownCodes, held: int) -> CoverageFacts:
    stated = table.table("stated_total")
    totals: dict[str, int] = {}
    if stated is not None:
        stated.only(known.programmes)
        totals = {key: stated.integer(key) or 0 for key in stated.names()}
    programmes = {code.text for code in table.scalars("programmes")}
    coverage = CoverageFacts(
        code=table.choice("coverage", COVERAGES),
        held=held,
        stated=sum(totals.values()) if set(totals) == programmes else None,
        totals=totals,
        note=table.bilingual("stated_total_note"),
    )
    if coverage.code == "complete" and coverage.stated != held:
        table.fault("complete: the stated total must equal the entries", table.line_of("coverage"))
    return coverage


def _check_list(table: Table, facts: ListFacts, known: KnownCodes) -> None:
    if not facts.sources and not facts.is_example:
        table.fault("the list names no source")
    if not facts.effective_on and not (facts.notice and facts.notice.open_days is not None):
        table.fault("“effective_on” is missing")
    for code in table.scalars("programmes"):
        if code.text not in known.programmes:
            table.fault(f"unknown code “{code.text}” in programmes", code.line)
    if facts.basis == "press" and facts.document_number:
        line = table.line_of("document_number")
        table.fault("a press-based list has no document number of its own", line)
    for entry in facts.entries:
        if entry.programme not in facts.programmes:
            message = f"the programme “{entry.programme}” is not one of the list's"
            table.faults.add(facts.path / "entries.csv", entry.line, message)


def _read_entries(path: Path, known: KnownCodes, numbers: Collection[int], faults: Faults) -> tuple[EntryFacts, ...]:
    text = read_text(path, faults)
    if text is None:
        return ()
    reader = csv.DictReader(text.splitlines())
    names = tuple(reader.fieldnames or ())
    if names[: len(_COLUMNS)] != _COLUMNS or not set(names[len(_COLUMNS) :]) <= set(_MORE_COLUMNS):
        faults.add(path, 1, f"the columns are {', '.join(_COLUMNS)}; then, where needed, {', '.join(_MORE_COLUMNS)}")
        return ()
    entries = []
    for row in reader:
        line = reader.line_num
        entry = _read_entry(path, row, line, faults)
        if entry is None:
            continue
        if entry.region not in known.regions:
            faults.add(path, line, f"unknown region “{entry.region}”")
        if entry.source not in numbers:
            faults.add(path, line, f"there is no source {entry.source}")
        if entry.action not in ENTRY_ACTIONS:
            faults.add(path, line, f"unknown action “{entry.action}”")
        if not entry.name_printed:
            faults.add(path, line, "the name is missing")
        entries.append(entry)
    return tuple(entries)


def _read_entry(path: Path, row: dict[str, str], line: int, faults: Faults) -> EntryFacts | None:
    try:
        serial, source, data_row = (int(row[key]) for key in ("serial", "source", "data_row"))
    except (TypeError, ValueError):
        faults.add(path, line, "serial, source and data_row are whole numbers")
        return None
    return EntryFacts(
        serial=serial,
        name_printed=row["name"].strip(),
        region=row["region"].strip(),
        programme=row["programme"].strip(),
        enterprise=row["enterprise"].strip(),
        source=source,
        data_row=data_row,
        action=(row.get("action") or "list").strip(),
        former_name=(row.get("former_name") or "").strip(),
        reason=(row.get("reason") or "").strip(),
        product=(row.get("product") or "").strip(),
        line=line,
    )
