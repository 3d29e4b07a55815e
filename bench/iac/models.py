"""The rows of the data set: plants, and what was recommended to each."""

from __future__ import annotations

from django.db import models


class Plant(models.Model):
    """A plant that was assessed; its id is the data set's. `division` of GB/T 4754 is approximate (`tables`).

    `state`: code of a region below the root of these records. An empty `division` or `state` is not known.
    """

    id = models.CharField(primary_key=True, max_length=16)
    sic = models.CharField(max_length=8, blank=True)
    division = models.CharField(max_length=4, blank=True)
    state = models.CharField(max_length=6, blank=True)
    product = models.CharField(max_length=255, blank=True)
    employees = models.PositiveIntegerField(null=True)

    class Meta:
        app_label = "iac"

    def __str__(self) -> str:
        return self.id


class Status(models.TextChoices):
    """What the plant answered about the recommendation afterwards."""

    IMPLEMENTED = "I", "implemented"
    NOT_IMPLEMENTED = "N", "not implemented"
    PENDING = "P", "pending"
    EXCLUDED = "K", "excluded or no data"
    UNKNOWN = "", "not known"


class Recommendation(models.Model):
    """One recommendation, which the search stores as a record. `id` is made from the data set's `number`.

    `arc_class`: 2 energy, 3 waste, 4 productivity; None where it is none of these. `technique` is synthetic, empty
    outside classes 2 and 3. `cost` in US dollars, `saving` in US dollars a year, both estimated when it was made.
    `conserved`: of the stream `resource` a year, in that stream's unit.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=16)
    plant = models.ForeignKey(Plant, on_delete=models.CASCADE, related_name="recommendations", db_index=False)
    arc_class = models.PositiveSmallIntegerField(null=True)
    technique = models.CharField(max_length=8, blank=True)
    status = models.CharField(max_length=1, choices=Status, blank=True)
    resource = models.CharField(max_length=4, blank=True)
    conserved = models.FloatField(null=True)
    cost = models.BigIntegerField(null=True)
    saving = models.BigIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        app_label = "iac"

    def __str__(self) -> str:
        return self.number

    @property
    def payback(self) -> float | None:
        """Years: cost over yearly saving; None where either is missing or the saving is none."""
        if self.cost is None or self.saving is None or self.cost < 0 or self.saving <= 0:
            return None
        return self.cost / self.saving
