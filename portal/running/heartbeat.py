"""The heartbeat of the worker: a row that it updates while its loop runs."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from portal.running.health import Finding

SECONDS = 15
LATE = dt.timedelta(seconds=90)


class Heartbeat(models.Model):
    """When the worker's loop last ran; one row."""

    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.at)


def beat() -> None:
    """Update the heartbeat; a duty inside the worker's loop, so that a loop that hangs in another duty shows."""
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": timezone.now()})


def probe() -> Finding:
    """Report `degraded` without a worker: scheduled, changed, expiring and mailed things wait for it."""
    last = Heartbeat.objects.filter(pk=1).values_list("at", flat=True).first()
    if last is None:
        return Finding("degraded", "never seen")
    silent = timezone.now() - last
    return Finding("degraded", f"last seen {silent.total_seconds():.0f} s ago") if silent > LATE else Finding("ok")
