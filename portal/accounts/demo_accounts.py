"""Accounts of a demonstration: one command each, never with a fixed password."""

from __future__ import annotations

import os
import secrets
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction


class DemoAccountCommand(BaseCommand):
    """Creates the account `username`; a subclass says how, by `create`."""

    username: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the path of the file with the password."""
        parser.add_argument(
            "--password-file",
            type=Path,
            default=Path(settings.BASE_DIR) / "var" / f"demo_{self.username}_password",
            help="where the password is kept (default: %(default)s)",
        )

    def handle(self, *args: Any, password_file: Path, **options: Any) -> None:
        """Create the account, or leave it as it is."""
        self.stdout.write(_created(self.username, password_file, self.create))

    def create(self, password: str) -> None:
        """Create the account with this password."""
        raise NotImplementedError


@transaction.atomic
def _created(username: str, password_file: Path, create: Callable[[str], Any]) -> str:
    """Return what to print once the account exists; `create` makes it with a password, kept in the file for its owner.

    Changes nothing where the account exists. Raises CommandError on a site that is no demonstration.
    """
    if not settings.DEMO:
        raise CommandError("this site is no demonstration (DEMO is not set): use `manage.py createsuperuser`")
    if get_user_model().objects.filter(username=username).exists():
        return f"The account {username} exists and stays as it is."
    # The file is written first: even if the command is interrupted, no account has an unknown password.
    password = _kept_password(password_file)
    create(password)
    return f"User {username}, password {password}  (kept in {password_file})"


def _kept_password(path: Path) -> str:
    """Return the password in the file; generates and stores one where there is none, readable by its owner only."""
    if path.exists() and (kept := path.read_text().strip()):
        return kept
    path.parent.mkdir(parents=True, exist_ok=True)
    password = secrets.token_urlsafe(12)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{password}\n")
    unfinished.replace(path)
    return password
