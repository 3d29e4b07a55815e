from django.core.management.base import BaseCommand

from showcase.lists.projection import rebuild


class Command(BaseCommand):
    help = "Lay out the register anew from the recorded events. Publishing does so by itself; nothing else needs it."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{rebuild()} enterprises with events")
