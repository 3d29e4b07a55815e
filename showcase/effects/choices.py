"""The values that effects choose from, besides `showcase.choices.Evidence`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Quantity(models.TextChoices):
    """What a figure measures; decides the common unit for comparison."""

    ENERGY_SAVED = "energy_saved", _("Energy saved")
    ELECTRICITY_SAVED = "electricity_saved", _("Electricity saved")
    ELECTRICITY_GENERATED = "electricity_generated", _("Electricity generated")
    CO2_AVOIDED = "co2_avoided", _("CO₂ avoided")
    WATER_SAVED = "water_saved", _("Water saved")
    WATER_REUSED = "water_reused", _("Water reused")
    WATER_INTENSITY = "water_intensity", _("Water per unit of product")
    ENERGY_INTENSITY = "energy_intensity", _("Energy per unit of product")
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
    """What happened to the quantity, in the source's words."""

    SAVED = "saved", _("saved")
    REDUCED = "reduced", _("reduced by")
    GENERATED = "generated", _("generated")
    REUSED = "reused", _("reused")
    RECOVERED = "recovered", _("recovered")
    INCREASED = "increased", _("increased by")
    LEVEL = "level", pgettext_lazy("effect", "level")
    INVESTED = "invested", _("invested")


class Per(models.TextChoices):
    """The period a figure is for."""

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


class CoalBasis(models.TextChoices):
    """How electricity was counted as coal (GB/T 2589)."""

    PHYSICAL = "physical", _("physical coal equivalent")
    EQUIVALENT = "equivalent", _("primary-energy coal equivalent")


class Scale(models.TextChoices):
    """The scale in which an editor entered the numbers of a figure; they are stored without it."""

    TEN_THOUSAND = "wan", "万"
    MILLION = "million", "百万"
    HUNDRED_MILLION = "yi", "亿"

    @property
    def factor(self) -> int:
        """What one of it is."""
        return {Scale.TEN_THOUSAND: 10**4, Scale.MILLION: 10**6, Scale.HUNDRED_MILLION: 10**8}[self]
