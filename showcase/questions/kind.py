"""The form of a question, and the kind of submission that it is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.public_forms.fields import PlainTextField
from showcase.inbox import kinds
from showcase.inbox.forms import MAX_TEXT, AddressMixin, SubmissionForm
from showcase.inbox.models import Submission
from showcase.questions.keeping import erase_replies

CODE = "question"
ANCHOR = "questions"
"""Where the answers stand on the page of a story."""


class QuestionForm(SubmissionForm, AddressMixin):
    """A question, whom it is for, and whether it may be published."""

    question = PlainTextField(
        rows=6,
        max_length=MAX_TEXT,
        label=_("Your question"),
        help_text=_("At most 2,000 characters. Leave out your name and address: the enterprise does not learn them."),
    )
    to = forms.ChoiceField(
        label=_("Who should answer"),
        choices=[
            ("enterprise", pgettext_lazy("who should answer", "The enterprise, through the editors")),
            ("editors", pgettext_lazy("who should answer", "The editors")),
        ],
        initial="enterprise",
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(
        required=False,
        label=_("My question may be published with the answer, without my name"),
        help_text=_("You can also decide once you have the answer. Without your consent nothing is published."),
    )
    field_order = ("question", "to", "email", "agreed", "website")


def _public_address(submission: Submission) -> str:
    """Return where the answer stands on the page of its story."""
    page = submission.page
    return f"{page.get_url() or ''}#{ANCHOR}" if page is not None else ""


def register() -> None:
    """Add questions to the kinds of submissions."""
    kinds.register(
        kinds.SubmissionKind(
            code=CODE,
            prefix="QUE",
            label=pgettext_lazy("kind of submission", "Question"),
            title=_("Ask a question"),
            button=_("Send the question"),
            form=QuestionForm,
            introduction="includes/question_introduction.html",
            confirms_address=True,
            publication="question_handle",
            public_address=_public_address,
            form_template="showcase/question_form.html",
            desk_template="showcase/admin/question_link.html",
            sender_page="question_answer",
            to_do=_("Answer it or send it on; publish the answer where both agree"),
            erase=erase_replies,
        )
    )
