"""`manage.py create_demo_contributor`: creates an account of a demonstration that writes for an invented enterprise."""

from django.contrib.auth.models import Group
from django.core.management.base import CommandError

from portal.accounts.demo_accounts import DemoAccountCommand
from portal.models import User
from showcase.demo.seeds.enterprises import enterprise_of
from showcase.models import EnterpriseContributor
from showcase.roles import CONTRIBUTOR

ENTERPRISE = "example-a"
"""Name of its file: 示例企业甲, of which no story of the demonstration speaks."""


class Command(DemoAccountCommand):
    username = "contributor"
    help = (
        "Creates a contributor of an invented enterprise on a demonstration site, after `seed_demo`, with a generated "
        "password, prints it once and keeps it in a file that only its owner can read. Does nothing where the account "
        "exists."
    )

    def create(self, password: str) -> None:
        try:
            enterprise = enterprise_of(ENTERPRISE)
        except KeyError:
            raise CommandError(f"the enterprise {ENTERPRISE} is not there: run `manage.py seed_demo` first") from None
        user = User.objects.create_user(self.username, password=password)
        user.groups.add(Group.objects.get(name=CONTRIBUTOR))
        EnterpriseContributor.objects.create(enterprise=enterprise, user=user)
