"""`manage.py erase_objections`: erases objections and their evidence after the set time."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from showcase.objections import erasing


class Command(BaseCommand):
    help = (
        "Erases objections whose window closed longer ago than the set time, with their evidence; only their number "
        "stays. The worker does the same every hour."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kept = settings.OBJECTION_RETENTION_DAYS
        parser.add_argument("--older-than", type=int, default=kept, metavar="DAYS", help=f"instead of {kept} days")
        parser.add_argument("--dry-run", action="store_true", help="say what would be erased and change nothing")

    def handle(self, *args: Any, older_than: int, dry_run: bool, **options: Any) -> None:
        if not 0 <= older_than <= 36_500:
            raise CommandError("--older-than takes days from 0 to 36500")
        total = erasing.due(older_than).count()
        if dry_run:
            strays = sum(1 for _name in erasing.strays())
            self.stdout.write(
                f"nothing was changed, this was a dry run: {total} objections and {strays} stray files would be erased"
            )
            return
        with tqdm(total=total, unit=" objections", disable=not sys.stderr.isatty()) as bar:
            done = erasing.erase(older_than, bar.update)
        self.stdout.write(f"{done.objections} objections and {done.files} files erased, {done.swept} stray files")
        if done.failed:
            raise CommandError("not erased, and kept to be tried again:\n" + "\n".join(done.failed))
