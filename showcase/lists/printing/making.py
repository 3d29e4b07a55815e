"""Makes the PDFs of published announcements that have none, or an outdated one."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal.pages.visibility import public_pages
from showcase.lists.models import AnnouncementPage
from showcase.lists.notice_page.entry_tables import EntryQuery
from showcase.lists.notice_page.page import announcement_context
from showcase.lists.printing.models import AnnouncementPdf
from showcase.lists.printing.printed import STYLE, TEMPLATE, current_fingerprint, fingerprint, print_context
from showcase.lists.printing.writer import NEXT, NO_FONT, NO_LIBRARY, TOO_LONG
from showcase.lists.states import shown_moment

MAX_WAIT = 600  # seconds on the clock for one PDF
_PATIENCE = dt.timedelta(days=1)  # until one that failed is tried again unchanged: a large one takes minutes
_WRITER = (sys.executable, "-m", "showcase.lists.printing.writer")
_MISSING = {
    NO_LIBRARY: "No PDFs: Pango is missing. apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    NO_FONT: "No PDFs: no font has Chinese letters. apt-get install fonts-noto-cjk (smaller: fonts-wqy-microhei)",
}
_KEPT = ("PATH", "HOME", "LANG", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class PdfUnavailableError(Exception):
    """This machine can't make PDFs; the text says what to install."""


class PdfFailedError(Exception):
    """One PDF could not be made; the text says why."""


def announcements_to_print() -> Iterator[AnnouncementPage]:
    """Yield public announcements in both languages, newest first."""
    yield from public_pages(AnnouncementPage.objects.all()).order_by("-pk").select_related("locale")


def is_current(page: AnnouncementPage) -> bool:
    """Say whether a PDF says what the page says now, or making it failed less than a day ago."""
    with translation.override(page.locale.language_code):
        now_printed = current_fingerprint(page)
    found = AnnouncementPdf.objects.defer("content").filter(page=page, fingerprint=now_printed).first()
    return found is not None and (not found.failure or found.made_at > timezone.now() - _PATIENCE)


def make_pdf(page: AnnouncementPage) -> AnnouncementPdf:
    """Make and store the PDF of this page as it is now; raises PdfUnavailableError and PdfFailedError."""
    now = timezone.now()
    with translation.override(page.locale.language_code):
        context = announcement_context(page, query=EntryQuery(shows_all=True, as_printed=True))
        printed = fingerprint(page, context)
        html = render_to_string(TEMPLATE, {**print_context(page, context), "made_at": shown_moment(now)})
    try:
        return _kept(page, printed, now, content=written(html))
    except PdfFailedError as error:
        _kept(page, printed, now, failure=str(error))
        raise


def _kept(
    page: AnnouncementPage, printed: str, now: dt.datetime, content: bytes = b"", failure: str = ""
) -> AnnouncementPdf:
    values = {"fingerprint": printed, "content": content, "made_at": now, "failure": failure}
    made, _created = AnnouncementPdf.objects.update_or_create(page=page, defaults=values)
    return made


def on_one_page(variants: Iterable[str], style: Path) -> bytes:
    """Return the PDF of the first of these HTML pages that fits one page of paper; raises PdfFailedError."""
    return written(NEXT.join(variant.replace(NEXT, " ") for variant in variants), style)


def written(html: str, style: Path = STYLE) -> bytes:
    """Return the PDF of an HTML page with a style sheet, written by another process that gets none of our secrets."""
    media = Path(settings.MEDIA_ROOT) / "images"
    pictures = f"{settings.SITE_URL}{settings.MEDIA_URL}images/"
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(
            (*_WRITER, pictures, str(media), str(style)),
            input=html.encode(),
            capture_output=True,
            cwd=settings.BASE_DIR,
            env=kept,
            timeout=MAX_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfFailedError(f"not done after {MAX_WAIT} s") from error
    if done.returncode in _MISSING:
        raise PdfUnavailableError(_MISSING[done.returncode])
    if done.returncode == TOO_LONG:
        raise PdfFailedError("no variant fits one page")
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise PdfFailedError(f"exit code {done.returncode}: {done.stderr[-500:].decode(errors='replace')}")
    return done.stdout
