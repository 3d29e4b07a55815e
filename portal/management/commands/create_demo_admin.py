"""`manage.py create_demo_admin`: creates the administrator of a demonstration, never with a fixed password."""

from django.contrib.auth import get_user_model

from portal.accounts.demo_accounts import DemoAccountCommand


class Command(DemoAccountCommand):
    username = "admin"
    help = (
        "Creates the administrator of a demonstration site with a generated password, prints it once and keeps it in a "
        "file that only its owner can read. Does nothing where the account exists."
    )

    def create(self, password: str) -> None:
        get_user_model().objects.create_superuser(username=self.username, email="", password=password)
