"""Where static files are and what they are called once collected."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, but each address is put together once a process: a page names fifteen of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """The address under the name that the manifest gives, which stays as long as the process."""
        if name is None or force or settings.DEBUG:
            return str(super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name, force))
        return self._addresses[name]

    def post_process(self, *args: Any, **kwargs: Any) -> Any:
        """Files are given new names: the addresses known so far are none any more."""
        self._addresses.clear()
        return super().post_process(*args, **kwargs)
