"""`manage.py seed_finders`: writes the finders of the demonstration, after `seed_demo`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.finders import demo
from showcase.demo.ledger import Report
from showcase.demo.translating import TranslationGap
from showcase.models import Technique


class Command(BaseCommand):
    help = "Places the finders of the demonstration; what an editor changed is left alone. Run seed_demo first."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Technique.objects.exists():
            raise CommandError("there is no vocabulary yet: run seed_demo first")
        report = Report()
        try:
            demo.seed(report)
        except TranslationGap as gap:
            raise CommandError(str(gap)) from None
        self.stdout.write(
            f"{len(report.made)} made, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
            f"{len(report.left_alone)} left alone because an editor changed them"
        )
