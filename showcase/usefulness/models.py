"""The table of what readers say: two counts for a page and a day, nothing of the readers."""

from __future__ import annotations

import datetime as dt

from django.db import models, transaction
from django.db.models import F


class UsefulCount(models.Model):
    """How many readers said on a day that a page was useful, and how many that it was not.

    `about`: the name of the page in all languages, as `PublicPlace.name` (`page/…`, `technique/T02.01`).
    """

    about = models.CharField(max_length=80)
    day = models.DateField()
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["about", "day"], name="useful_count_of_a_day")]

    def __str__(self) -> str:
        return f"{self.about} {self.day}"


def add(about: str, day: dt.date, *, is_useful: bool) -> None:
    """Count one more answer; two at the same time are both counted."""
    name = "yes" if is_useful else "no"
    with transaction.atomic():
        row, _is_new = UsefulCount.objects.get_or_create(about=about, day=day)
        UsefulCount.objects.filter(pk=row.pk).update(**{name: F(name) + 1})
