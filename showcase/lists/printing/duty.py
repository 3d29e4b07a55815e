"""The worker's duty: starts a process that makes PDFs, so that nothing waits for them.

The worker itself checks whether any is due (some ms per page), because starting the command takes five seconds of
processor time.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings

from portal.caching import content_version
from showcase.lists.printing.making import announcements_to_print, is_current

logger = logging.getLogger(__name__)

SECONDS = 60
_LONGEST_REST = 600  # seconds after which time alone may have changed what a notice says
_COMMAND = (sys.executable, "manage.py", "make_pdfs", "--verbosity=0")


@dataclass
class Press:
    """Starts `manage.py make_pdfs` after a change, one at a time; not on its first turn, while the site starts."""

    seen: int | None = None
    started: float = field(default=0.0)
    running: subprocess.Popen[bytes] | None = None
    others: list[Callable[[], bool]] = field(default_factory=list)

    def watch(self, is_due: Callable[[], bool]) -> None:
        """Start the command also where this says that a PDF of another kind is due."""
        self.others.append(is_due)

    def turn(self) -> None:
        """Start the command where a PDF is due; called every SECONDS."""
        if not settings.MAKE_PDFS or (self.running is not None and self.running.poll() is None):
            return
        self.running = None
        version, now = content_version.current(), time.monotonic()
        if self.seen is None:
            self.seen = -1
            return
        if version == self.seen and now - self.started < _LONGEST_REST:
            return
        self.seen, self.started = version, now
        if all(is_current(page) for page in announcements_to_print()) and not any(due() for due in self.others):
            return
        self.running = subprocess.Popen(_COMMAND, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL)


PRESS = Press()
