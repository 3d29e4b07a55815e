"""What a plant says of its energy, and why something is shown to it."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Carrier(models.TextChoices):
    """An energy carrier that a plant uses."""

    ELECTRICITY = "electricity", pgettext_lazy("carrier", "Electricity")
    GAS = "gas", _("Natural gas")
    COAL = "coal", pgettext_lazy("carrier", "Coal")
    STEAM = "steam", _("Purchased steam")
    BIOMASS = "biomass", _("Biomass")


class Why(StrEnum):
    """A reason that speaks for something, or (from FEW on) a remark that the reader should know."""

    MACHINE = "machine"
    COMMON_MACHINE = "common_machine"
    INDUSTRY = "industry"
    EVERY_INDUSTRY = "every_industry"
    CARRIER = "carrier"
    LARGE_CARRIER = "large_carrier"
    PRODUCT = "product"
    SIZE = "size"
    REPORTED_NEAR = "reported_near"
    REPORTED_ELSEWHERE = "reported_elsewhere"
    MEASURED = "measured"
    FEW = "few"
    NOT_ADOPTED = "not_adopted"
    OTHER_MACHINES = "other_machines"
    OTHER_CARRIERS = "other_carriers"
