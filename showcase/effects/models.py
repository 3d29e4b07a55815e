"""The effect: one printed figure with its scope, evidence, period and source."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.pages.row_saving import ChildRow
from portal.pages.sources import PARTIAL_DATE
from showcase.choices import Evidence
from showcase.effects.choices import CoalBasis, Direction, Per, Quantity, Scale, Scope
from showcase.effects.units import UnitError, comparable, known_units


class Effect(ChildRow, Orderable):
    """A figure as printed. `low` = `high`: exact; `low` alone: at least; `high` alone: at most.

    `comparable_value`: in tce/a, tCO2/a, m³/a, CNY or a (`comparable_unit`), empty where it cannot be computed. `uid`
    is permanent; the primary key is not, because publishing re-creates rows. `entered_scale`: the scale
    in which the edit form shows the numbers, as they were entered; nothing else reads it. `of_what_en_for`: the Chinese
    words that the English ones were given for; empty where that is not known.
    """

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="effects")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    quantity = models.CharField(_("quantity"), max_length=32, choices=Quantity)
    of_what_zh = models.CharField(_("of what, Chinese"), max_length=255)
    of_what_en = models.CharField(_("of what, English"), max_length=255, blank=True)
    of_what_en_for = models.CharField(max_length=255, blank=True, default="", editable=False)
    printed = models.CharField(_("as printed"), max_length=500, help_text=_("The exact words of the source."))
    printed_language = models.CharField(
        _("language of the original"),
        max_length=10,
        default="zh-hans",
        choices=[("zh-hans", "中文"), ("en", "English")],
    )
    low = models.DecimalField(_("from"), max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("to"), max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=32)
    entered_scale = models.CharField(max_length=8, choices=Scale, blank=True, default="", editable=False)
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
        _("show in the table of other dates and scopes"),
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
            models.CheckConstraint(
                condition=models.Q(entered_scale__in=["", *Scale.values]), name="effect_has_a_known_scale"
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

    def before_saving(self) -> None:
        self.set_comparable()
        self.note_translated()

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """Leave out check constraints: Django asks the database about each, and `clean` says the same in words."""
        return [
            (model, [one for one in constraints if not isinstance(one, models.CheckConstraint)])
            for model, constraints in super().get_constraints()
        ]

    def note_translated(self) -> None:
        """Note for which Chinese words the English ones are, where that is not known: for these."""
        if not self.of_what_en:
            self.of_what_en_for = ""
        elif not self.of_what_en_for:
            self.of_what_en_for = self.of_what_zh

    @property
    def english_is_outdated(self) -> bool:
        """Whether the Chinese words have been changed since the English ones were given."""
        return bool(self.of_what_en and self.of_what_en_for) and self.of_what_en_for != self.of_what_zh

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
        """The number to sort by: the mean of a range, the bound where only one is printed."""
        numbers = [number for number in (self.low, self.high) if number is not None]
        return sum(numbers, Decimal(0)) / len(numbers)
