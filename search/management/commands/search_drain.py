"""`manage.py search_drain`: applies waiting changes, from a timer or by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.core.engine import SearchUnavailable
from search.index import drain


class Command(BaseCommand):
    help = "Applies waiting changes to the search index."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=float, default=60.0, help="stop after this long (default 60)")

    def handle(self, *args: Any, seconds: float, **options: Any) -> None:
        try:
            done = drain.drain(seconds)
        except SearchUnavailable as trouble:
            raise CommandError(f"the search engine is not available ({trouble}); nothing is lost, try again") from None
        self.stdout.write(f"{done.rows} changes applied" + (f"; {done.stopped}" if done.stopped else ""))
