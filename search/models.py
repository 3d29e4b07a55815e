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
    """One row: the last version given to a record. Only the drainer and a rebuild advance it, under the lock."""

    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)


class DrainFailure(models.Model):
    """One row: the last failure of a drain, for `search_status`."""

    failed_at = models.DateTimeField()
    reason = models.CharField(max_length=500)

    def __str__(self) -> str:
        return f"{self.failed_at:%Y-%m-%d %H:%M:%S} {self.reason}"


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
