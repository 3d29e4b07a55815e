"""`manage.py seed_demo`: vocabulary and demonstration content."""

import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from showcase.demo import seeding
from showcase.demo.reading.faults import StoryFileError
from showcase.demo.translating import TranslationGap


class Command(BaseCommand):
    help = "Loads the vocabulary and the demonstration content; what an editor changed is left alone, and named."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        try:
            files = seeding.read()
        except StoryFileError as faults:
            raise CommandError(f"nothing was written:\n{faults}") from None
        call_command("load_vocabulary", verbosity=verbosity)
        with tqdm(total=seeding.size(files), unit=" items", disable=not sys.stderr.isatty()) as bar:
            try:
                report = seeding.seed(files, bar.update)
            except TranslationGap as gap:
                raise CommandError(str(gap)) from None
        self.stdout.write(
            f"{len(report.made)} made, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
            f"{len(report.left_alone)} left alone because an editor changed them"
        )
        for key in report.left_alone:
            self.stdout.write(f"  left alone: {key}")
