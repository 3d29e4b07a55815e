"""The base of forms that become submissions, and the forms of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.public_forms.fields import PlainEmailField, PlainTextField
from portal.public_forms.form import PublicForm
from showcase.inbox.models import SubmissionState

MAX_TEXT = 2_000


class SubmissionForm(PublicForm):
    """A form whose fields become the content of a submission.

    Every subclass has a field `email`; values of the other fields must be JSON (texts, numbers, truth values, lists).
    """

    def content(self) -> dict[str, Any]:
        """Return what was sent without the address; only for a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("website", "email")}

    @classmethod
    def rows(cls, content: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return (label, text) of each field that was filled in, for editors and for the sender."""
        found = []
        for name, field in cls.base_fields.items():
            value = content.get(name)
            if value in (None, "", [], False):
                continue
            choices = dict(getattr(field, "choices", ()))
            values = value if isinstance(value, list) else [value]
            text = ", ".join(str(choices.get(one, "✓" if one is True else one)) for one in values)
            found.append((str(field.label), text))
        return found


class QuestionBackForm(forms.Form):
    """A question to the sender."""

    text = PlainTextField(
        rows=6,
        max_length=MAX_TEXT,
        label=_("Question to the sender"),
        help_text=_("It is sent by e-mail with a link under which the sender answers without an account."),
    )


class DecisionForm(forms.Form):
    """The decision about a submission, with a remark. `choices`: the states that may be decided here."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    remark = PlainTextField(
        rows=4,
        max_length=MAX_TEXT,
        label=_("Remark"),
        help_text=_("What was changed, or why nothing was. It stays in the admin and is erased with the submission."),
    )
    send = forms.BooleanField(required=False, label=_("Send the remark to the sender"))

    def __init__(self, *args: Any, states: tuple[SubmissionState, ...], may_send: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["decision"].choices = [(state.value, state.label) for state in states]  # type: ignore[attr-defined]
        if not may_send:
            del self.fields["send"]


class AnswerForm(forms.Form):
    """What the sender answers under the link."""

    text = PlainTextField(rows=6, max_length=MAX_TEXT, label=_("Your answer"))


class OptionalAddressMixin(forms.Form):
    """An address that is only used to answer."""

    email = PlainEmailField(required=False, label=_("E-mail"), help_text=_("Only to answer you."))


class AddressMixin(forms.Form):
    """An address that is needed: the sender confirms it and is asked by it."""

    email = PlainEmailField(
        label=_("E-mail"),
        help_text=_("It is never shown or passed on. You confirm it by a link that we send there."),
    )
