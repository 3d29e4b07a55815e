"""The forms of a sign-off: the editor's request, the contact's comments and confirmation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from showcase.signoff.passages import Passage

LONGEST_COMMENT = 2000
_PREFIX = "comment-"


class AskForm(forms.Form):
    """Whom to ask, in which language, for how long."""

    name = forms.CharField(label=_("Contact at the enterprise"), max_length=100)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=[("zh-hans", "中文"), ("en", "English")])
    days = forms.IntegerField(label=_("Valid for days"), min_value=1, max_value=60, initial=14)


class ConfirmForm(forms.Form):
    """The contact's name, and that they answer for the enterprise."""

    name = forms.CharField(label=_("Your name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    agreed = forms.BooleanField(
        label=_("For the enterprise: the text and the figures are correct, and this version may be published.")
    )

    def __init__(self, *args: Any, is_recheck: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_recheck:
            self.fields["agreed"].label = _("For the enterprise: the text and the figures are still correct.")


class CommentsForm(forms.Form):
    """One field for each passage of the draft."""

    def __init__(self, passages: Iterable[Passage], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._passages = {f"{_PREFIX}{passage.key}": passage for passage in passages}
        self.fields.update({name: _comment_field() for name in self._passages})

    def texts(self) -> dict[str, tuple[str, str]]:
        """Return passage → its label and what was written about it, without the empty ones."""
        written = ((passage, self.cleaned_data[name].strip()) for name, passage in self._passages.items())
        return {passage.key: (passage.label, text) for passage, text in written if text}

    def rows(self) -> list[tuple[Passage, Any]]:
        """Return each passage with its field."""
        return [(passage, self[name]) for name, passage in self._passages.items()]


def _comment_field() -> forms.CharField:
    return forms.CharField(
        label=_("Comment on this passage"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
