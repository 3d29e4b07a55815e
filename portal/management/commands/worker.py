"""`manage.py worker`: runs the loop of portal.running.worker in the foreground."""

import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.running import worker


class Command(BaseCommand):
    help = "Publishes what is scheduled, applies changes to the search index and checks it, until interrupted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do every duty once and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stop = threading.Event()
        if once:
            worker.run_due(time.monotonic())
            return
        worker.stop_on_signals(stop)
        self.stdout.write("worker: running; Ctrl-C ends it")
        worker.loop(stop)
