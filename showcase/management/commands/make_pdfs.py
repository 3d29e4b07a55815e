"""`manage.py make_pdfs`: makes the PDFs of published announcements and stories."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Page

from portal.caching import content_version
from showcase.lists.printing.making import (
    PdfFailedError,
    PdfUnavailableError,
    announcements_to_print,
    is_current,
    make_pdf,
)
from showcase.pages.files import pdf_making, pdfs


class Command(BaseCommand):
    help = "Makes the PDFs of published announcements and stories that have none, or one that is outdated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--announcement", type=int, metavar="ID", help="only this one, in both languages")
        parser.add_argument("--all", action="store_true", dest="again", help="announcements that are current too")

    def handle(self, *args: Any, verbosity: int, announcement: int | None, again: bool, **options: Any) -> None:
        made = failed = current = 0
        for page, make in _to_print(announcement):
            if make is make_pdf and not again and is_current(page):
                current += 1
                continue
            try:
                make(page)
            except PdfUnavailableError as error:
                raise CommandError(str(error)) from error
            except PdfFailedError as error:
                failed += 1
                self.stderr.write(f"{page.pk} {page.title}: {error}")
            else:
                made += 1
                if verbosity:
                    self.stdout.write(f"{page.pk} {page.title}")
        if made:
            content_version.move()  # pages that are cached link to no PDF yet; once for all of them
        if verbosity:
            self.stdout.write(f"{made} made, {current} current already, {failed} failed")
        if failed:
            raise CommandError("Some PDFs were not made.")


def _to_print(announcement: int | None) -> Iterator[tuple[Page, Callable[[Any], object]]]:
    """Yield each page with what makes its PDF; `announcement`: this one alone."""
    for page in announcements_to_print():
        if announcement in (None, page.source.pk):
            yield page, make_pdf
    if announcement is None:
        for story in pdfs.due():
            yield story, pdf_making.make_pdf
