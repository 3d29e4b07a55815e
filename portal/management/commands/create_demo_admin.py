"""`manage.py create_demo_admin`: creates the administrator of a demonstration, never with a fixed password."""

import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

USERNAME = "admin"


class Command(BaseCommand):
    help = (
        "Creates the administrator of a demonstration site with a generated password, prints it once and keeps it in a "
        "file that only its owner can read. Does nothing where the account exists."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--password-file",
            type=Path,
            default=Path(settings.BASE_DIR) / "var" / "demo_admin_password",
            help="where the password is kept (default: %(default)s)",
        )

    def handle(self, *args: Any, password_file: Path, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("this site is no demonstration (DEMO is not set): use `manage.py createsuperuser`")
        with transaction.atomic():
            if get_user_model().objects.filter(username=USERNAME).exists():
                self.stdout.write(f"The account {USERNAME} exists and stays as it is.")
                return
            # The file is written first: even if the command is interrupted, no account has an unknown password.
            password = _kept_password(password_file)
            get_user_model().objects.create_superuser(username=USERNAME, email="", password=password)
        self.stdout.write(f"User {USERNAME}, password {password}  (kept in {password_file})")


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
