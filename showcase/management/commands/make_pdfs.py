"""`manage.py make_pdfs`: makes the PDFs of published announcements."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from showcase.lists.printing.making import (
    PdfFailedError,
    PdfUnavailableError,
    announcements_to_print,
    is_current,
    make_pdf,
)


class Command(BaseCommand):
    help = "Makes the PDFs of published announcements that have none, or one that no longer says what the page says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--announcement", type=int, metavar="ID", help="only this one, in both languages")
        parser.add_argument("--all", action="store_true", dest="again", help="those that are current too")

    def handle(self, *args: Any, verbosity: int, announcement: int | None, again: bool, **options: Any) -> None:
        made = failed = current = 0
        for page in announcements_to_print():
            if announcement not in (None, page.source.pk):
                continue
            if not again and is_current(page):
                current += 1
                continue
            try:
                make_pdf(page)
            except PdfUnavailableError as error:
                raise CommandError(str(error)) from error
            except PdfFailedError as error:
                failed += 1
                self.stderr.write(f"{page.pk} {page.title}: {error}")
            else:
                made += 1
                if verbosity:
                    self.stdout.write(f"{page.pk} {page.title}")
        if verbosity:
            self.stdout.write(f"{made} made, {current} current already, {failed} failed")
        if failed:
            raise CommandError("Some PDFs were not made.")
