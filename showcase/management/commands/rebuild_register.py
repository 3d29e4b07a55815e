from django.core.management.base import BaseCommand

from showcase.enterprises.merging.actions import lay_out
from showcase.lists.projection import rebuild


class Command(BaseCommand):
    help = "Lay out the register anew from the recorded events and merges. Publishing does so by itself."

    def handle(self, *args: object, **options: object) -> None:
        lay_out()
        self.stdout.write(f"{rebuild()} enterprises with events")
