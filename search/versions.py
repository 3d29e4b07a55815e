"""The one persistent counter that gives every record its version."""

from django.db import transaction
from django.db.models import F

from search.models import VersionCounter


def advance() -> int:
    """The next version. Call it under the drain lock and *before* reading the story's state.

    Ids of outbox rows will not do: a smaller id can commit later, and an old text would stay for good.
    """
    with transaction.atomic():
        if not VersionCounter.objects.filter(pk=1).update(value=F("value") + 1):
            VersionCounter.objects.create(pk=1, value=1)
        return VersionCounter.objects.values_list("value", flat=True).get(pk=1)
