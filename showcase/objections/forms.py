"""The form of an objection."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.public_forms.fields import PlainEmailField, PlainField
from portal.public_forms.form import PublicForm
from showcase.objections.evidence import KINDS, MAX_FILES, EvidenceFile, EvidenceRefused, read_evidence
from showcase.objections.receiving import ObjectionStatement

MAX_TEXT = 5_000
_PHONE = re.compile(r"\+?[0-9(（][0-9 ()（）-]{4,28}[0-9]")


class EvidenceInput(forms.ClearableFileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Up to MAX_FILES files, each checked by its content; all faults are reported, not only the first."""

    widget = EvidenceInput

    def clean(self, data: Any, initial: Any = None) -> list[EvidenceFile]:
        uploads: list[UploadedFile] = [upload for upload in data or [] if upload]
        if len(uploads) > MAX_FILES:
            raise ValidationError(_("At most %(most)s files at once.") % {"most": MAX_FILES})
        taken, faults = [], []
        for upload in uploads:
            try:
                taken.append(read_evidence(upload.name or "", upload.read(), upload.size or 0))
            except EvidenceRefused as refused:
                faults.append(str(refused))
        if faults:
            raise ValidationError(faults)
        return taken


class ObjectionForm(PublicForm):
    """One objection."""

    required_css_class = "required"

    unit = PlainField(
        max_length=255,
        label=_("Unit objected to"),
        help_text=_("As printed in the list, or name the point of the notice."),
    )
    text = PlainField(
        lines=True,
        min_length=10,
        max_length=MAX_TEXT,
        label=_("Objection and its reasons"),
        help_text=_("What is wrong, since when, how you know: at most 5,000 characters."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    evidence = EvidenceField(
        required=False,
        label=_("Evidence files"),
        help_text=_("Up to 5 files, each at most 10 MB: PDF, JPG, PNG, DOCX, XLSX."),
        widget=EvidenceInput(attrs={"accept": ",".join(KINDS)}),
    )
    name = PlainField(
        max_length=100,
        label=_("Your name"),
        help_text=_("Your real name, or the names of your organisation and of the person responsible."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PlainField(
        max_length=32,
        required=False,
        label=_("Telephone"),
        help_text=_("A telephone number or an e-mail address is needed, so that you can be asked and answered."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    email = PlainEmailField(required=False, label=_("E-mail"))
    consent = forms.BooleanField(
        label=_("I have read who will read this, for what purpose, and when it will be erased."),
        error_messages={"required": _("Tick this once you have read it; without it nothing is sent.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"key": uuid.uuid4()}, **kwargs})
        if units:
            self.fields["unit"].widget.attrs["list"] = "units"

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError(_("Write a telephone number in digits, like 0591-8000000."))
        return phone

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty: it distinguishes people from programs."))
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said_nothing_wrong = not {"phone", "email"} & set(self.errors)
        if said_nothing_wrong and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _("Give a telephone number or an e-mail address."))
        return cleaned

    def statement(self) -> ObjectionStatement:
        """Return what the sender wrote; only for a valid form."""
        names = ("name", "phone", "email", "unit", "text", "evidence")
        return ObjectionStatement(**{name: self.cleaned_data[name] for name in names})
