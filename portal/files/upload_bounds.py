"""Limits how much of an upload is stored while it is received, before any form sees it."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedTemporaryFile(TemporaryFileUploadHandler):
    """Stores at most MAX_UPLOAD_BYTES of a file; of a larger one only the size, for the form to refuse."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.MAX_UPLOAD_BYTES:
            super().receive_data_chunk(raw_data, start)
        elif self.file.tell():
            self.file.seek(0)
            self.file.truncate()
