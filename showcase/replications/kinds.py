"""Both kinds of submission: done too, and tried and not adopted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from showcase.inbox import kinds
from showcase.inbox.models import Submission
from showcase.replications.forms import NotAdoptedForm, ReplicationForm
from showcase.replications.reasons import Outcome

REPLICATION, NOT_ADOPTED = "replication", "not_adopted"
OUTCOMES = {REPLICATION: Outcome.ADOPTED, NOT_ADOPTED: Outcome.NOT_ADOPTED}
_TEMPLATE = "showcase/replication_form.html"


def register() -> None:
    """Add both to the kinds of submissions."""
    kinds.register(
        kinds.SubmissionKind(
            code=REPLICATION,
            prefix="REP",
            label=pgettext_lazy("kind of submission", "Replication"),
            title=_("We did this too"),
            button=_("Send the report"),
            form=ReplicationForm,
            introduction="includes/replication_first.html",
            confirms_address=True,
            publication="replication_from",
            public_address=_address,
            form_template=_TEMPLATE,
        )
    )
    kinds.register(
        kinds.SubmissionKind(
            code=NOT_ADOPTED,
            prefix="NOT",
            label=pgettext_lazy("kind of submission", "Tried and not adopted"),
            title=_("We tried it and did not adopt it"),
            button=_("Send the report"),
            form=NotAdoptedForm,
            introduction="includes/replication_first.html",
            confirms_address=True,
            publication="replication_from",
            public_address=_address,
            form_template=_TEMPLATE,
        )
    )


def _address(submission: Submission) -> str:
    """Return where the published report is: below the story in which it was sent."""
    url = submission.page.get_url() if submission.page else ""
    return f"{url}#replications" if url else ""
