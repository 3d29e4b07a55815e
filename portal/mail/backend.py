"""What `send_mail` and everything built on it hands its mails to (EMAIL_BACKEND)."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal.mail.letter import Letter
from portal.mail.sending import deliver


class QueueBackend(BaseEmailBackend):
    """Writes each mail into the queue and opens no connection.

    The row belongs to the transaction it is written in: undone with it, seen by the worker after the commit.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many have a recipient."""
        letters = [Letter.of(message) for message in email_messages if message.recipients()]
        for letter in letters:
            deliver.enqueue(letter.sealed())
        return len(letters)
