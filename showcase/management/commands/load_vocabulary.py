"""`manage.py load_vocabulary`: industries, techniques, processes, regions, goals, catalogues, programmes, levels."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from showcase.vocabulary.file_names import shared_names
from showcase.vocabulary.loading import load_vocabulary
from showcase.vocabulary.rows import VocabularyError


class Command(BaseCommand):
    help = "Loads the vocabulary from the files in showcase/vocabulary/data; again: updates what changed there."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        try:
            loaded = load_vocabulary()
        except VocabularyError as fault:
            raise CommandError(f"nothing was written: {fault}") from None
        for vocabulary in loaded if verbosity else ():
            self.stdout.write(
                f"{vocabulary.name}: {vocabulary.made} made, {vocabulary.updated} updated, "
                f"{vocabulary.unchanged} unchanged"
            )
        # Loaded all the same: the search finds the stories of both terms.
        for shared in shared_names() if verbosity else ():
            self.stderr.write(f"two terms share a word: {shared}")
