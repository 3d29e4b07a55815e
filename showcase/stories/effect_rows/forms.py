"""The form of an effect: numbers and units as an editor enters them, 186万 and 万kWh."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from showcase.effects.choices import Per, Scale
from showcase.effects.entered import (
    NUMBERS,
    EnteredNumber,
    EnteredUnit,
    number_words,
    parse_entered,
    parse_entered_unit,
    scale_of,
    unit_words,
)
from showcase.effects.models import Effect
from showcase.effects.units import UnitError

UNITS_LIST = "effect-units"


class _TypedField(forms.Field):
    """A field of one line whose value is an object, and which shows what was typed."""

    widget = forms.TextInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is shown with what is posted."""
        return str(initial or "").strip() != str(data or "").strip()

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        return self.read(text) if text else None

    def read(self, text: str) -> Any:
        """Read what was typed; raises ValidationError that quotes it."""
        raise NotImplementedError


class NumberField(_TypedField):
    """A number with or without a scale: 186, 1,860,000, 186万, 1.2亿."""

    def read(self, text: str) -> EnteredNumber:
        try:
            return parse_entered(text)
        except UnitError as error:
            message = _("“%(typed)s” is not a number. Write 186, 1,860,000, 186万 or 1.2亿, without a unit or words.")
            raise ValidationError(message, params={"typed": text}) from error


class UnitField(_TypedField):
    """A unit with or without a scale: kWh, 万kWh, 亿元."""

    def read(self, text: str) -> EnteredUnit:
        try:
            return parse_entered_unit(text)
        except UnitError as error:
            message = _("The unit “%(typed)s” is not known. Choose one of the list, with 万 or 亿 before it if needed.")
            raise ValidationError(message, params={"typed": text}) from error


def shown_values(effect: Effect) -> dict[str, str]:
    """Return the numbers and the unit of a stored effect as the form shows them."""
    scale = Scale(effect.entered_scale) if effect.entered_scale else None
    numbers = {name: getattr(effect, name) for name in NUMBERS}
    shown = {name: "" if value is None else number_words(Decimal(value), scale) for name, value in numbers.items()}
    return {**shown, "unit": unit_words(effect.unit, scale, get_language() or "")}


class EffectForm(WagtailAdminModelForm):
    """A row of effects. The model gets plain numbers, and the scale in which they were entered."""

    low = NumberField(required=False)
    high = NumberField(required=False)
    before = NumberField(required=False)
    after = NumberField(required=False)
    unit = UnitField(widget=forms.TextInput(attrs={"list": UNITS_LIST, "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance.unit:
            kwargs["initial"] = {**shown_values(instance), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self._entered_scale = ""
        self.instance.note_translated()  # before what is posted changes the Chinese words
        for name in (*NUMBERS, "unit"):
            self.fields[name].label = capfirst(str(cast("Field[Any, Any]", Effect._meta.get_field(name)).verbose_name))

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into plain numbers in a unit of the registry."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        unit: EnteredUnit | None = cleaned.get("unit")
        typed = {name: cleaned[name] for name in NUMBERS if cleaned.get(name) is not None}
        for name, number in typed.items():
            if unit is not None and unit.factor != 1 and number.scale is not None:
                self.add_error(name, _("Write the scale once: with the number, or with the unit."))
            else:
                cleaned[name] = number.value * (unit.factor if unit else 1)
        if unit is not None:
            cleaned["unit"] = unit.symbol
            self._entered_scale = scale_of(unit, typed.values()) or ""
            self._check_time(unit, cleaned.get("per"))
        return cleaned

    def _check_time(self, unit: EnteredUnit, per: str | None) -> None:
        if unit.per is not Per.NONE and per and unit.per != per:
            self.add_error("unit", _("The unit says another time than the field “per”. Write the unit without it."))

    def _post_clean(self) -> None:
        self.instance.entered_scale = self._entered_scale
        super()._post_clean()
