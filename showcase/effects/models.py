"""Effect: one printed figure with its scope, evidence, period and source."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.sources import PARTIAL_DATE
from showcase.effects.units import UnitError, comparable, known_units


class Quantity(models.TextChoices):
    """What a figure is of; decides in which common unit it compares."""

    ENERGY_SAVED = "energy_saved", _("Energy saved")
    ELECTRICITY_SAVED = "electricity_saved", _("Electricity saved")
    ELECTRICITY_GENERATED = "electricity_generated", _("Electricity generated")
    CO2_AVOIDED = "co2_avoided", _("CO2 avoided")
    WATER_SAVED = "water_saved", _("Water saved")
    WATER_REUSED = "water_reused", _("Water reused")
    WATER_INTENSITY = "water_intensity", _("Water per unit of product")
    HEAT_RECOVERED = "heat_recovered", _("Heat recovered")
    MATERIAL_SAVED = "material_saved", _("Material saved")
    WASTE_USED = "waste_used", _("Waste used")
    POLLUTANT_REDUCED = "pollutant_reduced", _("Pollutant reduced")
    INVESTMENT = "investment", _("Investment")
    COST_SAVED = "cost_saved", _("Cost saved")
    PAYBACK = "payback", _("Payback")
    SHARE = "share", _("Share")
    CAPACITY = "capacity", _("Capacity")
    OTHER = "other", _("Other figure")


class Direction(models.TextChoices):
    """What happened to the quantity, as the source says it."""

    SAVED = "saved", _("saved")
    REDUCED = "reduced", _("reduced by")
    GENERATED = "generated", _("generated")
    REUSED = "reused", _("reused")
    RECOVERED = "recovered", _("recovered")
    INCREASED = "increased", _("increased by")
    LEVEL = "level", pgettext_lazy("effect", "level")
    INVESTED = "invested", _("invested")


class Per(models.TextChoices):
    """The span a figure is for."""

    NONE = "none", _("once")
    YEAR = "year", _("a year")
    DAY = "day", _("a day")
    UNIT = "unit", _("per unit")


class Scope(models.TextChoices):
    """How much of the enterprise a figure covers; only measure and project compare."""

    MEASURE = "measure", _("single measure")
    PROJECT = "project", _("project")
    SITE = "site", _("whole site")
    GROUP = "group", _("company group")
    PARK = "park", _("park or region")


class Evidence(models.TextChoices):
    """What a figure rests on, strongest first."""

    VERIFIED = "verified", _("third-party verified")
    METERED = "metered", _("metered")
    COMPANY_STATEMENT = "company_statement", _("company statement")
    ESTIMATED = "estimated", _("estimated")
    DESIGN_OR_EXPECTED = "design_or_expected", _("design or expected value")


class CoalBasis(models.TextChoices):
    """How electricity was counted as coal (GB/T 2589)."""

    PHYSICAL = "physical", _("physical coal equivalent")
    EQUIVALENT = "equivalent", _("primary-energy coal equivalent")


class Effect(Orderable):
    """A figure as printed. `low` = `high`: exact; `low` alone: at least; `high` alone: at most.

    `comparable_value` is in tce/a, tCO2/a, m³/a, CNY or a (`comparable_unit`), or empty where it cannot be
    computed. `uid` is permanent: publishing re-creates rows, their ids change.
    """

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="effects")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    quantity = models.CharField(_("quantity"), max_length=32, choices=Quantity)
    of_what_zh = models.CharField(_("of what, Chinese"), max_length=255)
    of_what_en = models.CharField(_("of what, English"), max_length=255)
    printed = models.CharField(_("as printed"), max_length=500, help_text=_("The original words of the source."))
    printed_language = models.CharField(
        _("language of the print"), max_length=10, default="zh-hans", choices=[("zh-hans", "中文"), ("en", "English")]
    )
    low = models.DecimalField(_("from"), max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("to"), max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=32)
    per = models.CharField(_("per"), max_length=8, choices=Per, default=Per.YEAR)
    direction = models.CharField(_("direction"), max_length=16, choices=Direction)
    before = models.DecimalField(_("before"), max_digits=20, decimal_places=6, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=20, decimal_places=6, null=True, blank=True)
    period = models.CharField(_("period"), max_length=10, blank=True, validators=[PARTIAL_DATE])
    scope = models.CharField(_("scope"), max_length=16, choices=Scope)
    evidence = models.CharField(_("evidence"), max_length=24, choices=Evidence)
    basis = models.CharField(_("coal equivalent"), max_length=16, choices=CoalBasis, blank=True)
    source_number = models.PositiveSmallIntegerField(_("source number"))
    aside = models.BooleanField(
        _("stands in the table of other dates and scopes"),
        default=False,
        help_text=_("Conflicting or earlier figures are shown side by side, not in the fact box."),
    )
    comparable_value = models.FloatField(null=True, blank=True, editable=False)
    comparable_unit = models.CharField(max_length=16, blank=True, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(low__isnull=False) | models.Q(high__isnull=False), name="effect_has_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_quantity_display()}: {self.printed}"

    def clean(self) -> None:
        super().clean()
        if self.low is None and self.high is None:
            raise ValidationError({"low": _("Give at least one of the two numbers.")})
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValidationError({"high": _("This number is smaller than the first one.")})
        if self.unit and self.unit not in known_units():
            raise ValidationError({"unit": _("This unit is not in the unit registry.")})

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_comparable()
        super().save(*args, **kwargs)

    def set_comparable(self) -> None:
        """Compute the figure in the common unit of its quantity; leave it empty where that cannot be done."""
        try:
            found = comparable(
                quantity=self.quantity,
                low=self.low,
                high=self.high,
                unit=self.unit,
                per=self.per,
                basis=self.basis or None,
            )
        except UnitError:
            found = None
        self.comparable_value = float(found.value) if found else None
        self.comparable_unit = found.unit if found else ""

    @property
    def of_what(self) -> str:
        return self.of_what_en if get_language() == "en" else self.of_what_zh

    @property
    def middle(self) -> Decimal:
        """The number to order by: the mean of a range, the bound where only one is printed."""
        numbers = [number for number in (self.low, self.high) if number is not None]
        return sum(numbers, Decimal(0)) / len(numbers)
