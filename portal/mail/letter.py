"""A mail as plain data, so that it can be stored in the database."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from email.mime.base import MIMEBase
from email.utils import make_msgid
from typing import Any

from django.core.mail import DNS_NAME, EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from portal.sealing import seal, unseal


@dataclass(frozen=True)
class Letter:
    """Everything in a mail. `alternatives`: (content, type); `attachments`: (name, content in base64, type)."""

    subject: str
    body: str
    subtype: str
    sender: str
    to: list[str]
    cc: list[str]
    bcc: list[str]
    reply_to: list[str]
    headers: dict[str, str]
    alternatives: list[tuple[str, str]]
    attachments: list[tuple[str, str, str]]

    @classmethod
    def of(cls, message: EmailMessage) -> Letter:
        """Read a mail and give it its Message-ID now, so that one sent twice after a crash is recognised as one."""
        headers = {"Message-ID": make_msgid(domain=DNS_NAME), **message.extra_headers}
        found = getattr(message, "alternatives", None) or []
        return cls(
            subject=str(message.subject),
            body=str(message.body),
            subtype=message.content_subtype,
            sender=message.from_email,
            to=[str(address) for address in message.to],
            cc=[str(address) for address in message.cc],
            bcc=[str(address) for address in message.bcc],
            reply_to=[str(address) for address in message.reply_to],
            headers={name: str(value) for name, value in headers.items()},
            alternatives=[(str(content), str(kind)) for content, kind in found],
            attachments=[_attachment(part) for part in message.attachments],
        )

    def message(self, connection: BaseEmailBackend) -> EmailMessage:
        """Return the mail again, to be sent over this connection."""
        message = EmailMultiAlternatives(
            subject=self.subject,
            body=self.body,
            from_email=self.sender,
            to=self.to,
            cc=self.cc,
            bcc=self.bcc,
            reply_to=self.reply_to,
            headers=self.headers,
            connection=connection,
        )
        message.content_subtype = self.subtype
        for content, kind in self.alternatives:
            message.attach_alternative(content, kind)
        for name, content, kind in self.attachments:
            message.attach(name or None, base64.b64decode(content), kind or None)
        return message

    def sealed(self) -> str:
        """Return it encrypted: bodies contain addresses and links that set passwords."""
        return seal(json.dumps(asdict(self)).encode()).decode()

    @classmethod
    def unsealed(cls, ciphertext: str) -> Letter:
        """Decrypt a mail. Raises LostKeyError where no key opens it."""
        return cls(**json.loads(unseal(ciphertext.encode())))


def _attachment(part: Any) -> tuple[str, str, str]:
    if isinstance(part, MIMEBase):
        content = part.get_payload(decode=True)
        name, kind = part.get_filename() or "", part.get_content_type()
    else:
        name, content, kind = part
    raw = content.encode() if isinstance(content, str) else content
    return name or "", base64.b64encode(bytes(raw or b"")).decode(), kind or ""
