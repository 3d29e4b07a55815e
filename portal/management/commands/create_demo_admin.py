"""`manage.py create_demo_admin`: creates the administrator of a demonstration, never with a fixed password."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from portal.accounts.demo_accounts import created

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
        self.stdout.write(created(USERNAME, password_file, _create))


def _create(password: str) -> None:
    get_user_model().objects.create_superuser(username=USERNAME, email="", password=password)
