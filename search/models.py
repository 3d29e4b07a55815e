"""What the database keeps for the search: changes waiting for the engine, and one counter of versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.finders.models import FinderIndustry, FinderPage, FinderPreset, FinderRegion, FinderTechnique
from search.scale.models import ScalePlant, ScaleRecommendation
from search.spelling.models import KnownWord, StoryWords
from search.suggest.models import Suggested, SuggestedKey

__all__ = [
    "DrainFailure",
    "FinderIndustry",
    "FinderPage",
    "FinderPreset",
    "FinderRegion",
    "FinderTechnique",
    "KnownWord",
    "Outbox",
    "ParkedSubject",
    "ScalePlant",
    "ScaleRecommendation",
    "SoughtText",
    "StoryWords",
    "Suggested",
    "SuggestedKey",
    "VersionCounter",
]


class Outbox(models.Model):
    """A story whose record, or a name whose suggestions may have changed.

    Written in the transaction of the change, deleted when applied.

    The row says *that* something changed, never what: the drainer reads the story's state when it applies the row.
    """

    story_id = models.CharField(max_length=64)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("waiting change")
        verbose_name_plural = _("waiting changes")

    def __str__(self) -> str:
        return self.story_id


class VersionCounter(models.Model):
    """One row: the last version given to a record. Only the drainer and a rebuild advance it, under the lock.

    `restored_at`: when the counter was found behind the engine's; None once every record was compared since.
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
    """What could not be indexed or suggested as it is (`search.parking`): the last error, when it is tried again.

    `place`: file, line and function of our own code that the error came through last.
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


class SoughtText(models.Model):
    """A text that was sought on a day and not found, with how often. `text` is empty until it is asked for again."""

    day = models.DateField(_("day"))
    digest = models.CharField(max_length=64)
    text = models.CharField(_("text sought"), max_length=60, blank=True)
    times = models.PositiveIntegerField(_("times"))
    found = models.PositiveIntegerField(_("found in part"))

    class Meta:
        verbose_name = _("text not found")
        verbose_name_plural = _("texts not found")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="unique_sought_text")]

    def __str__(self) -> str:
        return self.text
