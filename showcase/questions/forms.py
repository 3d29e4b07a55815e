"""The forms of questions: sending one on, answering it, publishing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.public_forms.fields import PlainEmailField, PlainField, PlainTextField
from showcase.inbox.forms import MAX_TEXT
from showcase.questions.models import PublishedAnswer

LONGEST_NAME = 100


class SendOnForm(forms.Form):
    """What the enterprise is asked, whom, in which language and until when."""

    question = PlainTextField(
        rows=6,
        max_length=MAX_TEXT,
        label=_("Question as the enterprise reads it"),
        help_text=_("Take out whatever could tell who asks. The enterprise never learns the asker's address."),
    )
    name = PlainField(label=_("Contact at the enterprise"), max_length=LONGEST_NAME)
    email = PlainEmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=[("zh-hans", "中文"), ("en", "English")])
    days = forms.IntegerField(label=_("Valid for days"), min_value=2, max_value=60, initial=14)


class OwnAnswerForm(forms.Form):
    """What the editors answer."""

    text = PlainTextField(
        rows=6,
        max_length=MAX_TEXT,
        label=_("Answer of the editors"),
        help_text=_("It is sent to the asker at once; it is published only by the form below."),
    )


class ReplyForm(forms.Form):
    """What the enterprise answers under its link."""

    text = PlainTextField(rows=8, max_length=MAX_TEXT, label=_("Your answer"))
    signed_by = PlainField(
        max_length=LONGEST_NAME,
        label=_("Your name"),
        help_text=_("For the editors. It is published only if you tick the last box."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    may_publish = forms.BooleanField(
        required=False, label=_("For the enterprise: question and answer may be published on the page")
    )
    may_name = forms.BooleanField(required=False, label=_("My name may stand beside the answer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class PublicationForm(forms.ModelForm):
    """The wording that becomes public."""

    class Meta:
        model = PublishedAnswer
        fields = ("question_zh", "answer_zh", "question_en", "answer_en", "answerer")

    def __init__(self, *args: Any, may_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name in ("question_zh", "answer_zh", "question_en", "answer_en"):
            self.fields[name].widget.attrs["rows"] = 5
        if not may_name:
            del self.fields["answerer"]

    def clean(self) -> dict[str, Any]:
        """Refuse half an English version."""
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("question_en")) != bool(cleaned.get("answer_en")):
            missing = "answer_en" if cleaned.get("question_en") else "question_en"
            self.add_error(missing, _("English needs both the question and the answer."))
        return cleaned


class CorrectionForm(PublicationForm):
    """The corrected wording of what is public already. `note`: what was corrected, for the history of the page."""

    note = PlainField(
        max_length=200,
        label=_("What was corrected"),
        help_text=_("It stays in the history of the page. Readers see the date of the correction."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, may_name=False, **kwargs)

    def texts(self) -> dict[str, str]:
        """Return the texts by field; only for a valid form."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "note"}


class TakeBackForm(forms.Form):
    """Why a published answer is taken back."""

    reason = PlainTextField(rows=3, max_length=500, label=_("Reason"))
