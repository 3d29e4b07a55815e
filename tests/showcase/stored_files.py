"""Documents of the site, and the files that lie on the disk."""

from pathlib import Path

from django.core.files.base import ContentFile

from portal.files.media import Document
from tests.showcase.lists.importing.starting import begun, decide

PDF = b"%PDF-1.7\n% one"


def files_below(*folders):
    return sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file())


def list_original():
    started = begun().list_import
    decide(started, "keep")
    started.announcement.get_latest_revision().publish()
    return started.attachments.get().document


def guide():
    return Document.objects.create(title="指南", file=ContentFile(PDF, name="guide.pdf"))
