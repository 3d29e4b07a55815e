"""`manage.py search_status`: shows engine, versions, records, waiting rows, the longest wait and the last failure."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from search.index.probes import Parked, search_status


def _parked_text(parked: Parked) -> str:
    tried = f"tried {parked.attempts} times, again at {timezone.localtime(parked.next_attempt):%Y-%m-%d %H:%M}"
    return f"{parked.subject}  {parked.error}: {parked.detail}  in {parked.place or 'a library'}  {tried}"


class Command(BaseCommand):
    help = "Shows how the search is; exit code 1 where it is not healthy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object")

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        status = search_status()
        if as_json:
            self.stdout.write(json.dumps(status.to_dict(), ensure_ascii=False, default=str))
        else:
            for name, value in self._lines(status):
                self.stdout.write(f"{name:<14}{value}")
        if not status.healthy:
            sys.exit(1)

    def _lines(self, status: Any) -> list[tuple[str, object]]:
        index = status.engine
        return [
            ("engine", index.engine),
            ("state", index.state + (f" ({index.detail})" if index.detail else "")),
            ("identity", index.identity),
            ("built", index.built or "never"),
            ("records", index.records),
            ("bytes", index.size),
            ("rebuilding", "yes" if status.is_rebuilding else "interrupted" if index.unfinished else "no"),
            ("waiting", status.waiting),
            ("oldest wait", f"{status.oldest_wait:.1f} s"),
            ("last failure", status.last_failure or "none"),
            *(("trouble", line) for line in status.troubles),
            *(("set aside", _parked_text(parked)) for parked in status.parked),
        ]
