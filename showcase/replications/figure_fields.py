"""The three rows of figures that the forms of plants and of publishers share."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.public_forms.fields import PlainField
from showcase.choices import Evidence
from showcase.effects.choices import Per, Quantity
from showcase.replications.figures import PeriodMissing, ReportedFigure, UnitDoesNotFit, UnreadableAmount, read_figure

ROWS = 3
_BLANK = ("", "—")
_NAMES = ("quantity", "amount", "per", "evidence")


def row_names(number: int) -> tuple[str, ...]:
    """Return the names of the fields of a row, counted from 1."""
    return tuple(f"{name}_{number}" for name in _NAMES)


def _fields() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for number in range(1, ROWS + 1):
        quantity, amount, per, evidence = row_names(number)
        found[quantity] = forms.ChoiceField(
            required=False, choices=[_BLANK, *Quantity.choices], label=gettext_lazy("Quantity")
        )
        found[amount] = PlainField(
            required=False,
            max_length=80,
            label=gettext_lazy("Amount with its unit"),
            help_text=gettext_lazy("As you would write it: 186,000 kWh, 3,200,000 CNY, 1,200 t, 2.5 years."),
        )
        found[per] = forms.ChoiceField(required=False, choices=[_BLANK, *Per.choices], label=gettext_lazy("Per"))
        found[evidence] = forms.ChoiceField(
            required=False, choices=[_BLANK, *Evidence.choices], label=gettext_lazy("What the figure is based on")
        )
    return found


class _Rows(forms.Form):
    """Reads the rows: each is filled in as a whole or not at all."""

    def clean(self) -> dict[str, Any]:
        """Read the figures; what cannot be read is said at its field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.figures: tuple[ReportedFigure, ...] = tuple(
            figure for number in range(1, ROWS + 1) if (figure := self._figure(number, cleaned)) is not None
        )
        return cleaned

    def _figure(self, number: int, cleaned: Mapping[str, Any]) -> ReportedFigure | None:
        names = row_names(number)
        quantity, amount, per, evidence = (cleaned.get(name) or "" for name in names)
        if not (quantity or amount) or any(name in self.errors for name in names):
            return None
        needed = ((names[0], quantity), (names[1], amount), (names[3], evidence))
        for name in [name for name, value in needed if not value]:
            self.add_error(name, _("Fill this in, or leave the whole figure empty."))
        if any(name in self.errors for name in names):
            return None
        try:
            return read_figure(quantity, amount, per, evidence)
        except UnreadableAmount:
            self.add_error(names[1], _("This cannot be read. Write a number and its unit: 186,000 kWh, 3,200,000 CNY."))
        except PeriodMissing:
            self.add_error(names[2], _("Choose for which period the figure is."))
        except UnitDoesNotFit:
            self.add_error(names[1], _("This quantity is not measured in this unit."))
        return None


FigureRows: type[_Rows] = type("FigureRows", (_Rows,), {**_fields(), "__doc__": _Rows.__doc__})


def figures_of(content: Mapping[str, Any]) -> list[ReportedFigure]:
    """Return the figures of what was sent, read again; one that the portal reads no more is left out."""
    found = []
    for number in range(1, ROWS + 1):
        quantity, amount, per, evidence = (str(content.get(name) or "") for name in row_names(number))
        if quantity and amount:
            with contextlib.suppress(ValueError):
                found.append(read_figure(quantity, amount, per, evidence))
    return found


def figure_lines(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (quantity, words) of each figure of what was sent: as typed, and as the portal reads it."""
    read, language = {figure.printed: figure for figure in figures_of(content)}, get_language() or "zh-hans"
    lines = []
    for number in range(1, ROWS + 1):
        quantity, amount, _per, _evidence = (str(content.get(name) or "") for name in row_names(number))
        if quantity and amount:
            figure, label = read.get(amount.strip()), str(dict(Quantity.choices).get(quantity, quantity))
            lines.append((label, _in_words(figure, language) if figure else amount))
    return lines


def _in_words(figure: ReportedFigure, language: str) -> str:
    """Return a figure as typed, and as the portal reads it."""
    words = {"typed": figure.printed, "read": figure.in_words(language), "evidence": Evidence(figure.evidence).label}
    return _("%(typed)s, read as %(read)s; %(evidence)s") % words


def typed_figures(figures: Iterable[ReportedFigure]) -> dict[str, str]:
    """Return figures as the initial values of the rows."""
    found: dict[str, str] = {}
    for number, figure in enumerate(figures, start=1):
        values = (figure.quantity, figure.printed, figure.per, figure.evidence)
        found |= dict(zip(row_names(number), values, strict=True))
    return found
