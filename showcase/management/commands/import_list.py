"""`manage.py import_list`: fills a pending announcement from the files of a notice."""

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from portal.storages import unnamed_files_removed
from portal.text.dates import PartialDate, PartialDateError
from showcase.lists.choices import AnnouncementKind, Basis
from showcase.lists.document_numbers import DocumentNumberError, parse_document_number
from showcase.lists.importing.announcing import Notice
from showcase.lists.importing.applying import apply_import, report_text
from showcase.lists.importing.deciding import Decision, Rules
from showcase.lists.importing.flow import Prepared, Request, StartedImport, prepare_import, start_prepared
from showcase.lists.importing.reporting import import_lines
from showcase.lists.importing.runs import Upload
from showcase.lists.models import AnnouncementPage
from showcase.vocabulary.models import Level, Programme, Region

_DECISIONS = {"new": ("keep", "create", "skip"), "likely": ("keep", "link", "create", "skip")}


class _DryRunEnds(Exception):
    """Rolls back the rows, and with them the files."""


class Command(BaseCommand):
    help = (
        "Reads the files of a notice (XLSX, XLS, CSV, DOCX, text PDF) into a pending announcement. "
        "Nothing is published. The same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--programme", required=True, help="code: green-factory, green-park …")
        parser.add_argument("--announcement", type=int, help="id of a pending one to fill, instead of a new one")
        parser.add_argument("--level", help="code: municipal, provincial, national")
        parser.add_argument("--year", type=int)
        parser.add_argument("--kind", choices=AnnouncementKind.values)
        parser.add_argument("--basis", choices=Basis.values)
        parser.add_argument("--batch", default="", help="for example 第五批, for lists published in numbered batches")
        parser.add_argument("--title", default="", help="as printed; else the title in the file")
        parser.add_argument("--issuer", default="")
        parser.add_argument("--document-number", default="", help="闽工信函节能〔2022〕566号")
        parser.add_argument("--effective-on", default="", help="YYYY, YYYY-MM or YYYY-MM-DD; else the year of the list")
        parser.add_argument("--region", default="", help="code for new enterprises whose row names no place: 350000")
        parser.add_argument("--new", choices=_DECISIONS["new"], default="keep", help="rows that match no enterprise")
        parser.add_argument("--likely", choices=_DECISIONS["likely"], default="keep", help="rows with a likely match")
        parser.add_argument(
            "--doubtful",
            choices=("refuse", "accept", "skip"),
            default="refuse",
            help="rows with a formula, an error, no name or a twin: refuse the files, accept or leave out the rows",
        )
        parser.add_argument(
            "--contradicted",
            choices=("refuse", "keep", "skip"),
            default="refuse",
            help="rows whose credit code and name contradict each other: refuse the files, keep an entry without an "
            "enterprise or leave out the rows; which enterprise is meant is decided in the admin",
        )
        parser.add_argument("--example", action="store_true", help="an invented list for demonstration")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and change nothing")

    def handle(self, *args: Any, verbosity: int, dry_run: bool, **options: Any) -> None:
        try:
            lines = self._carried_out(_prepared(argparse.Namespace(**options)), verbosity, dry_run=dry_run)
        except ValidationError as refused:
            raise CommandError(f"nothing was changed: {' '.join(refused.messages)}") from None
        self.stdout.write("\n".join(["nothing was changed, this was a dry run", *lines] if dry_run else lines))

    def _carried_out(self, prepared: Prepared, verbosity: int, *, dry_run: bool) -> list[str]:
        lines: list[str] = []
        with suppress(_DryRunEnds), unnamed_files_removed(), transaction.atomic():
            lines += self._applied(start_prepared(prepared), verbosity)
            if dry_run:
                raise _DryRunEnds
        return lines

    def _applied(self, started: StartedImport, verbosity: int) -> list[str]:
        list_import = started.list_import
        where = f"announcement {list_import.announcement_id} “{list_import.announcement.title}”"
        if not started.is_new:
            return [f"nothing was changed: {where} already has these files"]
        done = apply_import(list_import)
        return [f"{where}, pending: {report_text(done)}", *(import_lines(list_import) if verbosity else ())]


def _prepared(asked: argparse.Namespace) -> Prepared:
    uploads = tuple(_upload(path) for path in asked.files)
    announcement = _row(AnnouncementPage, "id", asked.announcement) if asked.announcement else None
    request = Request(
        uploads,
        _row(Programme, "code", asked.programme),
        notice=None if announcement else _notice(asked),
        announcement=announcement,
        region=_row(Region, "code", asked.region) if asked.region else None,
        rules=_rules(asked),
    )
    with tqdm(unit=" pages", disable=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return prepare_import(request, progress)


def _rules(asked: argparse.Namespace) -> Rules:
    doubtful = {"refuse": Decision.OPEN, "accept": Decision.LINK, "skip": Decision.SKIP}[asked.doubtful]
    contradicted = {"refuse": Decision.OPEN, "keep": Decision.KEEP, "skip": Decision.SKIP}[asked.contradicted]
    return Rules(Decision(asked.new), Decision(asked.likely), doubtful, contradicted)


def _notice(asked: argparse.Namespace) -> Notice:
    missing = [name for name in ("level", "year", "kind", "basis") if not getattr(asked, name)]
    if missing:
        raise CommandError(f"say --{' and --'.join(missing)}, or --announcement for one that is pending")
    try:
        effective = PartialDate.parse(asked.effective_on or str(asked.year))
        number = str(parse_document_number(asked.document_number)) if asked.document_number else ""
    except (PartialDateError, DocumentNumberError) as error:
        raise CommandError(str(error)) from None
    return Notice(
        programme=_row(Programme, "code", asked.programme),
        level=_row(Level, "code", asked.level),
        year=asked.year,
        kind=asked.kind,
        basis=asked.basis,
        effective=effective,
        batch=asked.batch,
        title=asked.title,
        issuer=asked.issuer,
        document_number=number,
        is_example=asked.example,
    )


def _upload(path: Path) -> Upload:
    try:
        return Upload(path.name, path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None


def _row(model: type[Any], field: str, value: Any) -> Any:
    try:
        return model.objects.get(**{field: value})
    except model.DoesNotExist:
        codes = model.objects.values_list("code", flat=True)[:12] if field == "code" else ()
        known = f"; known: {', '.join(codes)}" if codes else ""
        raise CommandError(f"there is no {model._meta.verbose_name} {value}{known}") from None
