"""The form by which a person registers for a visit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from showcase.corrections.forms import PlainEmailField
from showcase.objections.forms import PlainField
from showcase.visits.registrations.receiving import Entry

MAX_REMARK = 500


class RegistrationForm(forms.Form):
    """One person's registration. `website` is a trap: people do not see it, machines fill it in."""

    name = PlainField(
        max_length=100,
        label=_("Your name"),
        help_text=_("One registration is for one person."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    employer = PlainField(
        max_length=200,
        label=_("Employer"),
        help_text=_("Enterprise, authority, school or association."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = PlainEmailField(
        max_length=254,
        label=_("E-mail"),
        help_text=_("The link to confirm goes there; each person needs an address of their own."),
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    remark = PlainField(
        lines=True,
        required=False,
        max_length=MAX_REMARK,
        label=_("Remark for the organiser"),
        help_text=_("Questions, access needs: at most 500 characters."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.BooleanField(
        label=_("I agree that the organiser reads what I entered, to prepare this visit and to write to me about it."),
        error_messages={"required": _("Tick this once you have read it; without it nothing is sent.")},
    )
    website = forms.CharField(required=False, label=_("Leave this empty"), widget=forms.TextInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["website"].widget.attrs.update(autocomplete="off", tabindex="-1")

    def entry(self) -> Entry:
        """Return what the person wrote; only for a valid form."""
        return Entry(**{name: self.cleaned_data[name] for name in ("name", "employer", "email", "remark")})
