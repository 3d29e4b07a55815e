"""What every form of readers has: a trap for programs, and its faults as a list for the top of the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PublicForm(forms.Form):
    """A form without an account. `website` is a trap: people do not see it, machines fill it in."""

    website = forms.CharField(required=False, label=_("Leave this empty"), widget=forms.TextInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["website"] = self.fields.pop("website")  # after what people see
        self.fields["website"].widget.attrs.update(autocomplete="off", tabindex="-1")

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what people do not see; only for a valid form."""
        return bool(self.cleaned_data["website"])

    def faults(self) -> list[tuple[str, str, list[str]]]:
        """Return (id, label, texts) of each faulty field, in the order of the form (`fault_summary.html`)."""
        faulty = [self[name] for name in self.fields if name in self.errors]
        return [(field.auto_id, str(field.label), [str(text) for text in field.errors]) for field in faulty]
