"""Stores an objection once, however often its form is sent."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.public_forms.receipt_numbers import new_number
from portal.storages import unnamed_files_removed
from showcase.lists.models import AnnouncementPage
from showcase.objections.evidence import EvidenceFile
from showcase.objections.models import Objection, ObjectionEvidence
from showcase.objections.pace import take_a_turn
from showcase.objections.sealed import seal


@dataclass(frozen=True)
class ObjectionStatement:
    """What a sender wrote, as cleaned by the form."""

    name: str
    phone: str
    email: str
    unit: str
    text: str
    evidence: list[EvidenceFile]


class SentBefore(Exception):
    """The form was sent before with other content; `number`: the receipt of that."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def receive(source: AnnouncementPage, statement: ObjectionStatement, key: UUID, sender: str) -> Objection:
    """Store the objection and return it; the same request again returns the first one.

    Raises SentBefore where the form with this key was sent with other content, `pace.TooOften` where the sender has
    sent enough for now.
    """
    digest = _digest(source, statement)
    kept = _kept(key, digest)
    if kept is not None:
        return kept
    sealed = [(file, seal(file.content)) for file in statement.evidence]
    try:
        # Files first: while they are written to a slow disk, everybody else can save.
        with unnamed_files_removed():
            evidence = [_evidence(file, ciphertext) for file, ciphertext in sealed]
            with transaction.atomic():
                take_a_turn(sender)
                objection = _row(source, statement, key, digest)
                for row in evidence:
                    row.objection = objection
                    row.save()
    except IntegrityError:
        # Sent twice at the same time: the other request was first.
        kept = _kept(key, digest)
        if kept is None:
            raise
        return kept
    return objection


def _kept(key: UUID, digest: str) -> Objection | None:
    found = Objection.objects.defer(*Objection.SEALED).filter(key=key).first()
    if found is not None and found.digest != digest:
        raise SentBefore(found.number)
    return found


def _digest(source: AnnouncementPage, statement: ObjectionStatement) -> str:
    """Return a keyed hash of everything sent, which only tells whether two are the same."""
    files = [(file.name, hashlib.sha256(file.content).hexdigest()) for file in statement.evidence]
    whole = json.dumps(
        [source.pk, statement.name, statement.phone, statement.email, statement.unit, statement.text, files]
    )
    return salted_hmac("showcase.objections.receiving", whole, algorithm="sha256").hexdigest()


def _row(source: AnnouncementPage, statement: ObjectionStatement, key: UUID, digest: str) -> Objection:
    return Objection.objects.create(
        announcement=source,
        number=new_number(timezone.localdate().year),
        key=key,
        digest=digest,
        name=statement.name,
        phone=statement.phone,
        email=statement.email,
        unit=statement.unit,
        text=statement.text,
    )


def _evidence(file: EvidenceFile, ciphertext: bytes) -> ObjectionEvidence:
    row = ObjectionEvidence(name=file.name, kind=file.kind, size=len(file.content))
    row.file.save(f"{uuid.uuid4().hex}.sealed", ContentFile(ciphertext), save=False)
    return row
