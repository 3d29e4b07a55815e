"""Sends the queued mails to the mail server, and repeats until it accepts them; a duty of the worker."""

from __future__ import annotations

import datetime as dt
import logging
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from portal.mail.letter import Letter
from portal.running.health import Finding

logger = logging.getLogger(__name__)

QUEUE = "mail"
# Delays between tries: long enough for a restart of the mail server, an outage, a weekend. A link that sets a password
# is valid for three days.
PAUSES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 15, 60, 120, 240, 480, 720, 720, 720))
KEPT = dt.timedelta(days=7)  # how long a mail that was not accepted stays for `manage.py mail_queue --retry`
LATE = dt.timedelta(minutes=5)  # a mail that is due for longer shows that no worker runs
# Longer than any try can take; a task running since then was left by a worker that died.
LEFT = dt.timedelta(seconds=60) + 6 * dt.timedelta(seconds=settings.EMAIL_TIMEOUT)


@task(queue_name=QUEUE, backend="later")
def deliver(sealed: str, tries: int = 1) -> None:
    """Pass one mail to the server; enqueues the next try where the server does not accept it."""
    letter = Letter.unsealed(sealed)
    try:
        letter.message(get_connection(settings.MAIL_DELIVERY_BACKEND)).send()
    except OSError as error:  # network errors, and all of smtplib's
        if tries > len(PAUSES) or _is_final(error):
            logger.error("a mail is given up after %s tries: %s", tries, type(error).__name__)  # noqa: TRY400 - holds addresses
            raise
        pause = PAUSES[tries - 1]
        logger.warning("a mail was not taken (%s), try %s; the next in %s", type(error).__name__, tries, pause)
        deliver.using(run_after=timezone.now() + pause).enqueue(sealed, tries=tries + 1)


def _is_final(error: OSError) -> bool:
    """Say whether the server reported that none of the recipients exists."""
    return isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _text in error.recipients.values())


def queued() -> DBTaskResultQuerySet:
    """Return every mail of the queue, in whatever state."""
    return DBTaskResult.objects.filter(queue_name=QUEUE)


def work() -> None:
    """Send what is due; a worker's duty in its own thread, because a silent server costs EMAIL_TIMEOUT per mail."""
    _take_up_what_was_left()
    if queued().ready().exists():
        _worker().run()
    queued().successful().delete()
    queued().failed().filter(finished_at__lt=timezone.now() - KEPT).delete()


def _worker() -> Worker:
    """Return django-tasks' own worker, which runs until nothing is due."""
    return Worker(
        queue_names=[QUEUE],
        interval=0,
        batch=True,
        backend_name="later",
        startup_delay=False,
        max_tasks=None,
        worker_id="portal.mail",
        excluded_queue_names=[],
    )


def _take_up_what_was_left() -> None:
    left = queued().running().filter(started_at__lt=timezone.now() - LEFT)
    if left.exists():
        left.update(status=TaskResultStatus.READY)


@transaction.atomic
def retry_failed() -> int:
    """Put failed mails back into the queue with all their tries; return their number."""
    rows = list(queued().failed())
    for row in rows:
        deliver.enqueue(row.args_kwargs["args"][0])
        row.delete()
    return len(rows)


def probe() -> Finding:
    """Report `degraded` where mails wait for a server that does not accept them, have failed, or have no worker."""
    now = timezone.now()
    failed = queued().failed().count()
    again = queued().filter(status=TaskResultStatus.READY, args_kwargs__kwargs__tries__gt=1).count()
    late = queued().ready().filter(args_kwargs__kwargs={}, enqueued_at__lt=now - LATE).count()
    parts = ((failed, "given up"), (again, "waiting for the mail server"), (late, "waiting for the worker"))
    summary = ", ".join(f"{number} {what}" for number, what in parts if number)
    return Finding("degraded", summary) if summary else Finding("ok")
