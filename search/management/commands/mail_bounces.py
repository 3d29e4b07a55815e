"""Ends subscriptions of addresses that cannot receive mail, or whose readers complained."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.subscriptions.bounces import take


class Command(BaseCommand):
    help = "Reads delivery reports (RFC 3464) and complaints (RFC 5965), one in each file; - reads standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a report as it was received, or -")

    def handle(self, *args: Any, files: list[str], **options: Any) -> None:
        for name in files:
            report, outcome = take(_read(name))
            self.stdout.write(f"{name}: {report}, {outcome}")


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from error
