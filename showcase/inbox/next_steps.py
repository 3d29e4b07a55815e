"""What is to be done next with a submission, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from showcase.inbox.kinds import SubmissionKind
from showcase.inbox.models import Submission, SubmissionState


def next_step(row: Submission, kind: SubmissionKind | None) -> str:
    """Return one sentence; empty once it is closed."""
    if row.state != SubmissionState.NEW:
        waiting = {
            SubmissionState.QUARANTINED.value: _("Release it if a person wrote it; else it is erased by itself"),
            SubmissionState.WAITING.value: _("Wait for the answer"),
        }
        return waiting.get(row.state, "")
    if row.owner_id is None:
        return _("Take it over")
    if kind and kind.to_do:
        return str(kind.to_do)
    if kind and kind.publication:
        if kind.confirms_address and row.address_confirmed_at is None:
            return _("Check it; it can be published once the sender has confirmed the address")
        return _("Check it, then publish it or decline it")
    return _("Check it, then accept or decline it")
