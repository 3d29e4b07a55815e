"""`manage.py remove_second_factor NAME`: lets somebody who lost the phone in again by the password alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.second_factor import enrolling
from portal.accounts.users import User


class Command(BaseCommand):
    help = "Removes the second factor of an account, such as a superuser's; the removal is logged with the account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        account = User.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account {username!r}.")
        if enrolling.remove(account):
            self.stdout.write(f"The second factor of {username} was removed: its password alone opens the account.")
        else:
            self.stdout.write(f"The account {username} has no second factor.")
