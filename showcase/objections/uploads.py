"""How files come in: in memory, so that no clear text of them ever lies on a disk; what is too much is not kept."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from showcase.objections.evidence import MAX_FILE_BYTES, MAX_FILES


class EvidenceUploadHandler(FileUploadHandler):
    """Keeps MAX_FILES files of MAX_FILE_BYTES; of any further byte only the count, for the message that refuses it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._files = 0
        self._kept = bytearray()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._files += 1
        self._kept = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._files <= MAX_FILES and start + len(raw_data) <= MAX_FILE_BYTES:
            self._kept += raw_data
        else:
            self._kept.clear()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        content = bytes(self._kept) if len(self._kept) == file_size else b""
        name, kind = self.file_name or "", self.content_type or ""
        return InMemoryUploadedFile(io.BytesIO(content), self.field_name, name, kind, file_size, self.charset)
