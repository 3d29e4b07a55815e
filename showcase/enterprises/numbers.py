"""Portal numbers: each is given once, also where several processes give some at the same moment."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Max


class EnterpriseNumber(models.Model):
    """One row: the last portal number that was given. Never less, so no number comes back after its bearer is gone."""

    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)


@transaction.atomic
def take_numbers(count: int = 1) -> range:
    """The next `count` numbers; whoever else wants some waits until this transaction ends."""
    from showcase.enterprises.models import Enterprise

    EnterpriseNumber.objects.get_or_create(pk=1)
    counter = EnterpriseNumber.objects.select_for_update().get(pk=1)
    # Records that came with a number of their own, from a backup or a script, have theirs already.
    largest = Enterprise.objects.aggregate(largest=Max("number"))["largest"] or 0
    first = max(counter.last, largest) + 1
    counter.last = first + count - 1
    counter.save()
    return range(first, first + count)
