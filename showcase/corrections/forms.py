"""The form of a correction, and the form in which an editor closes one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from showcase.corrections.models import CorrectionState
from showcase.corrections.receiving import CorrectionStatement
from showcase.objections.forms import PlainField

MAX_TEXT = 2_000
CLOSED = [one for one in CorrectionState.choices if one[0] != CorrectionState.OPEN]


class LinesField(PlainField):
    """A text of several lines; a line break counts as one character, as in browsers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        rows = kwargs.pop("rows")
        super().__init__(*args, lines=True, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class PlainEmailField(PlainField, forms.EmailField):
    """An e-mail address without control characters."""


class CorrectionForm(forms.Form):
    """One correction. `website` is a trap: people do not see it, machines fill it in."""

    wrong = LinesField(
        rows=6,
        label=_("What is wrong"),
        help_text=_("The sentence or figure as it stands on the page: at most 2,000 characters."),
    )
    right = LinesField(
        rows=4,
        required=False,
        label=_("What would be right, and where it is printed"),
        help_text=_("A document with its number, or an address: at most 2,000 characters."),
    )
    email = PlainEmailField(
        max_length=254,
        required=False,
        label=_("E-mail"),
        help_text=_("Only to answer you."),
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    website = forms.CharField(required=False, label=_("Leave this empty"), widget=forms.TextInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["website"].widget.attrs.update(autocomplete="off", tabindex="-1")

    def statement(self) -> CorrectionStatement:
        """Return what the reader wrote; only for a valid form."""
        return CorrectionStatement(**{name: self.cleaned_data[name] for name in ("wrong", "right", "email")})


class ClosingForm(forms.Form):
    """The decision about a correction, with a remark."""

    decision = forms.ChoiceField(label=_("Decision"), choices=CLOSED, widget=forms.RadioSelect)
    remark = LinesField(
        rows=4,
        label=_("Remark"),
        help_text=_("What was changed, or why nothing was. It stays in the admin and is erased with the correction."),
    )
