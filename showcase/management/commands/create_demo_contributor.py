"""`manage.py create_demo_contributor`: creates an account of a demonstration that writes for an invented enterprise."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from portal.accounts.demo_accounts import created
from portal.models import User
from showcase.demo.seed_enterprises import enterprise_of
from showcase.models import EnterpriseContributor
from showcase.roles import CONTRIBUTOR

USERNAME = "contributor"
ENTERPRISE = "example-a"
"""Name of its file: 示例企业甲, of which no story of the demonstration speaks."""


class Command(BaseCommand):
    help = (
        "Creates a contributor of an invented enterprise on a demonstration site, after `seed_demo`, with a generated "
        "password, prints it once and keeps it in a file that only its owner can read. Does nothing where the account "
        "exists."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--password-file",
            type=Path,
            default=Path(settings.BASE_DIR) / "var" / "demo_contributor_password",
            help="where the password is kept (default: %(default)s)",
        )

    def handle(self, *args: Any, password_file: Path, **options: Any) -> None:
        self.stdout.write(created(USERNAME, password_file, _create))


def _create(password: str) -> None:
    try:
        enterprise = enterprise_of(ENTERPRISE)
    except KeyError:
        raise CommandError(f"the enterprise {ENTERPRISE} is not there: run `manage.py seed_demo` first") from None
    user = User.objects.create_user(USERNAME, password=password)
    user.groups.add(Group.objects.get(name=CONTRIBUTOR))
    EnterpriseContributor.objects.create(enterprise=enterprise, user=user)
