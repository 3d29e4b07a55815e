"""Where static files are and what they are called once collected."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

logger = logging.getLogger(__name__)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, but each address is put together once a process: a page names fifteen of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """The address under the name that the manifest gives, which stays as long as the process."""
        if name is None or force or settings.DEBUG:
            return str(super().url(name, force))
        try:
            return self.collected_url(name)
        except ValueError as error:
            # Not collected: a page without style is better than none, and /healthz says so.
            logger.warning("static file %s: %s", name, error)
            return f"{self.base_url}{name}"

    def collected_url(self, name: str) -> str:
        """The same; raises ValueError for a file that is not collected."""
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]

    def post_process(self, *args: Any, **kwargs: Any) -> Any:
        """Files are given new names: the addresses known so far are none any more."""
        self._addresses.clear()
        return super().post_process(*args, **kwargs)


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise's, which tries names that no file has to find out which names carry a hash: no reason to warn."""

    @staticmethod
    def get_static_url(name: str) -> str | None:
        try:
            return str(getattr(staticfiles_storage, "collected_url", staticfiles_storage.url)(name))
        except ValueError:
            return None
