"""The forms of a contribution: how it begins, what it tells, its figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.files.media_forms import PictureField
from portal.pages.sources import PARTIAL_DATE
from portal.public_forms.fields import PlainField, PlainTextField
from showcase.choices import Evidence
from showcase.contributions.figures import read_amount
from showcase.contributions.writing.content import rows_of, text_labels
from showcase.effects.choices import Per, Quantity, Scope
from showcase.effects.units import UnitError
from showcase.enterprises.credit_codes import CreditCodeError, parse_credit_code
from showcase.enterprises.models import CREDIT_CODE_FAULTS
from showcase.inbox.forms import AddressMixin, SubmissionForm
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.objections.evidence import MAX_FILE_BYTES
from showcase.stories.word.reading.process import read_word
from showcase.stories.word.wording import refusal_text

LONG = 5_000
MOST_FIGURES = 20
ROLES = (
    ("enterprise", pgettext_lazy("who contributes", "the enterprise itself")),
    ("consultant", pgettext_lazy("who contributes", "a consultant, with the enterprise’s agreement")),
)


def _missed(label: Any) -> PlainField:
    """Return a field that says what the address of the form says, whatever is posted."""
    return PlainField(max_length=255, required=False, disabled=True, widget=forms.HiddenInput, label=label)


class BeginForm(SubmissionForm, AddressMixin):
    """Who offers a case; `industries`, `techniques`: of the empty cell of the matrix from which they come."""

    enterprise = PlainField(max_length=255, label=_("Enterprise"), help_text=_("Full name as on the licence."))
    credit_code = PlainField(
        max_length=40,
        label=_("Unified social credit code"),
        help_text=_("18 characters. An enterprise on the lists is recognised by it, and asked whether it agrees."),
    )
    role = forms.ChoiceField(choices=ROLES, label=_("Who contributes"))
    industries = _missed(_("Industry"))
    techniques = _missed(_("Technique"))
    field_order = ("enterprise", "credit_code", "role", "email", "website")

    def clean_credit_code(self) -> str:
        try:
            return str(parse_credit_code(self.cleaned_data["credit_code"]))
        except CreditCodeError as error:
            text = CREDIT_CODE_FAULTS[error.fault]
            raise ValidationError(text, params={"expected": error.expected}) from error

    @classmethod
    def rows(cls, content: Any) -> list[tuple[str, str]]:
        written = text_labels()
        begun = {name: value for name, value in content.items() if name not in written}
        return [*super().rows(begun), *rows_of(content)]


def _text(label: Any, help_text: Any, rows: int = 6, most: int = LONG) -> PlainTextField:
    return PlainTextField(rows=rows, max_length=most, required=False, label=label, help_text=help_text)


def _line(label: Any, help_text: Any = "", most: int = 255) -> PlainField:
    return PlainField(max_length=most, required=False, label=label, help_text=help_text)


class ContributionForm(forms.Form):
    """What a contribution tells. Nothing is required while it is being written."""

    title = _line(_("Title"), _("For example: waste heat of two stenters warms the wash water."), 120)
    summary = _text(_("Summary"), _("Two sentences: what was done and what it achieved."), 3, 500)
    industries = _line(_("Industry"), _("By name, several with a comma between them."))
    techniques = _line(_("Technique"), _("By name, several with a comma between them."))
    why = _text(_("Why it was done"), _("What was wrong before, what it cost, what set it off."))
    what = _text(_("What was done at the plant"), _("The measure in words that another plant can follow."), 8)
    how = _text(_("How it was done"), _("Steps, duration, who took part, how production went on meanwhile."), 8)
    results = _text(_("Results in words"), _("What cannot be said in figures."), 4)
    wrong = _text(_("What went wrong"), _("What was tried and given up, what took longer, what broke."))
    check = _text(_("What another plant must check first"), _("Conditions without which it does not work."))
    sources = _text(_("Sources"), _("Publisher, 《title》, date, address; one to a line."), 4)
    picture = forms.FileField(
        required=False,
        label=_("Add a picture"),
        help_text=_("JPEG, PNG, WebP, AVIF or HEIC, at most 10 MB; one at a time, then save."),
    )
    picture_shows = _line(_("What the picture shows"), _("For readers who cannot see it."), 500)
    picture_credit = _line(_("Who took or drew it"))
    picture_rights = forms.BooleanField(
        required=False, label=_("We hold the rights, and the portal may publish it with the case")
    )
    word = forms.FileField(
        required=False,
        label=_("Word file"),
        help_text=_("DOCX, at most 10 MB. Another one takes the place of the first."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_picture(self) -> UploadedFile | None:
        """Return the picture without its metadata, checked by its content."""
        upload = self.cleaned_data["picture"]
        return PictureField(required=False).clean(_in_size(upload)) if upload else None

    def clean_word(self) -> UploadedFile | None:
        """Read the Word file, to refuse one that no draft could be made of."""
        upload = self.cleaned_data["word"]
        if not upload:
            return None
        data = _in_size(upload).read()
        try:
            read_word(upload.name, data)
        except FileRefused as refused:
            raise ValidationError(refusal_text(refused, upload.name)) from refused
        upload.seek(0)
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("picture"):
            if not cleaned.get("picture_shows"):
                self.add_error("picture_shows", _("Say what the picture shows."))
            if not cleaned.get("picture_rights"):
                self.add_error("picture_rights", _("Without the rights the picture cannot be taken."))
        return cleaned

    def texts(self) -> dict[str, str]:
        """Return the texts by field, without pictures and files; only for a valid form."""
        names = (name for name in self.fields if not name.startswith(("picture", "word")))
        return {name: self.cleaned_data[name] for name in names}


def _in_size(upload: UploadedFile) -> UploadedFile:
    if (upload.size or 0) > MAX_FILE_BYTES:
        raise ValidationError(_("The file is larger than %(most)s MB."), params={"most": MAX_FILE_BYTES // 1_000_000})
    return upload


class FigureForm(forms.Form):
    """A figure: a blank row is none."""

    quantity = forms.ChoiceField(choices=[("", "—"), *Quantity.choices], required=False, label=_("Quantity"))
    of_what = _line(_("Of what"), most=120)
    amount = _line(_("Amount as printed"), _("With its unit: 1,860,000 kWh, 1,200–1,500 t, 3,000,000 CNY."), 120)
    per = forms.ChoiceField(choices=Per, required=False, initial=Per.YEAR, label=_("per"))
    scope = forms.ChoiceField(choices=Scope, required=False, initial=Scope.MEASURE, label=_("scope"))
    evidence = forms.ChoiceField(choices=[("", "—"), *Evidence.choices], required=False, label=_("Rests on"))
    period = _line(_("Year or month"), _("2024 or 2024-07"), 10)

    NEEDED = ("quantity", "of_what", "amount", "evidence")

    @property
    def is_filled(self) -> bool:
        """Whether anything was entered that a blank row does not hold."""
        return any(self.cleaned_data.get(name) for name in (*self.NEEDED, "period"))

    def clean_amount(self) -> str:
        amount: str = self.cleaned_data["amount"]
        if amount:
            try:
                read_amount(amount)
            except UnitError as error:
                text = _(
                    "Write a number or a range with a unit that the portal knows: 1,860,000 kWh, 3,000,000 CNY, 1.8 a."
                )
                raise ValidationError(text) from error
        return amount

    def clean_period(self) -> str:
        period: str = self.cleaned_data["period"]
        if period:
            PARTIAL_DATE(period)
        return period

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(cleaned.get(name) for name in (*self.NEEDED, "period")):
            for name in self.NEEDED:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A figure needs this too; empty the row if there is none."))
        return cleaned


class _FigureSet(forms.BaseFormSet):
    def rows(self) -> list[dict[str, str]]:
        """Return the rows that were filled in; only for a valid set."""
        return [dict(form.cleaned_data) for form in self.forms if form.cleaned_data and form.is_filled]


FigureSet = forms.formset_factory(
    FigureForm, formset=_FigureSet, extra=2, max_num=MOST_FIGURES, absolute_max=MOST_FIGURES, validate_max=True
)
