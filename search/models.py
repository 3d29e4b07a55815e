"""Where Django looks for the models of this app, each beside what uses it; and the texts that readers did not find."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.finders.models import FinderIndustry, FinderPage, FinderPreset, FinderRegion, FinderTechnique
from search.index.models import ChangeDuringRebuild, DrainFailure, Outbox, ParkedSubject, VersionCounter
from search.spelling.models import KnownWord, StoryWords
from search.subscriptions.models import News, Subscriber, Subscription
from search.suggest.models import Suggested, SuggestedKey

__all__ = [
    "ChangeDuringRebuild",
    "DrainFailure",
    "FinderIndustry",
    "FinderPage",
    "FinderPreset",
    "FinderRegion",
    "FinderTechnique",
    "KnownWord",
    "News",
    "Outbox",
    "ParkedSubject",
    "StoryWords",
    "Subscriber",
    "Subscription",
    "Suggested",
    "SuggestedKey",
    "VersionCounter",
    "ZeroResultQuery",
]


class ZeroResultQuery(models.Model):
    """A text searched for on a day without success, with how often. `text` is empty until the second time."""

    day = models.DateField(_("day"))
    digest = models.CharField(max_length=64)
    text = models.CharField(_("search text"), max_length=60, blank=True)
    times = models.PositiveIntegerField(_("times"))
    found = models.PositiveIntegerField(_("partial matches"))

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="unique_zero_result_query")]

    def __str__(self) -> str:
        return self.text
