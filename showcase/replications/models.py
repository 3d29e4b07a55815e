"""The tables of replications: only what is public. Nothing here is sealed, and nothing here names who sent it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.pages.visibility import public_pages
from showcase.choices import Evidence
from showcase.effects.choices import Per, Quantity
from showcase.replications.figures import Common, ReportedFigure
from showcase.replications.reasons import Outcome, Reason, in_order
from showcase.stories.models import StoryPage

FIRST_YEAR = 1980


class ReplicationQuerySet(models.QuerySet["Replication"]):
    """Replications by publicity."""

    def standing(self) -> ReplicationQuerySet:
        """Return those that were not taken back, whether or not their story is public."""
        return self.filter(withdrawn_at=None)

    def published(self) -> ReplicationQuerySet:
        """Return what any reader may see now: those not taken back, on public stories."""
        return self.standing().filter(story__in=public_pages(StoryPage.objects.all()))

    def counted(self) -> ReplicationQuerySet:
        """Leave out invented examples and what was not adopted."""
        return self.filter(is_example=False, outcome=Outcome.ADOPTED)

    def with_details(self) -> ReplicationQuerySet:
        """Fetch what a page shows of them; two queries in all."""
        return self.select_related("industry", "enterprise__merged__into").prefetch_related("figures")


class Replication(models.Model):
    """What another plant reports of a story, as the portal publishes it; a row is public until it is taken back.

    `story`: the Chinese page. `plant_zh` and `plant_en` are empty for a plant that is not to be named; so is
    `enterprise`, the plant's record in the register. `reasons`: codes of `Reason`, of one that was not adopted.
    """

    story = models.ForeignKey(
        "showcase.StoryPage", on_delete=models.CASCADE, related_name="replications", verbose_name=_("story")
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, editable=False)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(FIRST_YEAR)]
    )
    plant_zh = models.CharField(_("plant, Chinese name"), max_length=255, blank=True)
    plant_en = models.CharField(_("plant, English name"), max_length=255, blank=True)
    enterprise = models.ForeignKey(
        "showcase.Enterprise",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replications",
        verbose_name=_("enterprise in the register"),
    )
    industry = models.ForeignKey(
        "showcase.Industry",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("industry"),
    )
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    text_zh = models.TextField(_("what was done, Chinese"), max_length=2_000)
    text_en = models.TextField(_("what was done, English"), max_length=4_000, blank=True)
    changed_zh = models.TextField(_("what had to be changed, Chinese"), max_length=2_000, blank=True)
    changed_en = models.TextField(_("what had to be changed, English"), max_length=4_000, blank=True)
    is_example = models.BooleanField(_("invented for demonstration"), default=False, editable=False)
    published_at = models.DateTimeField(_("published at"), default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_reason = models.TextField(_("why it was taken back"), blank=True, editable=False)
    submission = models.OneToOneField(
        "showcase.Submission", on_delete=models.SET_NULL, null=True, editable=False, related_name="replication"
    )

    objects = ReplicationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("replication")
        verbose_name_plural = _("replications")
        ordering: ClassVar[list[str]] = ["-published_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="replication_outcome"),
            models.CheckConstraint(
                condition=~Q(plant_zh="", enterprise__isnull=False), name="anonymous_replication_links_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.text_zh[:40]}"

    @property
    def reasons_given(self) -> list[Reason]:
        """The reasons, in the order of the vocabulary."""
        return in_order(self.reasons)


class ReplicationFigure(models.Model):
    """A figure of a replication: as typed, as read, and in the unit in which its quantity is compared."""

    replication = models.ForeignKey(Replication, on_delete=models.CASCADE, related_name="figures")
    quantity = models.CharField(_("quantity"), max_length=32, choices=Quantity)
    low = models.DecimalField(_("from"), max_digits=20, decimal_places=6)
    high = models.DecimalField(_("to"), max_digits=20, decimal_places=6)
    unit = models.CharField(_("unit"), max_length=32)
    per = models.CharField(_("per"), max_length=8, choices=Per)
    printed = models.CharField(_("as typed"), max_length=80)
    evidence = models.CharField(_("evidence"), max_length=24, choices=Evidence)
    comparable_low = models.FloatField(null=True, editable=False)
    comparable_high = models.FloatField(null=True, editable=False)
    comparable_unit = models.CharField(max_length=16, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_quantity_display()}: {self.printed}"

    @classmethod
    def of(cls, replication: Replication, figure: ReportedFigure) -> ReplicationFigure:
        """Return the row of a figure that was read, not yet saved."""
        shared = figure.common
        return cls(
            replication=replication,
            quantity=figure.quantity,
            low=figure.low,
            high=figure.high,
            unit=figure.unit,
            per=figure.per,
            printed=figure.printed,
            evidence=figure.evidence,
            comparable_low=shared.low if shared else None,
            comparable_high=shared.high if shared else None,
            comparable_unit=shared.unit if shared else "",
        )

    @property
    def reported(self) -> ReportedFigure:
        """The figure without its table."""
        return ReportedFigure(self.quantity, self.low, self.high, self.unit, self.per, self.printed, self.evidence)

    @property
    def common(self) -> Common | None:
        """The stored comparable figure."""
        if self.comparable_low is None or self.comparable_high is None:
            return None
        return Common(self.comparable_low, self.comparable_high, self.comparable_unit)
