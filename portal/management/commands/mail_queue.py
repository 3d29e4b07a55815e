"""`manage.py mail_queue`: shows what waits to be sent, and retries what failed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.mail import sending


class Command(BaseCommand):
    help = "Says how many mails wait and how many were given up; --retry puts the latter back into the queue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry", action="store_true", help="try again what was given up")

    def handle(self, *args: Any, retry: bool, **options: Any) -> None:
        if retry:
            self.stdout.write(f"{sending.retry_failed()} mails put back into the queue")
        given_up = sending.queued().failed().count()
        waiting = sending.queued().count() - sending.queued().finished().count()
        self.stdout.write(f"{waiting} waiting, {given_up} given up")
