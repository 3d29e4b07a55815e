"""The forms of plants: that they did it too, and that they tried it and did not adopt it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.public_forms.fields import PlainField, PlainTextField
from showcase.enterprises.credit_codes import CreditCodeError, parse_credit_code
from showcase.enterprises.models import CREDIT_CODE_FAULTS
from showcase.inbox.forms import MAX_TEXT, AddressMixin, SubmissionForm
from showcase.replications.figure_fields import ROWS, FigureRows, figure_lines, row_names
from showcase.replications.models import FIRST_YEAR
from showcase.replications.reasons import DEFINITIONS, Reason
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import Industry


def industry_choices() -> list[tuple[str, str]]:
    """Return the divisions of GB/T 4754 as code → label, after an empty line; one query."""
    divisions = Industry.objects.filter(level=IndustryLevel.DIVISION).order_by("code")
    return [("", "—"), *((one.code, f"{one.code} {one.label}") for one in divisions)]


def reason_choices() -> list[tuple[str, str]]:
    """Return the reasons, each with its definition."""
    words = _("%(reason)s: %(definition)s")
    return [(one.value, words % {"reason": one.label, "definition": DEFINITIONS[one]}) for one in Reason]


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields below one heading, in the order of the form."""

    legend: str
    fields: tuple[forms.BoundField, ...]


class CreditCodeField(PlainField):
    """A unified social credit code, checked by its last character and stored in capitals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=32, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the code; empty where none was typed."""
        text = str(super().clean(value))
        if not text:
            return ""
        try:
            return str(parse_credit_code(text))
        except CreditCodeError as error:
            raise ValidationError(CREDIT_CODE_FAULTS[error.fault], error.fault, {"expected": error.expected}) from error


class YearField(forms.IntegerField):
    """A year from 1980 to this one."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(widget=widget, validators=[MinValueValidator(FIRST_YEAR)], **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the year; the clock is read when a form is sent, not when it is defined."""
        year = super().clean(value)
        if year is not None and year > timezone.localdate().year:
            raise ValidationError(_("This year is in the future."))
        return year


class PlantForm(SubmissionForm, AddressMixin):
    """What both forms ask about the plant."""

    plant = PlainField(required=False, max_length=255, label=gettext_lazy("Name of the plant"))
    credit_code = CreditCodeField(
        required=False,
        label=gettext_lazy("Unified social credit code"),
        help_text=gettext_lazy("Only for the editors, to find the plant in the register. It is not shown."),
    )
    industry = forms.ChoiceField(required=False, choices=industry_choices, label=gettext_lazy("Industry"))
    may_name = forms.BooleanField(
        required=False,
        label=gettext_lazy("The plant may be named"),
        help_text=gettext_lazy("Without this tick neither its name nor anything that tells it is published."),
    )
    LEGENDS: tuple[tuple[Any, tuple[str, ...]], ...] = ()
    ABOUT_PLANT = (gettext_lazy("The plant"), ("plant", "credit_code", "industry", "may_name", "email"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for _legend, names in self.LEGENDS for name in names])

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a plant that may be named."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("may_name") and not cleaned.get("plant") and "plant" not in self.errors:
            self.add_error("plant", _("Give the name, or take the tick off that the plant may be named."))
        return cleaned

    def groups(self) -> list[FieldGroup]:
        """Return the fields in groups, without the trap."""
        return [FieldGroup(str(legend), tuple(self[name] for name in names)) for legend, names in self.LEGENDS]

    @property
    def trap(self) -> forms.BoundField:
        """The field that only programs fill in."""
        return self["website"]


def _figure_legends() -> tuple[tuple[Any, tuple[str, ...]], ...]:
    names = (gettext_lazy("First figure"), gettext_lazy("Second figure"), gettext_lazy("Third figure"))
    return tuple((names[number - 1], row_names(number)) for number in range(1, ROWS + 1))


class ReplicationForm(PlantForm, FigureRows):  # type: ignore[misc,valid-type]  # made from its rows
    """A plant did it too: what, when, with which figures, and what had to be changed."""

    done = PlainTextField(
        rows=6,
        max_length=MAX_TEXT,
        label=gettext_lazy("What you did"),
        help_text=gettext_lazy("Machine, process, what was built or changed: at most 2,000 characters."),
    )
    year = YearField(required=False, label=gettext_lazy("In operation since (year)"))
    changed = PlainTextField(
        rows=4,
        max_length=MAX_TEXT,
        required=False,
        label=gettext_lazy("What you had to do differently"),
        help_text=gettext_lazy("What did not fit your plant as described here, and how you solved it."),
    )
    LEGENDS = (
        (gettext_lazy("The measure"), ("done", "year", "changed")),
        *_figure_legends(),
        PlantForm.ABOUT_PLANT,
    )

    @classmethod
    def rows(cls, content: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return what was sent, each figure as typed and as the portal reads it."""
        of_figures = {name for number in range(1, ROWS + 1) for name in row_names(number)}
        plain = super().rows({name: value for name, value in content.items() if name not in of_figures})
        return [*plain, *figure_lines(content)]


class NotAdoptedForm(PlantForm):
    """A plant tried or examined it and did not adopt it, and why."""

    reasons = forms.MultipleChoiceField(
        choices=reason_choices, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Reasons")
    )
    done = PlainTextField(
        rows=6,
        max_length=MAX_TEXT,
        label=gettext_lazy("What you tried, and why it stayed at that"),
        help_text=gettext_lazy("Under which conditions, and what would have to change: at most 2,000 characters."),
    )
    year = YearField(required=False, label=gettext_lazy("Year"))
    LEGENDS = ((gettext_lazy("What you tried"), ("reasons", "done", "year")), PlantForm.ABOUT_PLANT)
