"""Form fields of the admin that more than one part of the domain uses."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminAutoHeightTextInput

_EXAMPLE = _("invented for demonstration")
EXAMPLE_MARK = Column(
    "example", label="", accessor=lambda row: _("invented for demonstration") if row.is_example else ""
)
"""Marks invented rows in chooser windows: no real notice or story should name one."""


class LinesField(forms.CharField):
    """A list of texts, one per line (a JSON list in the database)."""

    widget = AdminAutoHeightTextInput

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return list(dict.fromkeys(filter(None, (line.strip() for line in str(value or "").splitlines()))))

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Do nothing: the lines have no common length to check."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != list(initial or [])


class TermLinesField(forms.ModelMultipleChoiceField):
    """Terms by code, one per line; the name after the code is for the reader: `C1713 棉印染精加工`."""

    widget = AdminAutoHeightTextInput
    default_error_messages = {"unknown": _("There is no term with the code %(codes)s.")}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        keys = [getattr(item, "pk", item) for item in value]
        return "\n".join(str(term) for term in self._terms.filter(pk__in=keys))

    def clean(self, value: Any) -> Any:
        codes = [line.split()[0] for line in str(value or "").splitlines() if line.strip()]
        if self.required and not codes:
            raise ValidationError(self.error_messages["required"], code="required")
        found = self._terms.filter(code__in=codes)
        missing = _missing(codes, found.values_list("code", flat=True))
        if missing:
            raise ValidationError(self.error_messages["unknown"], params={"codes": ", ".join(missing)}, code="unknown")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial or [], [term.pk for term in self._found(data)])

    def _found(self, data: Any) -> Iterable[Any]:
        codes = [line.split()[0] for line in str(data or "").splitlines() if line.strip()]
        return self._terms.filter(code__in=codes)

    @property
    def _terms(self) -> Any:
        return self.queryset


def _missing(codes: Iterable[str], found: Iterable[str]) -> list[str]:
    known = set(found)
    return [code for code in dict.fromkeys(codes) if code not in known]
