"""The kind of submission that a contribution is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from showcase.contributions import files, publishing
from showcase.contributions.desk import desk_part
from showcase.contributions.models import CODE
from showcase.contributions.writing import saving
from showcase.contributions.writing.forms import BeginForm
from showcase.contributions.writing.missed import missed_names
from showcase.inbox import kinds


def register() -> None:
    """Add contributions to the kinds of submissions."""
    kinds.register(
        kinds.SubmissionKind(
            code=CODE,
            prefix="CON",
            label=pgettext_lazy("kind of submission", "Contribution"),
            title=_("Contribute a case"),
            button=_("Send me the link"),
            form=BeginForm,
            introduction="showcase/contribution_begin.html",
            is_about_page=False,
            confirms_address=True,
            publication="contribution_draft",
            public_address=publishing.public_address,
            desk_template="showcase/admin/contribution.html",
            desk_part=desk_part,
            writing_view="contribution",
            receipt_template="showcase/contribution_begun.html",
            sender_note=publishing.sender_note,
            may_change=saving.may_write,
            initial=missed_names,
            erase=files.erase,
            to_do=_("Make the draft, or decline it; it is accepted once the case is published"),
        )
    )
