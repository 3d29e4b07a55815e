"""How much of an upload is kept while it comes in, before any form looks at it."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedTemporaryFile(TemporaryFileUploadHandler):
    """Keeps MAX_UPLOAD_BYTES of a file at most; of a larger one the size alone, by which its form refuses it."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.MAX_UPLOAD_BYTES:
            super().receive_data_chunk(raw_data, start)
        elif self.file.tell():
            self.file.seek(0)
            self.file.truncate()
