"""The tables of the index: changes waiting for the engine, the version counter, failures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outbox(models.Model):
    """A story whose record may have changed, or a name whose suggestions may have changed.

    Written in the transaction of the change, deleted when applied. A row says *that* something changed, never what: the
    drainer reads the story's state when it applies the row.
    """

    story_id = models.CharField(max_length=64)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("waiting change")
        verbose_name_plural = _("waiting changes")

    def __str__(self) -> str:
        return self.story_id


class ChangeDuringRebuild(models.Model):
    """A story whose record changed while a new index is being filled, which may hold its record from before.

    Written by the drainer; before the new index serves, the rebuild reads these stories once more.
    """

    story_id = models.CharField(max_length=64, unique=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.story_id


class VersionCounter(models.Model):
    """One row: the last version given to a record. Only the drainer and a rebuild advance it, under the lock.

    `restored_at`: when the counter was found behind the engine's; None once every record has been compared since.
    """

    value = models.PositiveBigIntegerField(default=0)
    restored_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.value)


class DrainFailure(models.Model):
    """One row: the last failure of a drain, for `search_status`."""

    failed_at = models.DateTimeField()
    reason = models.CharField(max_length=500)

    def __str__(self) -> str:
        return f"{self.failed_at:%Y-%m-%d %H:%M:%S} {self.reason}"


class ParkedSubject(models.Model):
    """A record or name that could not be indexed (`search.index.parking`): the last error and the next attempt.

    `place`: file, line and function of our own code where the error passed last.
    """

    subject = models.CharField(max_length=64, unique=True)
    error = models.CharField(max_length=100)
    detail = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    first_failed_at = models.DateTimeField(auto_now_add=True)
    failed_at = models.DateTimeField(null=True)
    next_attempt = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.subject
