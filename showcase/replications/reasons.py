"""Why plants that examined or tried a measure did not adopt it: a short vocabulary with definitions.

It follows what energy auditors record: the reasons for rejection of the US Industrial Assessment Centers (unsuitable
return, too expensive at first, process or equipment, production or facility changes, personnel, material restrictions,
bureaucratic restrictions, risk, failed after implementation) and the review questions of GB/T 17166 energy audits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    """What became of the measure at the plant."""

    ADOPTED = "adopted", pgettext_lazy("outcome", "done too")
    NOT_ADOPTED = "not_adopted", pgettext_lazy("outcome", "tried and not adopted")


class Reason(models.TextChoices):
    """Why it was not adopted."""

    TECHNICAL = "technical", pgettext_lazy("reason", "Technical")
    TRIAL = "trial", pgettext_lazy("reason", "Trial without the expected result")
    ECONOMIC = "economic", pgettext_lazy("reason", "Economic")
    QUALITY = "quality", pgettext_lazy("reason", "Product quality")
    SPACE = "space", pgettext_lazy("reason", "Space or logistics")
    SUPPLY = "supply", pgettext_lazy("reason", "Energy or material supply")
    SAFETY = "safety", pgettext_lazy("reason", "Safety")
    PERMIT = "permit", pgettext_lazy("reason", "Permit")
    SUPPLIER = "supplier", pgettext_lazy("reason", "Supplier or service")
    ORGANISATION = "organisation", pgettext_lazy("reason", "Organisation or staff")
    CHANGE = "change", pgettext_lazy("reason", "Plant or product is to change")
    OTHER = "other", pgettext_lazy("reason", "Other")


DEFINITIONS: Mapping[str, Any] = {
    Reason.TECHNICAL: _("It does not fit the process or the machines: temperature, pressure, load, control, age."),
    Reason.TRIAL: _("It was tried or built, and saved less than expected or did not run reliably."),
    Reason.ECONOMIC: _("Investment, running costs or payback were not acceptable, or there was no financing."),
    Reason.QUALITY: _("Colour, purity, strength or another property of the product suffered, or could have."),
    Reason.SPACE: _("No room, no load-bearing floor or roof, or ways of material and people were blocked."),
    Reason.SUPPLY: _("The energy carrier, grid capacity, water or secondary material was not available."),
    Reason.SAFETY: _("Risk of fire, explosion, poisoning or accident, or occupational health."),
    Reason.PERMIT: _("Environmental, fire, building, special-equipment or grid approval was refused or took too long."),
    Reason.SUPPLIER: _("No supplier, spare part or service nearby, or the offer did not meet the requirements."),
    Reason.ORGANISATION: _("No staff or skills, no responsible person, or production could not be stopped for it."),
    Reason.CHANGE: _("The line, the product or the site is about to be replaced, moved or closed."),
    Reason.OTHER: _("Described in the text."),
}


def in_order(codes: Iterable[str]) -> list[Reason]:
    """Return the reasons with these codes in the order of the vocabulary, each once; unknown codes are left out."""
    given = set(codes)
    return [reason for reason in Reason if reason.value in given]
