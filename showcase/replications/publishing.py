"""Publishing a report, rewriting it, taking it back: each in one transaction, noted in the history of the story."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log

from showcase.inbox import handling
from showcase.inbox.models import Submission, SubmissionState
from showcase.replications.figures import ReportedFigure
from showcase.replications.models import Replication, ReplicationFigure

REWRITTEN, WITHDRAWN = "showcase.replication.rewrite", "showcase.replication.withdraw"


class AddressNotConfirmed(Exception):
    """The sender has not confirmed the address: nothing becomes public."""


@transaction.atomic
def publish(report: Replication, figures: Iterable[ReportedFigure], submission: Submission, user: Any) -> None:
    """Make the report public, accept its submission and inform the sender.

    Raises `handling.AlreadyClosed` where it was closed meanwhile, AddressNotConfirmed.
    """
    held = handling.open_row(submission)
    if held.address_confirmed_at is None:
        raise AddressNotConfirmed
    report.submission, report.published_by, report.published_at = held, user, timezone.now()
    _store(report, figures)
    handling.decide(held, SubmissionState.ACCEPTED, user, send=True)


@transaction.atomic
def rewrite(report: Replication, figures: Iterable[ReportedFigure], user: Any) -> None:
    """Store another public version of it."""
    _store(report, figures)
    log(report.story.specific, REWRITTEN, user=user)


@transaction.atomic
def withdraw(report: Replication, reason: str, user: Any) -> bool:
    """Take it back, so that it is hidden at once; False where that was done before."""
    held = Replication.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if held.withdrawn_at is not None:
        return False
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = timezone.now(), user, reason
    held.save()
    log(held.story.specific, WITHDRAWN, user=user, data={"reason": reason})
    return True


def _store(report: Replication, figures: Iterable[ReportedFigure]) -> None:
    """Save the report with these figures; an invented plant or story makes it an invented example."""
    report.is_example = report.is_example or _is_invented(report)
    report.save()
    report.figures.all().delete()
    ReplicationFigure.objects.bulk_create([ReplicationFigure.of(report, figure) for figure in figures])


def _is_invented(report: Replication) -> bool:
    own = report.enterprise is not None and report.enterprise.is_example
    return own or report.story.enterprise_items.filter(enterprise__is_example=True).exists()


class WithdrawnFormatter(LogFormatter):
    """Words of the history: that a report was taken back, and why."""

    label = gettext_lazy("Take a replication back")

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence of one entry."""
        return _("Report of another plant taken back: %(reason)s") % {"reason": log_entry.data.get("reason", "")}
