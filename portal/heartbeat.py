"""That the worker lives: a row it writes while its loop turns."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from portal.health import Finding

SECONDS = 15
LATE = dt.timedelta(seconds=90)


class Heartbeat(models.Model):
    """When the worker's loop last came round; one row."""

    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.at)


def beat() -> None:
    """The worker's duty, inside its loop: a loop that hangs in another duty is no longer heard."""
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": timezone.now()})


def probe() -> Finding:
    """Degraded without a worker: what is scheduled, changed, erased or mailed waits for it."""
    last = Heartbeat.objects.filter(pk=1).values_list("at", flat=True).first()
    if last is None:
        return Finding("degraded", "never seen")
    silent = timezone.now() - last
    return Finding("degraded", f"last seen {silent.total_seconds():.0f} s ago") if silent > LATE else Finding("ok")
