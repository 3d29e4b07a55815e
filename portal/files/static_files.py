"""Addresses of static files and their names once collected."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

logger = logging.getLogger(__name__)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which builds each address once per process: a page has fifteen of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Return the address with the name in the manifest, which does not change while the process runs."""
        if name is None or force or settings.DEBUG:
            return str(super().url(name, force))
        try:
            return self.collected_url(name)
        except ValueError as error:
            # Not collected: a page without style is better than none, and /healthz says so.
            logger.warning("static file %s: %s", name, error)
            return f"{self.base_url}{name}"

    def collected_url(self, name: str) -> str:
        """Return the same; raises ValueError for a file that is not collected."""
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]

    def post_process(self, *args: Any, **kwargs: Any) -> Any:
        """Drop the known addresses: files get new names."""
        self._addresses.clear()
        return super().post_process(*args, **kwargs)


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise's middleware without its warnings: it tries names that no file has, to find hashed ones."""

    @staticmethod
    def get_static_url(name: str) -> str | None:
        try:
            return str(getattr(staticfiles_storage, "collected_url", staticfiles_storage.url)(name))
        except ValueError:
            return None
