"""The mail backend of Django's `send_mail` (EMAIL_BACKEND): writes mails to the queue."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal.mail.letter import Letter
from portal.mail.sending import deliver


class QueueBackend(BaseEmailBackend):
    """Writes each mail into the queue and opens no connection.

    The row belongs to the current transaction: rolled back with it, visible to the worker after the commit.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the mails; return how many have a recipient."""
        letters = [Letter.of(message) for message in email_messages if message.recipients()]
        for letter in letters:
            deliver.enqueue(letter.sealed())
        return len(letters)
