"""The worker's part: mails of the queue go to the mail server, again and again until it takes them."""

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

from portal.health import Finding
from portal.mail.letter import Letter

logger = logging.getLogger(__name__)

QUEUE = "mail"
# Between tries: a restart of the mail server, an outage, a weekend. A link that sets a password lives three days.
PAUSES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 15, 60, 120, 240, 480, 720, 720, 720))
KEPT = dt.timedelta(days=7)  # how long a mail that nobody took stays for `manage.py mail_queue --retry`
LATE = dt.timedelta(minutes=5)  # a mail that is due for longer has no worker
# Longer than any try can take; what is running since then was left by a worker that died.
LEFT = dt.timedelta(seconds=60) + 6 * dt.timedelta(seconds=settings.EMAIL_TIMEOUT)


@task(queue_name=QUEUE, backend="later")
def deliver(sealed: str, tries: int = 1) -> None:
    """Hand one mail to the server; enqueues its next try where the server does not take it."""
    letter = Letter.unsealed(sealed)
    try:
        letter.message(get_connection(settings.MAIL_DELIVERY_BACKEND)).send()
    except OSError as error:  # of the network, and all of smtplib's
        if tries > len(PAUSES) or _is_final(error):
            logger.error("a mail is given up after %s tries: %s", tries, type(error).__name__)  # noqa: TRY400 - holds addresses
            raise
        pause = PAUSES[tries - 1]
        logger.warning("a mail was not taken (%s), try %s; the next in %s", type(error).__name__, tries, pause)
        deliver.using(run_after=timezone.now() + pause).enqueue(sealed, tries=tries + 1)


def _is_final(error: OSError) -> bool:
    """Whether the server said that none of the recipients exists."""
    return isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _text in error.recipients.values())


def queued() -> DBTaskResultQuerySet:
    """Every mail of the queue, whatever became of it."""
    return DBTaskResult.objects.filter(queue_name=QUEUE)


def work() -> None:
    """Send what is due; the worker's duty, beside its loop because a silent server costs EMAIL_TIMEOUT a mail."""
    _take_up_what_was_left()
    if queued().ready().exists():
        _worker().run()
    queued().successful().delete()
    queued().failed().filter(finished_at__lt=timezone.now() - KEPT).delete()


def _worker() -> Worker:
    """django-tasks' own, until nothing is due."""
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
    """Put the mails that were given up back into the queue, with all their tries; how many."""
    rows = list(queued().failed())
    for row in rows:
        deliver.enqueue(row.args_kwargs["args"][0])
        row.delete()
    return len(rows)


def probe() -> Finding:
    """Degraded where mails wait for a server that does not take them, were given up, or have no worker."""
    now = timezone.now()
    failed = queued().failed().count()
    again = queued().filter(status=TaskResultStatus.READY, args_kwargs__kwargs__tries__gt=1).count()
    late = queued().ready().filter(args_kwargs__kwargs={}, enqueued_at__lt=now - LATE).count()
    parts = ((failed, "given up"), (again, "waiting for the mail server"), (late, "waiting for the worker"))
    said = ", ".join(f"{number} {what}" for number, what in parts if number)
    return Finding("degraded", said) if said else Finding("ok")
