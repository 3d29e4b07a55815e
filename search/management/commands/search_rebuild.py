"""`manage.py search_rebuild`: fills a new index while the old one serves."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from search.core.engine import SearchUnavailable, State
from search.index.current import engine
from search.index.rebuild import RebuildRunning, rebuild
from search.models import ParkedSubject


class Command(BaseCommand):
    help = "Builds the search index anew; the old one serves until the new one is whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="do nothing where the index is ready")

    def handle(self, *args: Any, if_needed: bool, **options: Any) -> None:
        if if_needed and engine().status().state is State.READY:
            self.stdout.write("the index is ready")
            return
        bar = tqdm(unit=" stories", disable=not sys.stderr.isatty())

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        try:
            count = rebuild(progress)
        except RebuildRunning:
            raise CommandError("another rebuild is running; wait for it to end") from None
        except SearchUnavailable as trouble:
            raise CommandError(f"the search engine is not available ({trouble}); the old index still serves") from None
        finally:
            bar.close()
        parked = ParkedSubject.objects.count()
        self.stdout.write(f"{count} stories indexed" + (f", {parked} set aside: see search_status" if parked else ""))
