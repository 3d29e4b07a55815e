"""The form of a correction, and the kind of submission that it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.public_forms.fields import PlainTextField
from showcase.inbox import kinds
from showcase.inbox.forms import MAX_TEXT, OptionalAddressMixin, SubmissionForm

CODE = "correction"


class CorrectionForm(SubmissionForm, OptionalAddressMixin):
    """What is wrong on a page, and what would be right."""

    wrong = PlainTextField(
        rows=6,
        max_length=MAX_TEXT,
        label=_("What is wrong"),
        help_text=_("The sentence or figure as it stands on the page: at most 2,000 characters."),
    )
    right = PlainTextField(
        rows=4,
        max_length=MAX_TEXT,
        required=False,
        label=_("What would be right, and where it is printed"),
        help_text=_("A document with its number, or an address: at most 2,000 characters."),
    )
    field_order: tuple[str, ...] = ("wrong", "right", "email", "website")


def register() -> None:
    """Add corrections to the kinds of submissions."""
    kinds.register(
        kinds.SubmissionKind(
            code=CODE,
            prefix="COR",
            label=pgettext_lazy("kind of submission", "Correction"),
            title=_("Report a mistake"),
            button=_("Send the correction"),
            form=CorrectionForm,
            introduction="",
        )
    )
