"""The form by which a person registers for a visit."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.public_forms.fields import PlainEmailField, PlainField, PlainTextField
from portal.public_forms.form import PublicForm
from showcase.visits.registrations.receiving import Entry

MAX_REMARK = 500


class RegistrationForm(PublicForm):
    """One person's registration."""

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
        label=_("E-mail"),
        help_text=_("The link to confirm goes there; each person needs an address of their own."),
    )
    remark = PlainTextField(
        rows=3,
        required=False,
        max_length=MAX_REMARK,
        label=_("Remark for the organiser"),
        help_text=_("Questions, access needs: at most 500 characters."),
    )
    consent = forms.BooleanField(
        label=_("I agree that the organiser reads what I entered, to prepare this visit and to write to me about it."),
        error_messages={"required": _("Tick this once you have read it; without it nothing is sent.")},
    )

    def entry(self) -> Entry:
        """Return what the person wrote; only for a valid form."""
        return Entry(**{name: self.cleaned_data[name] for name in ("name", "employer", "email", "remark")})
