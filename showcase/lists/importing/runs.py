"""Starts an import: reads the files, matches every row, and stores everything for the officer to decide on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.files.base import ContentFile

from portal.models import Document
from portal.refusals import RefusedError
from showcase.lists.choices import EntryAction
from showcase.lists.importing.contradictions import within_file
from showcase.lists.importing.deciding import Rules, first_decision
from showcase.lists.importing.known import matcher_for, region_index
from showcase.lists.importing.matching import Finding, Match
from showcase.lists.importing.models import ImportRow, ListAttachment, ListImport
from showcase.lists.importing.reading.process import ReadFile, read_file
from showcase.lists.importing.reading.sheets import FileRefused, Progress, unwatched
from showcase.lists.importing.rows.list_rows import ListRow, Problem, Reading
from showcase.lists.importing.rows.rows import read_rows
from showcase.lists.importing.rows.wording import NOTHING_FOUND, refusal_text
from showcase.lists.models import PRINTED_FIELDS, AnnouncementPage
from showcase.lists.screening.notices import kept_form
from showcase.vocabulary.models import Programme, Region

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as uploaded: its name and its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Target:
    """Where the rows go: the announcement, and defaults for rows that do not state programme or region."""

    announcement: AnnouncementPage
    programme: Programme
    region: Region | None = None
    made_announcement: bool = False


@dataclass(frozen=True, slots=True)
class ReadUploads:
    """All rows of the files, and for each file name what is stored of the personal data in it."""

    reading: Reading = field(default_factory=Reading)
    screenings: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)


def read_uploads(uploads: Sequence[Upload], progress: Progress = unwatched) -> ReadUploads:
    """Read the files; raises RefusedError that names file and place where one is refused."""
    files = {upload.name: _read(upload, progress) for upload in uploads}
    reading = read_rows([sheet for file in files.values() for sheet in file.sheets], region_index())
    if not reading.rows:
        raise RefusedError(str(NOTHING_FOUND))
    return ReadUploads(reading, {name: kept_form(file.findings) for name, file in files.items()})


def _read(upload: Upload, progress: Progress) -> ReadFile:
    try:
        return read_file(upload.name, upload.data, progress)
    except FileRefused as refused:
        raise RefusedError(refusal_text(refused, upload.name)) from refused


@dataclass(frozen=True, slots=True)
class Matched:
    """A row with its doubts added, and what it was matched with."""

    row: ListRow
    finding: Finding


def match_rows(rows: Iterable[ListRow], *, is_example: bool) -> tuple[Matched, ...]:
    """Find the enterprise of each row: reads all enterprises, and writes nothing."""
    rows = tuple(rows)
    matcher, contradicted = matcher_for(is_example), within_file(rows)
    matched = []
    for at, row in enumerate(rows):
        finding = _with_problem(matcher.find(row), contradicted.get(at))
        matched.append(Matched(matcher.with_doubts(row).having(finding.problem), finding))
    return tuple(matched)


def start_import(
    target: Target,
    uploads: Sequence[Upload],
    read: ReadUploads,
    matched: Sequence[Matched],
    rules: Rules,
    user: Any = None,
) -> ListImport:
    """Store the files and the rows, each with its match and first decision. The announcement is not changed.

    Call it inside a transaction, with `portal.storages.unnamed_files_removed` around it.
    """
    started = ListImport.objects.create(
        announcement=target.announcement,
        made_announcement=target.made_announcement,
        programme=target.programme,
        region=target.region,
        reading=_summary(read.reading),
        created_by=user,
    )
    attachments = {upload.name: _attach(started, upload, user) for upload in uploads}
    for name, file in attachments.items():
        file.screening = read.screenings[name]
    ListAttachment.objects.bulk_update(attachments.values(), ["screening"])
    rows = _rows(started, matched, attachments, rules)
    ImportRow.objects.bulk_create(rows, batch_size=_BATCH)
    return started


def _attach(started: ListImport, upload: Upload, user: Any) -> ListAttachment:
    document = Document(title=upload.name, uploaded_by_user=user, file=ContentFile(upload.data, name=upload.name))
    document._set_document_file_metadata()  # noqa: SLF001 - Wagtail's own upload form does the same
    document.save()
    return ListAttachment.objects.create(
        list_import=started, document=document, name=upload.name, sha256=upload.sha256, size=len(upload.data)
    )


def _summary(reading: Reading) -> dict[str, Any]:
    """Return as JSON what was understood of each table, and the sheets in which nothing was."""
    tables = [{**asdict(table), "gaps": [str(gap) for gap in table.gaps]} for table in reading.tables]
    return {"tables": tables, "unread": [list(sheet) for sheet in reading.unread]}


def _rows(
    started: ListImport, matched: Iterable[Matched], attachments: dict[str, ListAttachment], rules: Rules
) -> Iterator[ImportRow]:
    programmes, regions = _by_code(Programme), _by_code(Region)
    for position, found in enumerate(matched, start=1):
        row, finding = found.row, found.finding
        made = ImportRow(
            list_import=started,
            attachment=attachments[row.file],
            position=position,
            programme_id=programmes.get(row.programme, started.programme_id),
            region_id=regions.get(row.region),
            **_printed(row),
            decision=first_decision(finding, row.needs_decision, rules),
        )
        made.take(finding)
        yield made


def _with_problem(finding: Finding, problem: Problem | None) -> Finding:
    """Treat a row that another row contradicts as uncertain, whatever its code or name alone would match."""
    return Finding(Match.CONTRADICTED, finding.enterprises, problem) if problem else finding


def _by_code(model: type[Any]) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))


def _printed(row: ListRow) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in (*PRINTED_FIELDS, "credit_code", "row", "needs_decision")},
        "sheet": row.sheet[:64],
        "action": row.action or EntryAction.LIST,
        "problems": [asdict(problem) for problem in row.problems],
    }
