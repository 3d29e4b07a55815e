"""`DJANGO_SETTINGS_MODULE=bench.settings manage.py load_iac`: the records to measure with, and out again."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import ProtectedError
from tqdm import tqdm

from bench.iac import loading
from bench.iac.reading import DataSetFault, count_recommendations
from search.core.engine import SearchUnavailable
from search.index.rebuild import RebuildRunning, rebuild
from showcase.models import Technique


class Command(BaseCommand):
    help = (
        "Loads the plants and recommendations of the Industrial Assessment Centers as records of the search; an "
        "interrupted load goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", nargs="?", type=Path, help="folder with assessments.csv.gz, recommendations.csv.gz")
        parser.add_argument("--limit", type=int, help="only the first N recommendations, with their plants")
        parser.add_argument("--remove", action="store_true", help="take all of them out again")

    def handle(self, *args: Any, dir: Path | None, limit: int | None, remove: bool, **options: Any) -> None:  # noqa: A002 the name of the argument
        if remove:
            self.stdout.write(f"{_removed()} records removed")
        elif dir is None:
            raise CommandError("name the folder of the data set")
        elif limit is not None and limit < 1:
            raise CommandError("--limit must be at least 1")
        else:
            self.stdout.write(f"{_loaded(dir, limit)} records loaded")
        self.stdout.write(f"{_indexed()} records indexed")


def _loaded(folder: Path, limit: int | None) -> int:
    if not Technique.objects.exists():
        raise CommandError("the vocabulary is missing: run load_vocabulary first")
    try:
        total = count_recommendations(folder)
        with _bar("loading", min(total, limit or total)) as bar:
            return loading.load(folder, limit, bar.update)
    except DataSetFault as fault:
        raise CommandError(str(fault)) from None


def _removed() -> int:
    try:
        return loading.remove()
    except ProtectedError:
        raise CommandError("an enterprise or a list names one of their regions: change that first") from None


def _indexed() -> int:
    with _bar("indexing", 0) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        try:
            return rebuild(progress)
        except RebuildRunning:
            raise CommandError("another rebuild is running; the worker brings the index up to date after it") from None
        except SearchUnavailable as trouble:
            raise CommandError(
                f"the search engine is not available ({trouble}); run search_rebuild when it is"
            ) from None


def _bar(title: str, total: int) -> Any:
    return tqdm(desc=title, total=total, unit=" records", disable=not sys.stderr.isatty())
