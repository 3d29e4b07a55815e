from django.core.management.base import BaseCommand

from showcase.enterprises.name_keys import rebuild_names
from showcase.lists.register.projection import rebuild
from showcase.merging.actions import lay_out


class Command(BaseCommand):
    help = "Lay out the register again from recorded events, merges and names. Publishing does so by itself."

    def handle(self, *args: object, **options: object) -> None:
        lay_out()
        rebuild_names()
        self.stdout.write(f"{rebuild()} enterprises with events")
